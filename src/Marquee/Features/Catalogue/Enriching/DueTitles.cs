using System.Collections.Concurrent;
using System.Threading.Channels;
using Marquee.Data;
using Marquee.Features.Catalogue.Writing;
using Marquee.Platform;
using Marquee.Platform.Outside;

namespace Marquee.Features.Catalogue.Enriching;

/// <summary>
/// Titles that should be asked for: those that are new, that the provider says have changed, or that were looked at when stale. What is due
/// stands in the database; a channel wakes whoever works on it.
/// </summary>
sealed class DueTitles(Database database, OutsideServices services, TimeProvider clock)
{
    /// <summary>Older than this, a title that is looked at is asked for again.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromHours(24);

    static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    readonly ConcurrentDictionary<long, bool> _waiting = new();

    // Only so many: a crawler that looks at everything must not queue the whole catalogue.
    readonly Channel<TitleId> _looked = Channel.CreateBounded<TitleId>(new BoundedChannelOptions(500) { FullMode = BoundedChannelFullMode.DropWrite });

    public ChannelReader<TitleId> Looked => _looked.Reader;

    /// <summary>Somebody looks at the title: when it is stale, it is asked for behind the page.</summary>
    public void LookedAt(TitleId id, DateTimeOffset updatedAt)
    {
        if (services.Tmdb is not null && clock.GetUtcNow() - updatedAt > Freshness && _waiting.TryAdd(id.Value, true) && !_looked.Writer.TryWrite(id))
            _waiting.TryRemove(id.Value, out _);
    }

    public void Taken(TitleId id) => _waiting.TryRemove(id.Value, out _);

    /// <summary>Takes titles that are due, the longest first: for as long as the lease runs nobody else gets them, and who dies gives them back.</summary>
    public Task<List<TitleId>> TakeAsync(int most, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        await connection.AloneAsync(database.Dialect, "take due titles", cancel);
        var now = clock.GetUtcNow();
        return await connection.QueryAsync<TitleId>(
            """
            update title_metadata set due_at = @lease where title_id in
                (select title_id from title_metadata where due_at <= @now order by due_at, title_id limit @most)
            returning title_id
            """, new { now, lease = now + Lease, most }, cancel);
    }, cancel);

    /// <summary>How many are due.</summary>
    public async Task<long> CountAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ScalarAsync<long>("select count(*) from title_metadata where due_at <= @now", new { now = clock.GetUtcNow() }, cancel);
    }

    /// <summary>Whether anything is due at all, which is cheap to ask.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ScalarAsync<long?>("select title_id from title_metadata where due_at <= @now limit 1", new { now = clock.GetUtcNow() }, cancel) is not null;
    }
}

/// <summary>Works behind the pages: titles that were looked at when stale, and every half minute those that became due, such as new ones.</summary>
sealed partial class EnrichBehind(
    DueTitles due, EnrichTitle enrichTitle, OutsideServices services, MarqueeSettings settings, Readiness readiness, TimeProvider clock, ILogger<EnrichBehind> log) : BackgroundService
{
    const int AtATime = 50;

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (services.Tmdb is null || !settings.WorksBehind)
            return;
        try
        {
            await readiness.WhenReady.WaitAsync(stoppingToken);
            await Task.WhenAll(LookedAtAsync(stoppingToken), BecameDueAsync(stoppingToken));
        }
        catch (Exception)
        {
            // The end, or a start that failed and says so elsewhere.
        }
    }

    async Task LookedAtAsync(CancellationToken cancel)
    {
        await foreach (var id in due.Looked.ReadAllAsync(cancel))
        {
            await EnrichAsync(id, cancel);
            due.Taken(id);
        }
    }

    async Task BecameDueAsync(CancellationToken cancel)
    {
        while (true)
        {
            while (await due.AnyAsync(cancel))
                foreach (var id in await due.TakeAsync(AtATime, cancel))
                    await EnrichAsync(id, cancel);
            await Task.Delay(Pause, clock, cancel);
        }
    }

    async Task EnrichAsync(TitleId id, CancellationToken cancel)
    {
        try
        {
            await enrichTitle.HandleAsync(id, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotEnriched(id.Value, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Title {Title} could not be brought up to date: {Reason}")]
    partial void NotEnriched(long title, string reason);
}

/// <summary>A title that was added and that a provider knows is due at once.</summary>
sealed class NewTitlesAreDue(Database database, MarqueeSettings settings, TimeProvider clock) : ITitlesWritten
{
    // A whole sample is not asked for at once: the nightly run takes the best known of it, a page takes what is looked at.
    const int MostAtOnce = 500;

    public Task OnTitlesWrittenAsync(System.Data.Common.DbConnection connection, IReadOnlyCollection<TitleId> titles, CancellationToken cancel) =>
        settings.TmdbKey is null || titles.Count > MostAtOnce ? Task.CompletedTask : connection.ExecuteAsync(
            $"""
            insert into title_metadata (title_id, due_at)
            select t.id, @now from titles t
            where {database.Dialect.Among("t.id", "@ids")} and not t.manual and t.metadata_updated_at = 0
              and exists (select 1 from external_ids x where x.title_id = t.id and x.kind = t.kind and x.provider in ('tmdb', 'imdb', 'tvdb'))
            on conflict (title_id) do nothing
            """, new { ids = IdSet.Of(titles), now = clock.GetUtcNow() }, cancel);
}
