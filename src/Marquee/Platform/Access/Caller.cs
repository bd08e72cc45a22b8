using System.Collections.Frozen;
using System.Security.Claims;
using Marquee.Data;

namespace Marquee.Platform.Access;

/// <summary>Who makes a request, as its credentials say; the same at every door.</summary>
public sealed record Caller
{
    /// <summary>Somebody without credentials: new here, or a guest known by the guest's cookie.</summary>
    public static readonly Caller Nobody = new();

    /// <summary>Somebody whose credentials were there and are not good: spent, revoked, forged. Not the same as having none.</summary>
    public static readonly Caller Refused = new() { HasBadCredentials = true };

    public AccountId? Account { get; init; }

    /// <summary>The session of the browser or API client; null for a personal access token.</summary>
    public SessionId? Session { get; init; }

    /// <summary>The profile that the session or token acts as.</summary>
    public ProfileId? Profile { get; init; }

    /// <summary>One of <see cref="Roles"/>.</summary>
    public string Role { get; init; } = Roles.Member;

    /// <summary>What a personal access token may do; null: whatever its owner may.</summary>
    public FrozenSet<string>? Scopes { get; init; }

    /// <summary>Whether the profile is a kid's.</summary>
    public bool IsKid { get; init; }

    /// <summary>When they last showed that it is them, by password, passkey or code.</summary>
    public DateTimeOffset? ProvedAt { get; init; }

    /// <summary>Whether the browser sent the credentials by itself, so that another site could have made it.</summary>
    public bool ByCookie { get; init; }

    public bool HasBadCredentials { get; init; }

    /// <summary>Who makes this request.</summary>
    public static Caller Of(HttpContext http) => http.User.Identity is CallerIdentity identity ? identity.Caller : Nobody;

    /// <summary>As ASP.NET Core wants it.</summary>
    internal ClaimsPrincipal ToPrincipal(string scheme) => new(new CallerIdentity(this, scheme));

    sealed class CallerIdentity : ClaimsIdentity
    {
        public CallerIdentity(Caller caller, string scheme) : base(caller.Account is null ? null : scheme)
        {
            Caller = caller;
            // Identity finds the account, and antiforgery ties its tokens to it, by this claim.
            if (caller.Account is { } account)
                AddClaim(new Claim(ClaimTypes.NameIdentifier, account.ToString()));
        }

        public Caller Caller { get; }
    }
}

/// <summary>What an account is in the house.</summary>
public static class Roles
{
    public const string Owner = "owner", Admin = "admin", Member = "member";
}

/// <summary>What a token may do. None includes another.</summary>
public static class Scopes
{
    public const string Read = "read", Write = "write", Scrobble = "scrobble", Admin = "admin";

    public static readonly IReadOnlyList<string> All = [Read, Write, Scrobble, Admin];
}
