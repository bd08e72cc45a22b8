using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Writing;
using Marquee.Features.Search.Shelf;

namespace Marquee.Features.Search;

/// <summary>Keeps the search documents in step with the titles, in the transaction that writes them.</summary>
sealed class WriteSearchDocuments(Database database) : ITitlesWritten
{
    sealed record Name(TitleId TitleId, string Text);

    // What somebody made for themselves is not for others to find: it gets no document, and loses the one it had.
    public async Task OnTitlesWrittenAsync(DbConnection connection, IReadOnlyCollection<TitleId> titles, CancellationToken cancel)
    {
        if (titles.Count == 0)
            return;
        // Whoever reads all revisions up to one must not miss a lower one that is committed later.
        await connection.AloneAsync(database.Dialect, WriteTitles.Alone, cancel);
        var documents = await ReadAsync(connection, titles, cancel);
        var revision = await KeepShelf.RevisionAsync(connection, cancel) + 1;
        await connection.ExecuteAsync(
            $"delete from search_documents where {database.Dialect.Among("title_id", "@ids")}", new { ids = IdSet.Of(titles) }, cancel);
        await connection.BulkCopyAsync(
            "search_documents", ["title_id", "names", "people", "extras", "about", "revision"],
            documents.Select(d => new object?[] { d.Id.Value, string.Join('\n', d.Names), string.Join('\n', d.People), d.Extras, d.About, revision }), cancel);
        await AddWordsAsync(connection, documents, cancel);
    }

    async Task<List<Document>> ReadAsync(DbConnection connection, IReadOnlyCollection<TitleId> titles, CancellationToken cancel)
    {
        var dialect = database.Dialect;
        await using var answer = await connection.QueryManyAsync(
            $"""
            select id as title_id, title as text from titles where {dialect.Among("id", "@ids")} and {TitleSight.Anybody.Allows()};
            select title_id, name as text from title_names where {dialect.Among("title_id", "@ids")} order by title_id, id;
            select c.title_id, p.name as text from credits c join people p on p.id = c.person_id
            where {dialect.Among("c.title_id", "@ids")} order by c.title_id, case when c.role = 'cast' then 1 else 0 end, c.role, c.billing;
            select id as title_id, cast(year as text) as text from titles where year is not null and {dialect.Among("id", "@ids")};
            select id as title_id, overview as text from titles where overview is not null and {dialect.Among("id", "@ids")}
            union all
            select tk.title_id, k.name from title_keywords tk join keywords k on k.id = tk.keyword_id where {dialect.Among("tk.title_id", "@ids")}
            union all
            select tg.title_id, g.name from title_genres tg join genres g on g.id = tg.genre_id where {dialect.Among("tg.title_id", "@ids")};
            """, new { ids = IdSet.Of(titles) }, cancel);

        var main = (await answer.ReadAsync<Name>()).ToList();
        var others = (await answer.ReadAsync<Name>()).ToLookup(name => name.TitleId, name => name.Text);
        var people = (await answer.ReadAsync<Name>()).ToLookup(name => name.TitleId, name => name.Text);
        var years = (await answer.ReadAsync<Name>()).ToDictionary(name => name.TitleId, name => name.Text);
        var about = (await answer.ReadAsync<Name>()).ToLookup(name => name.TitleId, name => name.Text);
        return [.. main.Select(title => Document.Of(
            title.TitleId, others[title.TitleId].Prepend(title.Text), people[title.TitleId], years.GetValueOrDefault(title.TitleId), about[title.TitleId]))];
    }

    /// <summary>Words are never taken away: one that no title has any more is a look-alike that finds nothing.</summary>
    async Task AddWordsAsync(DbConnection connection, List<Document> documents, CancellationToken cancel)
    {
        var words = documents
            .SelectMany(document => document.Names.Concat(document.People))
            .SelectMany(name => name.Split(' '))
            .Where(word => EditDistance.Allowed(word.Length) > 0)
            .ToHashSet();
        // A bulk load reads all words rather than asking for tens of thousands.
        var few = words.Count <= 1000;
        var known = (await connection.QueryAsync<string>(
            $"select word from search_words{(few ? $" where {database.Dialect.Among("word", "@words")}" : "")}", few ? new { words = new TextSet(words) } : null, cancel)).ToHashSet();
        var added = words.Where(word => !known.Contains(word)).ToList();
        if (added.Count == 0)
            return;

        var first = await IdBlock.ReserveAsync(connection, database.Dialect, "search_words", added.Count, cancel);
        await connection.BulkCopyAsync("search_words", ["id", "word"], added.Select((word, i) => new object?[] { first + i, word }), cancel);
    }
}
