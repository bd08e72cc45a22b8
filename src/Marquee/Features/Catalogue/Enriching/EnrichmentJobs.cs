using System.Globalization;
using Marquee.Data;
using Marquee.Platform.Jobs;
using Marquee.Platform.Outside;
using Marquee.Providers;
using Marquee.Providers.Tmdb;

namespace Marquee.Features.Catalogue.Enriching;

/// <summary>Brings every title that is due up to date: what the work behind the pages left, and what changed at night.</summary>
sealed class EnrichDueTitles(DueTitles due, EnrichTitle enrichTitle, OutsideServices services) : IScheduledJob
{
    const int AtATime = 100;

    public string Kind => "tmdb-titles";

    public string Words => "Bring titles up to date from TMDB";

    public string Schedule => "0 */15 * * * ?";

    public Task<object> RunAsync(CancellationToken cancel) => RunAsync(new JobProgress(), cancel);

    public async Task<object> RunAsync(JobProgress progress, CancellationToken cancel)
    {
        var (fresh, unknown, later) = (0, 0, 0);
        var all = services.Tmdb is null ? 0 : await due.CountAsync(cancel);
        while (services.Tmdb is not null && await due.TakeAsync(AtATime, cancel) is { Count: > 0 } some)
            foreach (var id in some)
            {
                progress.Report(fresh + unknown + later, Math.Max(all, fresh + unknown + later), "titles");
                try
                {
                    _ = await enrichTitle.HandleAsync(id, cancel) switch { Enriched.Fresh => fresh++, Enriched.Unknown => unknown++, _ => later++ };
                }
                catch (ProviderFailure failure)
                {
                    // The key or the day's calls: asking for the others is no use now, and they become due again.
                    return new EnrichedTitles(fresh, unknown, later, failure.Message);
                }
            }

        return new EnrichedTitles(fresh, unknown, later);
    }
}

/// <summary>What a run did.</summary>
/// <param name="Fresh">Titles brought up to date.</param>
/// <param name="Unknown">Titles that TMDB does not know.</param>
/// <param name="Later">Titles that got no answer and stay due.</param>
/// <param name="Stopped">Why it stopped before the end.</param>
sealed record EnrichedTitles(int Fresh, int Unknown, int Later, string? Stopped = null);

/// <summary>
/// Nightly: what TMDB says has changed since it was last asked becomes due, and so does what is older than its terms allow, and some of the best
/// known titles that were never asked for. The day is noted in the transaction that makes titles due: cut off anywhere, the next run goes on.
/// </summary>
sealed class FindChanges(Database database, OutsideServices services, KeptAnswers answers, TimeProvider clock) : IScheduledJob
{
    const int LongestLook = 14, NeverAskedANight = 500;

    // TMDB's terms: nothing older than six months.
    static readonly TimeSpan Oldest = TimeSpan.FromDays(170);

    public string Kind => "tmdb-changes";

    public string Words => "Ask TMDB which titles have changed";

    public string Schedule => "0 10 3 * * ?";

    public async Task<object> RunAsync(CancellationToken cancel)
    {
        if (services.Tmdb is null)
            return new { NotConnected = true };
        var changed = 0;
        foreach (var kind in Enum.GetValues<TmdbKind>())
            changed += await LookAsync(kind, cancel);
        var old = await MakeOldDueAsync(cancel);
        var dropped = await answers.DropAsync(clock.GetUtcNow() - Oldest, cancel);
        return new { Changed = changed, OldOrNew = old, DroppedAnswers = dropped };
    }

    async Task<int> LookAsync(TmdbKind kind, CancellationToken cancel)
    {
        var (name, today) = ($"tmdb.changes.{kind.ToString().ToLowerInvariant()}", DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var since = await SinceAsync(name, cancel) is { } day && day > today.AddDays(-LongestLook) ? day : today.AddDays(-LongestLook + 1);
        var ids = await services.Tmdb!.ChangesAsync(kind, since, today, cancel);
        return await database.WriteAsync(async connection =>
        {
            var now = clock.GetUtcNow();
            var due = await connection.ExecuteAsync(
                $"""
                insert into title_metadata (title_id, due_at, changed_at)
                select distinct t.id, @now, @now from external_ids x join titles t on t.id = x.title_id
                where x.kind = @kind and x.provider = 'tmdb' and {database.Dialect.Among("x.value", "@values")} and t.metadata_updated_at > 0 and not t.manual
                on conflict (title_id) do update set due_at = excluded.due_at, changed_at = excluded.changed_at
                """,
                new { now, kind = kind == TmdbKind.Show ? TitleKind.Show : TitleKind.Film, values = new TextSet(ids.Select(id => id.ToString(CultureInfo.InvariantCulture))) }, cancel);
            await connection.ExecuteAsync(
                """
                insert into settings (name, value, updated_at) values (@name, @today, @now)
                on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at
                """, new { name, today = today.ToString("O", CultureInfo.InvariantCulture), now }, cancel);
            return due;
        }, cancel);
    }

    /// <summary>The day of the last look, asked for again: it was not over then.</summary>
    async Task<DateOnly?> SinceAsync(string name, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ScalarAsync<string>("select value from settings where name = @name", new { name }, cancel) is { } day
            ? DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture)
            : null;
    }

    Task<int> MakeOldDueAsync(CancellationToken cancel) => database.WriteAsync(connection => connection.ExecuteAsync(
        """
        insert into title_metadata (title_id, due_at)
        select id, @now from (
            select id from titles where metadata_updated_at > 0 and metadata_updated_at < @oldest and not manual
            union
            select id from (
                select t.id from titles t left join title_metadata m on m.title_id = t.id
                where t.metadata_updated_at = 0 and not t.manual and m.title_id is null
                  and exists (select 1 from external_ids x where x.title_id = t.id and x.kind = t.kind and x.provider in ('tmdb', 'imdb', 'tvdb'))
                order by t.popularity desc, t.id limit @NeverAskedANight
            ) best
        ) old where true
        on conflict (title_id) do update set due_at = coalesce(title_metadata.due_at, excluded.due_at)
        """, new { now = clock.GetUtcNow(), oldest = clock.GetUtcNow() - Oldest, NeverAskedANight }, cancel), cancel);
}

/// <summary>Daily: genres and where images are.</summary>
sealed class RefreshVocabulary(OutsideServices services) : IScheduledJob
{
    public string Kind => "tmdb-vocabulary";

    public string Words => "Read genres and picture sizes of TMDB";

    public string Schedule => "0 40 2 * * ?";

    public async Task<object> RunAsync(CancellationToken cancel)
    {
        if (services.Tmdb is not { } tmdb)
            return new { NotConnected = true };
        var films = (await tmdb.GenresAsync(TmdbKind.Film, cancel))?.Value.Count ?? 0;
        var shows = (await tmdb.GenresAsync(TmdbKind.Show, cancel))?.Value.Count ?? 0;
        await tmdb.ConfigurationAsync(cancel);
        return new { GenresOfFilms = films, GenresOfShows = shows };
    }
}
