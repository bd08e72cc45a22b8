using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Access;

namespace Marquee.Features.Catalogue;

/// <summary>Somebody who writes in the catalogue: the profile whose titles these are, and whether they look after the house.</summary>
sealed record Editor(ProfileId? Profile, bool IsAdmin, TitleSight Sight)
{
    /// <summary>Whoever made a title may change it; admins may change what is there for everybody.</summary>
    public bool MayEdit(long? madeBy, bool shared) => (Profile is { } mine && madeBy == mine.Value) || (IsAdmin && (shared || madeBy is null));

    public static async Task<Editor> OfAsync(HttpContext http, CancellationToken cancel)
    {
        var (caller, profile) = (Caller.Of(http), await http.RequestServices.GetRequiredService<CurrentProfile>().FindAsync(cancel));
        return new Editor(profile?.Id, caller.Role is Roles.Admin or Roles.Owner && !caller.IsKid, TitleSight.Of(profile));
    }
}
