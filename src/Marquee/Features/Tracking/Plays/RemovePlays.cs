using System.Data.Common;
using Marquee.Data;

namespace Marquee.Features.Tracking.Plays;

/// <summary>Deletes plays, and remembers what sources call them, so that the next synchronisation does not bring them back.</summary>
static class RemovePlays
{
    public static async Task<int> RemoveAsync(DbConnection connection, Dialect dialect, ProfileId profile, IReadOnlyCollection<long> plays, DateTimeOffset now, CancellationToken cancel)
    {
        var about = new { profile, plays = IdSet.Of(plays), now };
        await connection.ExecuteAsync(
            $"""
            insert into dismissed_events (profile_id, source, source_event_id, dismissed_at)
            select profile_id, source, source_event_id, @now from plays
            where profile_id = @profile and source_event_id is not null and {dialect.Among("id", "@plays")}
            union
            select profile_id, source, source_event_id, @now from play_sources
            where profile_id = @profile and source_event_id is not null and {dialect.Among("play_id", "@plays")}
            on conflict do nothing
            """, about, cancel);
        return await connection.ExecuteAsync($"delete from plays where profile_id = @profile and {dialect.Among("id", "@plays")}", about, cancel);
    }
}

/// <summary>Who tells of plays, by name.</summary>
static class PlaySources
{
    public const string Manual = "manual";

    /// <summary>A day of the calendar as the moment it is kept as.</summary>
    public static DateTimeOffset AsUtc(this DateTime day) => new(DateTime.SpecifyKind(day, DateTimeKind.Utc));

    public static DateTimeOffset AsUtc(this DateOnly day) => day.ToDateTime(TimeOnly.MinValue).AsUtc();
}
