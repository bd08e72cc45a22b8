using System.Data.Common;
using Marquee.Data;

namespace Marquee.Platform;

/// <summary>What every change of somebody's taste does, in the transaction of the change.</summary>
public static class TasteChanges
{
    /// <summary>Counts a change of the profile's ratings, plays or hidden titles, so that the next request is answered anew.</summary>
    public static Task TasteChangedAsync(this DbConnection connection, ProfileId profile, DateTimeOffset now, CancellationToken cancel) =>
        connection.ExecuteAsync(
            "update profiles set taste_version = taste_version + 1, last_seen_at = @now where id = @profile", new { profile, now }, cancel);
}
