using System.Data.Common;
using Marquee.Data;
using Marquee.Platform.Errors;

namespace Marquee.Features.Tracking.Ratings;

/// <summary>What is rated: a title, one of its seasons, or one of its episodes.</summary>
sealed record RatingTarget(TitleId Title, SeasonId? Season = null, EpisodeId? Episode = null)
{
    public string Table => Episode is not null ? "episode_ratings" : Season is not null ? "season_ratings" : "ratings";

    public string KeyColumn => Episode is not null ? "episode_id" : Season is not null ? "season_id" : "title_id";

    public long Key => Episode?.Value ?? Season?.Value ?? Title.Value;
}

/// <summary>Ratings as rows: tenths of a point, exactly. Half points are as fine as a person can tell; an import may bring finer ones, which stay as they are.</summary>
static class RatingRows
{
    /// <exception cref="Invalid">It is not a rating.</exception>
    public static void Check(decimal? rating)
    {
        if (rating is not (>= 1 and <= 10) || rating * 2 % 1 != 0)
            throw new Invalid("rating_invalid", "Please select a rating (1-10)", "rating");
    }

    public static int Tenths(decimal rating) => (int)(rating * 10);

    /// <summary>The version of a rating; 0 when there is none.</summary>
    public static async Task<int> VersionAsync(DbConnection connection, ProfileId profile, RatingTarget target, CancellationToken cancel) =>
        await connection.ScalarAsync<int?>($"select version from {target.Table} where profile_id = @profile and {target.KeyColumn} = @Key", new { profile, target.Key }, cancel) ?? 0;

    /// <exception cref="Outdated">It is no longer the version that somebody looked at.</exception>
    public static async Task ExpectAsync(DbConnection connection, ProfileId profile, RatingTarget target, int? version, CancellationToken cancel)
    {
        if (version is { } expected && await VersionAsync(connection, profile, target, cancel) != expected)
            throw new Outdated("The rating was changed since you looked at it. Look at it again, then change it.");
    }

    /// <summary>Sets a rating and tells the outbox. Sums, feed and taste are the caller's.</summary>
    public static async Task SetAsync(DbConnection connection, ProfileId profile, RatingTarget target, int tenths, DateTimeOffset now, CancellationToken cancel)
    {
        var (columns, values, key) = target.Table == "ratings"
            ? ("", "", "title_id")
            : ($"{target.KeyColumn}, ", "@Key, ", target.KeyColumn);
        await connection.ExecuteAsync(
            $"""
            insert into {target.Table} (profile_id, {columns}title_id, value, rated_at, source)
            values (@profile, {values}@Title, @tenths, @now, 'manual')
            on conflict (profile_id, {key}) do update
            set value = excluded.value, rated_at = excluded.rated_at, source = excluded.source, batch_id = null, version = {target.Table}.version + 1
            """, new { profile, target.Key, target.Title, tenths, now }, cancel);
        await connection.AppendAsync(target.Table == "ratings" ? "title.rated" : "part.rated",
            new { ProfileId = profile, TitleId = target.Title, SeasonId = target.Season, EpisodeId = target.Episode, Value = tenths }, now, cancel);
    }

    /// <returns>Whether there was one.</returns>
    public static async Task<bool> ForgetAsync(DbConnection connection, ProfileId profile, RatingTarget target, DateTimeOffset now, CancellationToken cancel)
    {
        var gone = await connection.ExecuteAsync(
            $"delete from {target.Table} where profile_id = @profile and {target.KeyColumn} = @Key", new { profile, target.Key }, cancel);
        if (gone > 0)
            await connection.AppendAsync(target.Table == "ratings" ? "title.unrated" : "part.unrated",
                new { ProfileId = profile, TitleId = target.Title, SeasonId = target.Season, EpisodeId = target.Episode }, now, cancel);
        return gone > 0;
    }
}
