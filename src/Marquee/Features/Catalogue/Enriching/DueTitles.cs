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

    /// <summary>The titles that are due, the longest first.</summary>
    public async Task<List<TitleId>> NextAsync(int most, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<TitleId>(
            "select title_id from title_metadata where due_at <= @now order by due_at, title_id limit @most", new { now = clock.GetUtcNow(), most }, cancel);
    }

    public async Task<int> CountAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ScalarAsync<int>("select count(*) from title_metadata where due_at <= @now", new { now = clock.GetUtcNow() }, cancel);
    }
}

/// <summary>Works behind the pages: titles that were looked at when stale, one after another.</summary>
sealed partial class EnrichBehind(DueTitles due, EnrichTitle enrichTitle, Readiness readiness, ILogger<EnrichBehind> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenCatalogueIsThere.WaitAsync(stoppingToken);
            await foreach (var id in due.Looked.ReadAllAsync(stoppingToken))
            {
                try
                {
                    await enrichTitle.HandleAsync(id, stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    NotEnriched(id.Value, e.Message);
                }
                finally
                {
                    due.Taken(id);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
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
