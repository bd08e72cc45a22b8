using System.Data.Common;
using Marquee.Data;

namespace Marquee.Platform.Access;

/// <summary>Who may see something of a profile's.</summary>
public static class Visibility
{
    public const string Private = "private", Friends = "friends", Public = "public";

    /// <summary>From the narrowest to the widest.</summary>
    public static readonly IReadOnlyList<string> All = [Private, Friends, Public];

    /// <summary>Whether somebody who stands so to the profile may see what has this visibility.</summary>
    public static bool IsOpenTo(string visibility, Standing standing) => standing switch
    {
        Standing.Self => true,
        Standing.Friend => visibility is Friends or Public,
        Standing.Stranger => visibility is Public,
        _ => false,
    };

    /// <summary>How <paramref name="viewer"/> stands to <paramref name="profile"/>.</summary>
    public static async Task<Standing> StandingAsync(this DbConnection connection, ProfileId? viewer, ProfileId profile, CancellationToken cancel)
    {
        if (viewer == profile)
            return Standing.Self;
        if (viewer is null)
            return Standing.Stranger;
        // Friends follow each other; a block holds both ways, and between profiles of accounts as between guests.
        return (Standing)await connection.ScalarAsync<long>(
            $"""
            select case
                when exists (select 1 from blocks where (profile_id = @viewer and blocked_id = @profile) or (profile_id = @profile and blocked_id = @viewer)) then {(int)Standing.Blocked}
                when (select count(*) from follows where accepted and ((follower_id = @viewer and followed_id = @profile) or (follower_id = @profile and followed_id = @viewer))) = 2 then {(int)Standing.Friend}
                else {(int)Standing.Stranger} end
            """, new { viewer, profile }, cancel);
    }
}

/// <summary>How somebody stands to a profile.</summary>
public enum Standing
{
    /// <summary>One of the two has blocked the other: nothing is there for them.</summary>
    Blocked,
    Stranger,
    Friend,
    Self,
}
