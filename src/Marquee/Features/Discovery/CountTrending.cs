using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Platform.Events;

namespace Marquee.Features.Discovery;

/// <summary>
/// Counts what people do to titles into buckets of ten minutes: watched 1, rated 2, reviewed 3, listed 0.5. The dispatcher hands it each event
/// in the transaction of its receipt, so that each counts once however often the program is killed and on however many nodes it runs.
/// </summary>
sealed class CountTrending(Database database, TimeProvider clock) : IOutboxConsumer
{
    static readonly TimeSpan Kept = TimeSpan.FromDays(40);

    static readonly Dictionary<string, (string Kind, double Score)> Weights = new()
    {
        ["play.logged"] = ("watched", 1),
        ["title.rated"] = ("rated", 2),
        ["review.published"] = ("reviewed", 3),
        ["title.listed"] = ("listed", 0.5),
    };

    public string Name => "trending";

    public bool Wants(string kind) => Weights.ContainsKey(kind);

    public Task ActAsync(DbConnection connection, OutboxEvent happened, CancellationToken cancel) => CountAsync(connection, happened, clock.GetUtcNow(), cancel);

    /// <summary>Drops what no window looks at any more.</summary>
    public Task ForgetAsync(CancellationToken cancel) => database.WriteAsync(connection => connection.ExecuteAsync(
        "delete from trending_buckets where bucket < @bucket; delete from trending_marks where day < @day;",
        new { bucket = Trending.Bucket(clock.GetUtcNow() - Kept), day = (clock.GetUtcNow() - Kept).ToUnixTimeSeconds() / 86400 }, cancel), cancel);

    static async Task CountAsync(DbConnection connection, OutboxEvent one, DateTimeOffset now, CancellationToken cancel)
    {
        if (!Weights.TryGetValue(one.Kind, out var weight) || now - one.CreatedAt > Kept)
            return;
        using var body = JsonDocument.Parse(one.Body);
        if (Number(body.RootElement, "titleId") is not { } title || Number(body.RootElement, "profileId") is not { } profile)
            return;
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
    }

    /// <summary>Ids are written as strings; older events wrote numbers.</summary>
    static long? Number(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.String when long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    } : null;
}

/// <summary>Drops old buckets every hour, on each node that works behind the pages.</summary>
sealed partial class ForgetTrending(CountTrending count, Platform.MarqueeSettings settings, Platform.Readiness readiness, TimeProvider clock, ILogger<ForgetTrending> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.WorksBehind)
            return;
        try
        {
            await readiness.WhenReady.WaitAsync(stoppingToken);
            while (true)
            {
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

    [LoggerMessage(LogLevel.Error, "What trended long ago is not dropped any more on this node")]
    partial void Stopped(Exception exception);
}
