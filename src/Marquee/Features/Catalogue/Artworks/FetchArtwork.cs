using System.Collections.Concurrent;
using System.Threading.Channels;
using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Errors;
using Marquee.Platform.Jobs;
using Marquee.Platform.Outside;

namespace Marquee.Features.Catalogue.Artworks;

/// <summary>What a run did.</summary>
/// <param name="Kept">Posters that are here now.</param>
/// <param name="Failed">Posters that could not be had or were none; asked for again later.</param>
/// <param name="Stopped">Why it stopped before the end.</param>
sealed record FetchedArtwork(int Kept, int Failed, string? Stopped = null);

/// <summary>
/// Fetches TMDB's posters once and keeps them here: those of titles that were looked at first, then the best known. What is no picture, too large, cut off or slow is noted and
/// tried again after a while; a title without one shows its generated poster all the same.
/// </summary>
sealed class FetchArtwork(Database database, OutsideServices services, MarqueeSettings settings, KeepPicture keep, TimeProvider clock) : IScheduledJob, IDisposable
{
    const int MostARun = 300, FailuresInARow = 10;
    const string Size = "w780";

    // Larger than any poster of that size; a server that never ends is not listened to.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), MaxConnectionsPerServer = 4, AllowAutoRedirect = false })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = KeepPicture.MostBytes,
    };

    sealed record Due(TitleId Id, string PosterPath, int Failures);

    public string Kind => "artwork";

    public string Words => "Fetch posters";

    public string Schedule => "0 */10 * * * ?";

    public async Task<object> RunAsync(CancellationToken cancel)
    {
        if (services.Tmdb is null)
            return new FetchedArtwork(0, 0);
        var (kept, failed, inARow) = (0, 0, 0);
        foreach (var due in await DueAsync(null, cancel))
        {
            if (await OneAsync(due, cancel))
                (kept, inARow) = (kept + 1, 0);
            else if ((++failed, ++inARow).Item2 == FailuresInARow)
                return new FetchedArtwork(kept, failed, "TMDB's pictures cannot be had just now.");
        }

        return new FetchedArtwork(kept, failed);
    }

    /// <summary>One title's, because somebody looks at it.</summary>
    public async Task OfAsync(TitleId id, CancellationToken cancel)
    {
        if (services.Tmdb is not null && (await DueAsync(id, cancel)).FirstOrDefault() is { } due)
            await OneAsync(due, cancel);
    }

    async Task<List<Due>> DueAsync(TitleId? one, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<Due>(
            """
            select t.id, t.poster_path, coalesce(a.failures, 0) as failures from titles t left join title_artwork a on a.title_id = t.id and a.kind = 'poster'
            where t.poster_path is not null and (t.id = @one or @one is null) and coalesce(a.source, '') <> 'custom'
                and (a.title_id is null or a.source <> t.poster_path or (a.hash is null and a.asked_at < @now - 3600000 * (1 + a.failures * a.failures)))
            order by coalesce(a.failures, 0), t.popularity desc, t.id limit @MostARun
            """, new { one, now = clock.GetUtcNow().ToUnixTimeMilliseconds(), MostARun }, cancel);
    }

    async Task<bool> OneAsync(Due due, CancellationToken cancel)
    {
        string? hash = null, error = null;
        try
        {
            // A path of TMDB's, never an address of somebody else's.
            if (!due.PosterPath.StartsWith('/') || due.PosterPath.Contains("..", StringComparison.Ordinal) || due.PosterPath.IndexOf('/', 1) >= 0)
                throw new Invalid("picture_path", "That is no path of a picture.");
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(Patience);
            using var answer = await _http.GetAsync(new Uri($"{settings.TmdbImages.TrimEnd('/')}/{Size}{due.PosterPath}"), patience.Token);
            answer.EnsureSuccessStatusCode();
            hash = await keep.HandleAsync(await answer.Content.ReadAsByteArrayAsync(patience.Token), cancel);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or Invalid or UriFormatException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            error = e is OperationCanceledException ? "No answer in time." : e.Message;
        }

        await database.WriteAsync(connection => connection.ExecuteAsync(
            """
            insert into title_artwork (title_id, kind, source, hash, asked_at, failures, error) values (@Id, 'poster', @PosterPath, @hash, @now, @failures, @error)
            on conflict (title_id, kind) do update set source = excluded.source, hash = coalesce(excluded.hash, title_artwork.hash), asked_at = excluded.asked_at, failures = excluded.failures, error = excluded.error
            """, new { due.Id, due.PosterPath, hash, now = clock.GetUtcNow(), failures = error is null ? 0 : due.Failures + 1, error }, cancel), cancel);
        return error is null;
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>Posters of titles that are looked at and have none yet: asked for behind the page.</summary>
sealed class LookedAtPosters
{
    readonly ConcurrentDictionary<long, bool> _waiting = new();
    readonly Channel<TitleId> _looked = Channel.CreateBounded<TitleId>(new BoundedChannelOptions(500) { FullMode = BoundedChannelFullMode.DropWrite });

    public ChannelReader<TitleId> Looked => _looked.Reader;

    public void Add(TitleId id)
    {
        if (_waiting.Count < 10_000 && _waiting.TryAdd(id.Value, true))
            _looked.Writer.TryWrite(id);
    }
}

sealed partial class FetchBehind(LookedAtPosters posters, FetchArtwork fetch, MarqueeSettings settings, OutsideServices services, Readiness readiness, ILogger<FetchBehind> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (services.Tmdb is null || !settings.WorksBehind)
            return;
        try
        {
            await readiness.WhenReady.WaitAsync(stoppingToken);
            await foreach (var id in posters.Looked.ReadAllAsync(stoppingToken))
                try
                {
                    await fetch.OfAsync(id, stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    NotFetched(id.Value, e.Message);
                }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    [LoggerMessage(LogLevel.Warning, "The poster of title {Title} could not be fetched: {Reason}")]
    partial void NotFetched(long title, string reason);
}
