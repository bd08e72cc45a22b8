using System.Globalization;
using Marquee.Data;
using Marquee.Platform.Outside;
using Marquee.Providers;
using Marquee.Providers.Tmdb;

namespace Marquee.Features.Catalogue.Enriching;

/// <summary>What came of asking for a title.</summary>
enum Enriched
{
    /// <summary>It is as the provider has it.</summary>
    Fresh,

    /// <summary>The provider does not know it, or it is nobody's but ours.</summary>
    Unknown,

    /// <summary>No answer now; it stays due and is tried again later.</summary>
    Later,
}

/// <summary>Asks TMDB for a title that is there, by whatever id it has, and writes what it says.</summary>
sealed class EnrichTitle(Database database, OutsideServices services, KeepProviderTitle keepTitle, TimeProvider clock)
{
    sealed record Row(string Kind, string? Tmdb, string? Imdb, string? Tvdb, DateTimeOffset? ChangedAt);

    public async Task<Enriched> HandleAsync(TitleId id, CancellationToken cancel)
    {
        if (services.Tmdb is not { } tmdb || await ReadAsync(id, cancel) is not { } row)
            return Enriched.Unknown;
        try
        {
            if (await AskAsync(tmdb, row, cancel) is not { } title)
            {
                await NoteAsync(id, due: null, failed: false, "TMDB does not know this title.", cancel);
                return Enriched.Unknown;
            }

            await database.WriteAsync(connection => keepTitle.HandleAsync(connection, title.Value, cancel), cancel);
            if (!title.IsStale)
                return Enriched.Fresh;
            await NoteAsync(id, clock.GetUtcNow().AddHours(1), failed: true, "TMDB is down; an older answer was written.", cancel);
            return Enriched.Later;
        }
        catch (ProviderFailure failure)
        {
            await NoteAsync(id, clock.GetUtcNow().AddMinutes(failure.PassesByItself ? 10 : 24 * 60), failed: true, failure.Message, cancel);
            if (failure.Kind is FailureKind.KeyRefused or FailureKind.QuotaExhausted)
                throw;
            return Enriched.Later;
        }
    }

    async Task<Row?> ReadAsync(TitleId id, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.FirstAsync<Row>(
            """
            select t.kind,
                (select min(value) from external_ids where title_id = t.id and kind = t.kind and provider = 'tmdb') as tmdb,
                (select min(value) from external_ids where title_id = t.id and kind = t.kind and provider = 'imdb') as imdb,
                (select min(value) from external_ids where title_id = t.id and kind = t.kind and provider = 'tvdb') as tvdb,
                m.changed_at
            from titles t left join title_metadata m on m.title_id = t.id where t.id = @id and not t.manual
            """, new { id }, cancel);
    }

    static async Task<Answer<TmdbTitle>?> AskAsync(TmdbClient tmdb, Row row, CancellationToken cancel)
    {
        var kind = row.Kind == TitleKind.Show ? TmdbKind.Show : TmdbKind.Film;
        var number = long.TryParse(row.Tmdb, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known
            : await FindAsync(tmdb, kind, row.Imdb, isTvdb: false, cancel) ?? await FindAsync(tmdb, kind, row.Tvdb, isTvdb: true, cancel);
        return number is not { } id ? null
            : kind == TmdbKind.Show ? await tmdb.ShowAsync(id, cancel, row.ChangedAt)
            : await tmdb.FilmAsync(id, cancel, row.ChangedAt);
    }

    /// <summary>What TMDB's /find says an id of IMDb or TVDB means; only a title of the same kind will do.</summary>
    static async Task<long?> FindAsync(TmdbClient tmdb, TmdbKind kind, string? value, bool isTvdb, CancellationToken cancel) =>
        value is null ? null : (await tmdb.FindAsync(value, isTvdb, cancel))?.Value.Titles.FirstOrDefault(title => title.Kind == kind)?.Id;

    Task NoteAsync(TitleId id, DateTimeOffset? due, bool failed, string error, CancellationToken cancel) => database.WriteAsync(connection => connection.ExecuteAsync(
        """
        insert into title_metadata (title_id, due_at, checked_at, failures, error) values (@id, @due, @checkedAt, @failures, @error)
        on conflict (title_id) do update set due_at = excluded.due_at, checked_at = coalesce(excluded.checked_at, title_metadata.checked_at),
            failures = case when @failed then title_metadata.failures + 1 else 0 end, error = excluded.error
        """, new { id, due, checkedAt = failed ? (DateTimeOffset?)null : clock.GetUtcNow(), failures = failed ? 1 : 0, failed, error }, cancel), cancel);
}
