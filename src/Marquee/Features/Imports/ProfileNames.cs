using System.Data.Common;
using Marquee.Data;
using Marquee.Platform.Errors;

namespace Marquee.Features.Imports;

/// <summary>Profiles by the name that stands on them, for the command line.</summary>
static class ProfileNames
{
    /// <summary>The profile of a name; null when there is none. Case counts only where two differ in nothing else.</summary>
    /// <exception cref="Invalid">Several bear it.</exception>
    public static async Task<ProfileId?> FindAsync(DbConnection connection, string name, CancellationToken cancel)
    {
        var named = await connection.QueryAsync<Named>("select id, display_name from profiles where kind <> 'guest' and lower(display_name) = lower(@name) order by id", new { name }, cancel);
        var exact = named.Where(n => n.DisplayName == name).ToList();
        var found = exact.Count > 0 ? exact : named;
        return found.Count > 1
            ? throw new Invalid("profile_ambiguous", $"{found.Count} profiles are called '{name}'. Give the one you mean a name of its own under Settings, Profile.", "profile")
            : found.Count == 1 ? found[0].Id : null;
    }

    /// <summary>A profile of this name: in the account, where the instance has one, else on its own.</summary>
    public static async Task<ProfileId> MakeAsync(DbConnection connection, string name, DateTimeOffset now, CancellationToken cancel) =>
        await connection.ScalarAsync<ProfileId>(
            """
            insert into profiles (account_id, kind, display_name, created_at, last_seen_at)
            values ((select min(id) from accounts having count(*) = 1), 'personal', @name, @now, @now) returning id
            """, new { name, now }, cancel);

    sealed record Named(ProfileId Id, string DisplayName);
}
