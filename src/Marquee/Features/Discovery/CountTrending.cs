using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Platform.Events;
using Marquee.Platform.Jobs;

namespace Marquee.Features.Discovery;

/// <summary>
/// Counts what people do to titles into buckets of ten minutes: watched 1, rated 2, reviewed 3, listed 0.5. Each event counts once, on whichever node it is dispatched,
/// and one person once a day for each thing they do to a title.
/// </summary>
sealed class CountTrending(TimeProvider clock) : IOutboxConsumer
{
    /// <summary>Longer ago than any window looks back.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(40);

    static readonly Dictionary<string, (string Kind, double Score)> Weights = new()
    {
        ["play.logged"] = ("watched", 1),
        ["title.rated"] = ("rated", 2),
        ["review.published"] = ("reviewed", 3),
        ["title.listed"] = ("listed", 0.5),
    };

    public string Name => "trending";

    public bool Wants(string kind) => Weights.ContainsKey(kind);

    public async Task ActAsync(DbConnection connection, OutboxEvent happened, CancellationToken cancel)
    {
        var weight = Weights[happened.Kind];
        using var body = JsonDocument.Parse(happened.Body);
        if (clock.GetUtcNow() - happened.CreatedAt > Kept || Number(body.RootElement, "titleId") is not { } title || Number(body.RootElement, "profileId") is not { } profile)
            return;
        var counts = await connection.ExecuteAsync(
            $"""
            insert into trending_marks (profile_id, title_id, kind, day) select @profile, @title, @Kind, @day
            where exists (select 1 from titles where id = @title and {TitleSight.Anybody.Allows()}) and exists (select 1 from profiles where id = @profile) on conflict do nothing
            """, new { profile, title, weight.Kind, day = Day(happened.CreatedAt) }, cancel) > 0;
        if (counts)
            await connection.ExecuteAsync(
                """
                insert into trending_buckets (title_id, bucket, score) values (@title, @bucket, @Score)
                on conflict (bucket, title_id) do update set score = trending_buckets.score + excluded.score
                """, new { title, bucket = Trending.Bucket(happened.CreatedAt), weight.Score }, cancel);
    }

    /// <summary>Days since 1970.</summary>
    internal static long Day(DateTimeOffset moment) => moment.ToUnixTimeSeconds() / 86400;

    /// <summary>Ids are written as strings; older events wrote numbers.</summary>
    static long? Number(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.String when long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    } : null;
}

/// <summary>Drops what no window looks at any more.</summary>
sealed class ForgetTrends(Database database, TimeProvider clock) : IScheduledJob
{
    public string Kind => "forget-trends";

    public string Words => "Forget what trended long ago";

    public string Schedule => "0 25 4 * * ?";

    public async Task<object> RunAsync(CancellationToken cancel)
    {
        var before = clock.GetUtcNow() - CountTrending.Kept;
        return await database.WriteAsync(async connection => new
        {
            Counts = await connection.ExecuteAsync("delete from trending_buckets where bucket < @bucket", new { bucket = Trending.Bucket(before) }, cancel),
            Marks = await connection.ExecuteAsync("delete from trending_marks where day < @day", new { day = CountTrending.Day(before) }, cancel),
        }, cancel);
    }
}
