using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;
using Microsoft.AspNetCore.DataProtection;

namespace Marquee.Features.Accounts.External;

/// <summary>What this browser took along when it left for a provider: under data protection in a cookie, good once, for ten minutes.</summary>
/// <param name="Linking">The account that asked to be linked; null: somebody signs in.</param>
/// <param name="Proving">The account whose holder shows again who they are.</param>
/// <param name="LeftAt">When the browser left, in Unix seconds.</param>
sealed record Journey(string Provider, string State, string Nonce, string Verifier, long? Linking, string? Back, string? Invitation, long? Proving = null, long LeftAt = 0);

/// <summary>Out to a provider and back: state against foreign answers, nonce against answers to others, PKCE against stolen codes.</summary>
sealed class RoundTrip(ProviderClient client, SpentOnce once, Instance instance, TimeProvider clock, IDataProtectionProvider protection)
{
    const string Cookie = "marquee_journey";
    static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    readonly ITimeLimitedDataProtector _box = protection.CreateProtector("Marquee.External").ToTimeLimitedDataProtector();

    /// <returns>Where the browser goes.</returns>
    public async Task<string> LeaveAsync(SignInProvider provider, AccountId? linking, string? back, string? invitation, HttpContext http, CancellationToken cancel, AccountId? proving = null)
    {
        var doors = await client.DoorsAsync(provider, cancel);
        var journey = new Journey(provider.Name, Secrets.New(), Secrets.New(), Secrets.New(), linking?.Value, back, invitation, proving?.Value, clock.GetUtcNow().ToUnixTimeSeconds());
        http.Response.Cookies.Append(Cookie, _box.Protect(JsonSerializer.Serialize(journey), Lasts), Options(http, provider, Lasts));
        var asked = new Dictionary<string, string>
        {
            ["client_id"] = provider.ClientId,
            ["redirect_uri"] = Redirect(provider),
            ["response_type"] = "code",
            ["scope"] = provider switch { { IsFacebook: true } => "public_profile email", { Name: "apple" } => "openid name email", _ => "openid profile email" },
            ["state"] = journey.State,
            ["nonce"] = journey.Nonce,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(journey.Verifier))),
            ["code_challenge_method"] = "S256",
        };
        // Asked to show again who they are: a provider that remembers them is not to wave them through.
        if (proving is not null)
        {
            if (provider.IsFacebook) asked["auth_type"] = "reauthenticate";
            else (asked["prompt"], asked["max_age"]) = (provider.Name == "google" ? "select_account" : "login", "0");
        }

        // Apple answers with a form when it is asked for a name or an address.
        if (provider.Name == "apple") asked["response_mode"] = "form_post";
        return doors.Authorize + (doors.Authorize.Contains('?', StringComparison.Ordinal) ? '&' : '?') + string.Join('&', asked.Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value)}"));
    }

    /// <exception cref="Forbidden">The answer is not to this browser's question, was used before, or is not good.</exception>
    public async Task<(Journey Journey, ExternalIdentity Identity)> ReturnAsync(SignInProvider provider, string? state, string? code, string? error, HttpContext http, CancellationToken cancel)
    {
        http.Response.Cookies.Delete(Cookie, Options(http, provider, null));
        var journey = Read(http.Request.Cookies[Cookie]);
        if (journey is null || journey.Provider != provider.Name || state is null
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(journey.State), Encoding.UTF8.GetBytes(state))
            || !await once.SpendAsync("state:" + journey.State, Lasts, cancel))
            throw new Forbidden("state_wrong", "This answer is not to a question of this browser, or it came too late. Begin again.");
        if ((journey.Linking ?? journey.Proving) is { } account && Caller.Of(http).Account?.Value != account)
            throw new Forbidden("state_wrong", "Somebody else is signed in by now. Begin again.");
        if (error is not null || string.IsNullOrEmpty(code))
            throw new Forbidden("provider_declined", $"{provider.Words} did not let you through, or you changed your mind.");
        return (journey, await client.IdentityAsync(provider, code, journey.Verifier, journey.Nonce, Redirect(provider), cancel));
    }

    /// <summary>The address that the operator registers with the provider.</summary>
    public string Redirect(SignInProvider provider) => $"{instance.Address}/sign-in/back/{provider.Name}";

    Journey? Read(string? cookie)
    {
        try
        {
            return cookie is { Length: > 0 and < 4096 } ? JsonSerializer.Deserialize<Journey>(_box.Unprotect(cookie)) : null;
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    // A form that another site posts brings cookies only when they say so, which needs TLS.
    CookieOptions Options(HttpContext http, SignInProvider provider, TimeSpan? lasts)
    {
        var secure = http.Request.IsHttps || instance.IsSecure;
        return new()
        {
            HttpOnly = true,
            SameSite = provider.Name == "apple" && secure ? SameSiteMode.None : SameSiteMode.Lax,
            Secure = secure,
            MaxAge = lasts,
            IsEssential = true,
            Path = "/sign-in/back",
        };
    }
}
