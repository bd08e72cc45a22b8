using System.Data.Common;
using Marquee.Data;

namespace Marquee.Features.Search.Shelf;

/// <summary>
/// Keeps the shelf in step with the database: every write of documents raises the revision, and whoever searches next, on any
/// node, reads what has changed since. 100,000 titles take some 20 MB and a third of a second at the first search.
/// </summary>
sealed class KeepShelf : IDisposable
{
    readonly SemaphoreSlim _one = new(1, 1);
    TitleShelf _shelf = TitleShelf.Empty;

    sealed record Row(
        long Id, string Kind, int? Year, int? Runtime, double? VoteAverage, int VoteCount, double Popularity, string SortTitle, string MatchKey, string? Language, string? Certification);

    sealed record Word(long TitleId, string Name);

    sealed record Offer(long TitleId, string Region, long ServiceId);

    sealed record Service(long Id, string Name);

    public async ValueTask<TitleShelf> CurrentAsync(DbConnection connection, CancellationToken cancel)
    {
        var revision = await RevisionAsync(connection, cancel);
        var shelf = Volatile.Read(ref _shelf);
        if (shelf.Revision >= revision)
            return shelf;

        await _one.WaitAsync(cancel);
        try
        {
            shelf = Volatile.Read(ref _shelf);
            if (shelf.Revision < revision)
                Volatile.Write(ref _shelf, shelf = await ReadAsync(connection, shelf, revision, cancel));
            return shelf;
        }
        finally
        {
            _one.Release();
        }
    }

    public static Task<long> RevisionAsync(DbConnection connection, CancellationToken cancel) =>
        connection.ScalarAsync<long>("select coalesce(max(revision), 0) from search_documents", null, cancel);

    public void Dispose() => _one.Dispose();

    static async Task<TitleShelf> ReadAsync(DbConnection connection, TitleShelf shelf, long revision, CancellationToken cancel)
    {
        const string changed = "(select title_id from search_documents where revision > @since)";
        await using var answer = await connection.QueryManyAsync(
            $"""
            select id, kind, year, runtime, vote_average, vote_count, popularity, sort_title, match_key, language, certification from titles where id in {changed};
            select title_id, match_key as name from title_names where title_id in {changed};
            select tg.title_id, g.name from title_genres tg join genres g on g.id = tg.genre_id where tg.title_id in {changed};
            select distinct title_id, region, service_id from title_services where offer in ('stream', 'free', 'ads') and title_id in {changed};
            select id, name from services;
            select count(*) from search_documents;
            """, new { since = shelf.Revision }, cancel);

        var words = shelf.Words.Copy();
        var rows = (await answer.ReadAsync<Row>()).ToList();
        var names = (await answer.ReadAsync<Word>()).Concat(rows.Select(row => new Word(row.Id, row.MatchKey))).Where(name => name.Name.Length > 0);
        var genres = (await answer.ReadAsync<Word>()).ToLookup(genre => genre.TitleId, genre => words.Genres.Add(genre.Name));
        var services = (await answer.ReadAsync<Offer>()).ToLookup(offer => offer.TitleId, offer => ServiceCode.Of(words.Regions.Add(offer.Region), offer.ServiceId));
        foreach (var service in await answer.ReadAsync<Service>())
            words.Services[service.Id] = service.Name;
        var count = (await answer.ReadAsync<long>()).First();

        var titles = rows.ConvertAll(row => new ShelvedTitle(
            row.Id, row.Kind == "show", row.Year ?? 0, row.Runtime ?? 0, row.VoteAverage ?? 0, Esteem(row), row.Popularity, row.SortTitle,
            words.Languages.Add(row.Language), words.Certifications.Add(row.Certification), [.. genres[row.Id]], [.. services[row.Id]]));
        var keys = names.ToLookup(name => name.TitleId, name => name.Name);
        var next = shelf.With(revision, titles, keys, words, kept: null);
        if (next.Titles.Length == count)
            return next;
        // Some are gone, which happens rarely: find out which.
        var kept = (await connection.QueryAsync<long>("select title_id from search_documents", null, cancel)).ToHashSet();
        return shelf.With(revision, titles, keys, words, kept);
    }

    /// <summary>As if ten people more had given it an ordinary 6.5.</summary>
    static double Esteem(Row row) => (((row.VoteAverage ?? 0) * row.VoteCount) + 65) / (row.VoteCount + 10);
}
