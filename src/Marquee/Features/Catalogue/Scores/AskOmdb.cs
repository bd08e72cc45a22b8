using Marquee.Data;
using Marquee.Features.Catalogue.Enriching;
using Marquee.Platform.Outside;
using Marquee.Providers;
using Marquee.Providers.Omdb;

namespace Marquee.Features.Catalogue.Scores;

/// <summary>Asks OMDb what other places think of a title, and keeps what it says. A day has few calls: a week passes before the same is asked again.</summary>
sealed class AskOmdb(Database database, OutsideServices services, TimeProvider clock)
{
    static readonly TimeSpan Again = TimeSpan.FromDays(7), AfterNothing = TimeSpan.FromDays(30), AfterFailure = TimeSpan.FromMinutes(30), AfterRefusal = TimeSpan.FromHours(12);

    /// <returns>Fresh: OMDb said so just now. Later: it gave no answer, or an older one was all there is.</returns>
    /// <exception cref="ProviderFailure">The key is refused or the day's calls are used up: there is no use in asking for others now.</exception>
    public async Task<Enriched> HandleAsync(TitleId id, CancellationToken cancel)
    {
        if (services.Omdb is not { } omdb || await ImdbIdAsync(id, cancel) is not { } imdb)
            return Enriched.Unknown;
        var now = clock.GetUtcNow();
        try
        {
            if (await omdb.TitleAsync(imdb, cancel) is not { } answer)
            {
                await NoteAsync(id, now + AfterNothing, "OMDb does not know this title.", cancel);
                return Enriched.Unknown;
            }

            await KeepAsync(id, answer, now + (answer.IsStale ? AfterFailure : Again), cancel);
            return answer.IsStale ? Enriched.Later : Enriched.Fresh;
        }
        catch (ProviderFailure failure)
        {
            await NoteAsync(id, now + (failure.Kind is FailureKind.Unavailable or FailureKind.Malformed ? AfterFailure : AfterRefusal), failure.Message, cancel);
            if (failure.Kind is FailureKind.KeyRefused or FailureKind.QuotaExhausted)
                throw;
            return Enriched.Later;
        }
    }

    async Task<string?> ImdbIdAsync(TitleId id, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ScalarAsync<string>(
            "select min(x.value) from external_ids x join titles t on t.id = x.title_id and t.kind = x.kind where x.title_id = @id and x.provider = 'imdb'", new { id }, cancel);
    }

    Task KeepAsync(TitleId id, Answer<OmdbTitle> answer, DateTimeOffset due, CancellationToken cancel) => database.WriteAsync(connection => connection.ExecuteAsync(
        """
        insert into outside_scores (title_id, imdb, imdb_votes, rotten_tomatoes, metacritic, awards, fetched_at, due_at)
        select id, @ImdbRating, @ImdbVotes, @RottenTomatoes, @Metascore, @Awards, @FetchedAt, @due from titles where id = @id
        on conflict (title_id) do update set imdb = excluded.imdb, imdb_votes = excluded.imdb_votes, rotten_tomatoes = excluded.rotten_tomatoes,
            metacritic = excluded.metacritic, awards = excluded.awards, fetched_at = excluded.fetched_at, due_at = excluded.due_at, error = null
        """, new { id, answer.Value.ImdbRating, ImdbVotes = (long?)answer.Value.ImdbVotes, answer.Value.RottenTomatoes, answer.Value.Metascore, answer.Value.Awards, answer.FetchedAt, due }, cancel), cancel);

    // What was known stays: it is better than nothing.
    Task NoteAsync(TitleId id, DateTimeOffset due, string error, CancellationToken cancel) => database.WriteAsync(connection => connection.ExecuteAsync(
        """
        insert into outside_scores (title_id, due_at, error) select id, @due, @error from titles where id = @id
        on conflict (title_id) do update set due_at = excluded.due_at, error = excluded.error
        """, new { id, due, error }, cancel), cancel);
}
