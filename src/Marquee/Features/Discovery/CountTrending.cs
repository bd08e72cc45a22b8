using System.Globalization;
using System.Text.Json;
using Marquee.Data;
using Marquee.Features.Catalogue;

namespace Marquee.Features.Discovery;

/// <summary>
/// Counts what people do to titles into buckets of ten minutes: watched 1, rated 2, reviewed 3, listed 0.5. Reads events from the outbox
/// in their order and notes how far it came in the same transaction, so that each counts once however often this runs and on how many nodes.
/// </summary>
sealed class CountTrending(Database database, TimeProvider clock)
{
    const string Cursor = "trending.outbox";
    const int AtATime = 1000;

    // A transaction that is still open may hold a lower number: what is younger waits for the next turn.
    static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Kept = TimeSpan.FromDays(40);

    static readonly Dictionary<string, (string Kind, double Score)> Weights = new()
    {
        ["play.logged"] = ("watched", 1),
        ["title.rated"] = ("rated", 2),
        ["review.published"] = ("reviewed", 3),
        ["title.listed"] = ("listed", 0.5),
    };

    sealed record Event(long Id, string Kind, string Body, DateTimeOffset CreatedAt);

    /// <returns>How many events counted.</returns>
    public async Task<int> HandleAsync(CancellationToken cancel)
    {
        var (counted, more) = (0, true);
        while (more)
            (counted, more) = await database.WriteAsync(async connection =>
            {
                await connection.AloneAsync(database.Dialect, Cursor, cancel);
                var now = clock.GetUtcNow();
                var since = long.Parse(await connection.ScalarAsync<string>("select value from settings where name = @Cursor", new { Cursor }, cancel) ?? "0", CultureInfo.InvariantCulture);
                var events = await connection.QueryAsync<Event>(
                    "select id, kind, body, created_at from outbox where id > @since and created_at < @settled order by id limit @AtATime",
                    new { since, settled = now - Settled, AtATime }, cancel);
                foreach (var one in events)
                    if (await CountAsync(connection, one, now, cancel))
                        counted++;
                if (events.Count > 0)
                    await connection.ExecuteAsync(
                        """
                        insert into settings (name, value, updated_at) values (@Cursor, @last, @now)
                        on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at
                        """, new { Cursor, last = events[^1].Id.ToString(CultureInfo.InvariantCulture), now }, cancel);
                return (counted, events.Count == AtATime);
            }, cancel);
        return counted;
    }

    /// <summary>Drops what no window looks at any more.</summary>
    public Task ForgetAsync(CancellationToken cancel) => database.WriteAsync(connection => connection.ExecuteAsync(
        "delete from trending_buckets where bucket < @bucket; delete from trending_marks where day < @day;",
        new { bucket = Trending.Bucket(clock.GetUtcNow() - Kept), day = (clock.GetUtcNow() - Kept).ToUnixTimeSeconds() / 86400 }, cancel), cancel);

    static async Task<bool> CountAsync(System.Data.Common.DbConnection connection, Event one, DateTimeOffset now, CancellationToken cancel)
    {
        if (!Weights.TryGetValue(one.Kind, out var weight) || now - one.CreatedAt > Kept)
            return false;
        using var body = JsonDocument.Parse(one.Body);
        if (Number(body.RootElement, "titleId") is not { } title || Number(body.RootElement, "profileId") is not { } profile)
            return false;
        var counts = await connection.ExecuteAsync(
            $"""
            insert into trending_marks (profile_id, title_id, kind, day) select @profile, @title, @Kind, @day
            where exists (select 1 from titles where id = @title and {TitleSight.Anybody.Allows()}) on conflict do nothing
            """, new { profile, title, weight.Kind, day = one.CreatedAt.ToUnixTimeSeconds() / 86400 }, cancel) > 0;
        if (counts)
            await connection.ExecuteAsync(
                """
                insert into trending_buckets (title_id, bucket, score) values (@title, @bucket, @Score)
                on conflict (bucket, title_id) do update set score = trending_buckets.score + excluded.score
                """, new { title, bucket = Trending.Bucket(one.CreatedAt), weight.Score }, cancel);
        return counts;
    }

    /// <summary>Ids are written as strings; older events wrote numbers.</summary>
    static long? Number(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.String when long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    } : null;
}

/// <summary>Counts every minute, on each node that works behind the pages; the outbox' cursor decides who counts what.</summary>
sealed partial class CountBehind(CountTrending count, Platform.MarqueeSettings settings, Platform.Readiness readiness, TimeProvider clock, ILogger<CountBehind> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.WorksBehind)
            return;
        try
        {
            await readiness.WhenReady.WaitAsync(stoppingToken);
            for (var turn = 0; ; turn++)
            {
                await count.HandleAsync(stoppingToken);
                if (turn % 60 == 0)
                    await count.ForgetAsync(stoppingToken);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
        catch (Exception e)
        {
            Stopped(e);
        }
    }

    [LoggerMessage(LogLevel.Error, "Trending titles are not counted any more on this node")]
    partial void Stopped(Exception exception);
}
