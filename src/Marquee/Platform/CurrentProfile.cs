using System.Security.Cryptography;
using System.Text;
using Marquee.Data;

namespace Marquee.Platform;

/// <summary>Whose taste a request is about.</summary>
/// <param name="Id">The profile.</param>
/// <param name="DisplayName">What it is called.</param>
/// <param name="TasteVersion">Counts the changes of its ratings, plays and hidden titles: what was made for one number is stale at the next.</param>
public sealed record Profile(ProfileId Id, string DisplayName, long TasteVersion);

/// <summary>
/// The profile behind a request, known by a cookie whose secret is stored only as its hash. Somebody new has none until they do
/// something worth keeping; then they get a guest profile, without an account.
/// </summary>
public sealed class CurrentProfile(IHttpContextAccessor http, Database database, TimeProvider clock)
{
    const string CookieName = "marquee_guest";
    static readonly TimeSpan Lifetime = TimeSpan.FromDays(400); // the longest that browsers keep a cookie

    bool _looked;
    Profile? _profile;

    /// <summary>The profile, or null for somebody new.</summary>
    public async ValueTask<Profile?> FindAsync(CancellationToken cancel)
    {
        if (_looked)
            return _profile;

        if (Context.Request.Cookies[CookieName] is { Length: 43 } secret)
        {
            await using var connection = await database.OpenAsync(cancel);
            _profile = await connection.FirstAsync<Profile>(
                "select id, display_name, taste_version from profiles where token_hash = @hash", new { hash = Hash(secret) }, cancel);
        }

        _looked = true;
        return _profile;
    }

    /// <summary>The profile; for somebody new, a guest profile made now.</summary>
    public async Task<Profile> EnsureAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is { } known)
            return known;

        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        _profile = await database.WriteAsync(async connection => await connection.FirstAsync<Profile>(
            """
            insert into profiles (kind, display_name, token_hash, created_at, last_seen_at)
            values ('guest', 'Guest', @hash, @now, @now)
            returning id, display_name, taste_version
            """, new { hash = Hash(secret), now = clock.GetUtcNow() }, cancel), cancel);
        Context.Response.Cookies.Append(CookieName, secret, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = Context.Request.IsHttps,
            MaxAge = Lifetime,
            IsEssential = true,
        });
        return _profile!;
    }

    HttpContext Context => http.HttpContext ?? throw new InvalidOperationException("There is a current profile only within a request.");

    static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));
}
