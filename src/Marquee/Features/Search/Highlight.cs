using System.Data.Common;
using System.Globalization;
using System.Text;
using Marquee.Data;

namespace Marquee.Features.Search;

/// <summary>Why a title was found, shown.</summary>
/// <param name="In"><c>title</c>, <c>other_name</c>, <c>person</c> or <c>overview</c>.</param>
/// <param name="Html">The text that matches, its words in <c>mark</c>; everything else is escaped.</param>
/// <param name="Person">Who, when it was a person.</param>
sealed record HighlightedText(string In, string Html, PersonId? Person);

/// <summary>Marks what was typed in what is there: in the title, else in another name, a person's name or the overview.</summary>
sealed class Highlight(SearchQuery query)
{
    const int Snippet = 160;

    static readonly string[] Preference = ["title", "other_name", "person", "overview"];

    readonly WordMatch[] _words = [.. query.Words.Select((word, i) => new WordMatch(word, query.IsOpen(i)))];

    sealed record Row(TitleId TitleId, string Place, long Id, string Text);

    /// <summary>One highlight a title, read in one round trip.</summary>
    public async Task<Dictionary<TitleId, HighlightedText>> OfAsync(DbConnection connection, Dialect dialect, IReadOnlyCollection<TitleId> titles, CancellationToken cancel)
    {
        var rows = await connection.QueryAsync<Row>(
            $"""
            select id as title_id, 'title' as place, 0 as id, title as text from titles where {dialect.Among("id", "@ids")}
            union all
            select title_id, 'other_name', 0, name from title_names where {dialect.Among("title_id", "@ids")}
            union all
            select c.title_id, 'person', p.id, p.name from credits c join people p on p.id = c.person_id where {dialect.Among("c.title_id", "@ids")}
            union all
            select id, 'overview', 0, overview from titles where overview is not null and {dialect.Among("id", "@ids")}
            """, new { ids = IdSet.Of(titles) }, cancel);
        return rows.GroupBy(row => row.TitleId).ToDictionary(title => title.Key, Choose);
    }

    HighlightedText Choose(IEnumerable<Row> texts)
    {
        Row? best = null;
        var most = -1.0;
        // Of texts that match alike the first, in the order of preference.
        foreach (var row in texts.OrderBy(row => Array.IndexOf(Preference, row.Place)))
        {
            var matched = Tokens(row.Text).Select(token => token.Word).Distinct().Sum(word => Matched(word) is { } m ? m.Weight : 0);
            if (matched > most + 0.01 && (best is null || matched > 0))
                (best, most) = (row, matched);
        }

        return new HighlightedText(best!.Place, Mark(best.Text, best.Place == "overview"), best.Place == "person" ? new PersonId(best.Id) : null);
    }

    string Mark(string text, bool isLong)
    {
        var html = new StringBuilder();
        var (from, until) = isLong ? Around(text) : (0, text.Length);
        var at = from;
        html.Append(from > 0 ? "… " : "");
        foreach (var (start, length, word) in Tokens(text).Where(token => token.Start >= from && token.Start + token.Length <= until))
        {
            if (Matched(word) is not { } match)
                continue;
            // Only what was typed of a word that goes on; when folding changed its length, all of it.
            var marked = word.Length == length ? Math.Min(match.Length, length) : length;
            html.Append(Escape(text[at..start])).Append("<mark>").Append(Escape(text.Substring(start, marked))).Append("</mark>");
            at = start + marked;
        }

        return html.Append(Escape(text[at..until])).Append(until < text.Length ? " …" : "").ToString();
    }

    static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>The part of a long text that holds its first match, cut at words.</summary>
    (int From, int Until) Around(string text)
    {
        if (text.Length <= Snippet)
            return (0, text.Length);
        var first = Tokens(text).Where(token => Matched(token.Word) is not null).Select(token => token.Start).FirstOrDefault();
        var from = first < Snippet / 3 ? 0 : text.IndexOf(' ', first - (Snippet / 3)) + 1;
        var until = from + Snippet >= text.Length ? text.Length : text.LastIndexOf(' ', from + Snippet);
        return (from, until > first ? until : text.Length);
    }

    /// <summary>What the word counts for among those that were typed, and how much of it was.</summary>
    (double Weight, int Length)? Matched(string word)
    {
        (double, int)? best = null;
        var most = 0.6;
        for (var i = 0; i < _words.Length; i++)
            if (_words[i].Of(word) is var score && score > most)
                (best, most) = ((score * query.WeightAt(i), word.StartsWith(query.Words[i], StringComparison.Ordinal) ? query.Words[i].Length : word.Length), score);
        return best;
    }

    /// <summary>Words with their places, folded as search folds them; an apostrophe joins what it stands in.</summary>
    static IEnumerable<(int Start, int Length, string Word)> Tokens(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsLetterOrDigit(text[at]))
                continue;
            var start = at;
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '\'' or '’' || char.GetUnicodeCategory(text[at]) == UnicodeCategory.NonSpacingMark))
                at++;
            var word = TitleKey.Fold(text[start..at]);
            if (word.Length > 0)
                yield return (start, text[start..at].TrimEnd('\'', '’').Length, word);
        }
    }
}
