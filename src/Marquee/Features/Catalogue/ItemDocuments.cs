using System.Data.Common;
using System.Globalization;
using Marquee.Data;
using Marquee.Engine;

namespace Marquee.Features.Catalogue;

/// <summary>
/// What titles are made of, for the content model: <c>title</c> and <c>text</c> in folded words, <c>genre</c>, <c>keyword</c>,
/// <c>director</c> (creators too) and <c>cast</c> as whole names, spelt as the catalogue spells them.
/// </summary>
static class ItemDocuments
{
    sealed record Words(TitleId Id, string Title, string? Overview);

    sealed record Term(TitleId TitleId, string Field, string Name);

    /// <summary>One document a title, in the order of <paramref name="titles"/>; a title that is not there has an empty one.</summary>
    public static async Task<IReadOnlyList<ItemDocument>> ItemDocumentsAsync(
        this DbConnection connection, IReadOnlyList<long> titles, CancellationToken cancel)
    {
        await using var answer = await connection.QueryManyAsync(
            """
            select id, title, overview from titles;

            select tg.title_id, 'genre' as field, g.name from title_genres tg join genres g on g.id = tg.genre_id where not tg.inferred
            union all
            select tk.title_id, 'keyword', k.name from title_keywords tk join keywords k on k.id = tk.keyword_id
            union all
            select c.title_id, case when c.role = 'cast' then 'cast' else 'director' end, p.name
            from credits c join people p on p.id = c.person_id where c.role in ('cast', 'director', 'creator');
            """, null, cancel);

        var words = (await answer.ReadAsync<Words>()).ToDictionary(row => row.Id.Value);
        var terms = (await answer.ReadAsync<Term>()).ToLookup(term => term.TitleId.Value);
        return [.. titles.Select(id => new ItemDocument(Fields(words.GetValueOrDefault(id), terms[id])))];
    }

    static Dictionary<string, IReadOnlyList<string>> Fields(Words? words, IEnumerable<Term> terms)
    {
        var fields = new Dictionary<string, IReadOnlyList<string>>();
        Add("title", WordsIn(words?.Title));
        Add("text", WordsIn(words?.Overview));
        foreach (var field in terms.GroupBy(term => term.Field))
            Add(field.Key, [.. field.Select(term => term.Name).Distinct()]);
        return fields;

        void Add(string field, string[] values)
        {
            if (values.Length > 0)
                fields[field] = values;
        }
    }

    static string[] WordsIn(string? text) => text is null
        ? []
        : [.. TitleKey.Fold(text).Split(' ').Where(word => word.Length > 1 && !Stopwords.Contains(word) && !IsNumber(word))];

    static bool IsNumber(string word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 100;

    static readonly HashSet<string> Stopwords = [.. """
        a about after again against all an and another any are as at away back be because been before being between both but by can
        cannot could did do does down during each end ever every few first for from gets get go goes had has have he her here hers him
        his how if in into is it its just last less like made make makes many may me more most much must my never new next no nor not
        now of off old on once one only or other others our out over own part put same set she should since so some still such take
        takes than that the their them then there these they this those three through to too tries two under until up upon us very
        was way we were what when where which while who whom whose why will with within without would you your
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)];
}
