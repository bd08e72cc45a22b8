using Marquee.Platform;
using Marquee.Platform.Errors;
using Marquee.Platform.Mail;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Marquee.Features.Accounts.Passkeys;

/// <summary>
/// The two halves of using a passkey (WebAuthn level 3): what the device is asked, and whether its answer is good. Between them the question is kept in
/// a cookie under data protection, for five minutes, and is answered once.
/// </summary>
sealed class PasskeyCeremony(IPasskeyHandler<Account> handler, UserManager<Account> users, SpentOnce once, Post post, Instance instance, IDataProtectionProvider protection)
{
    const string Cookie = "marquee_passkey";
    static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    readonly ITimeLimitedDataProtector _box = protection.CreateProtector("Marquee.Passkeys").ToTimeLimitedDataProtector();

    /// <summary>Asks for a new passkey of the account's.</summary>
    public async Task<string> AskForNewAsync(Account account, HttpContext http)
    {
        var options = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = account.Id.ToString(), Name = account.Email, DisplayName = account.Email }, http);
        Keep(http, "new:" + account.Id, options.AttestationState);
        return options.CreationOptionsJson;
    }

    /// <summary>Asks for a passkey of that account, or of whoever has one here.</summary>
    public async Task<string> AskAsync(Account? account, HttpContext http)
    {
        var options = await handler.MakeRequestOptionsAsync(account, http);
        Keep(http, "use", options.AssertionState);
        return options.RequestOptionsJson;
    }

    /// <exception cref="Invalid">The answer is not to what we asked, or not good.</exception>
    public async Task<UserPasskeyInfo> NewAsync(Account account, string? answer, HttpContext http, CancellationToken cancel)
    {
        var state = await TakeAsync(http, "new:" + account.Id, cancel);
        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = Given(answer), AttestationState = state });
        return result is { Succeeded: true, Passkey: { } passkey } && result.UserEntity?.Id == account.Id.ToString() ? passkey : throw Refused();
    }

    /// <summary>Whose passkey answered; <paramref name="expected"/> says whose it must be.</summary>
    /// <exception cref="Invalid">The answer is not to what we asked, or not good.</exception>
    /// <exception cref="SignInNeeded">The account may not sign in.</exception>
    public async Task<Account> UseAsync(string? answer, Account? expected, HttpContext http, CancellationToken cancel)
    {
        var state = await TakeAsync(http, "use", cancel);
        var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = http, CredentialJson = Given(answer), AssertionState = state });
        if (!result.Succeeded || (expected is not null && expected.Id != result.User.Id)) throw Refused();
        if (result.User.DisabledAt is not null) throw new SignInNeeded("credentials_wrong", "This account cannot sign in. Ask whoever looks after this server.");
        if (post.IsCarried && !result.User.EmailVerified)
            throw new SignInNeeded("email_unverified", "Confirm your address first: open the link in the e-mail that we sent.");
        // How often it was used, by which a copied key shows.
        await users.AddOrUpdatePasskeyAsync(result.User, result.Passkey);
        return result.User;
    }

    void Keep(HttpContext http, string purpose, string? state) =>
        http.Response.Cookies.Append(Cookie, _box.Protect($"{purpose}\n{state}", Lasts), Options(http, Lasts));

    async Task<string?> TakeAsync(HttpContext http, string purpose, CancellationToken cancel)
    {
        http.Response.Cookies.Delete(Cookie, Options(http, null));
        try
        {
            var kept = _box.Unprotect(http.Request.Cookies[Cookie] ?? "");
            if (kept.StartsWith(purpose + "\n", StringComparison.Ordinal) && await once.SpendAsync("passkey:" + kept, Lasts, cancel))
                return kept[(purpose.Length + 1)..];
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
        }

        throw new Invalid("passkey_asked_too_long_ago", "That took too long, or was answered before. Try again.");
    }

    static string Given(string? answer) => answer is { Length: > 0 and < 20_000 } ? answer : throw Refused();

    static Invalid Refused() => new("passkey_refused", "That passkey is not one of this account, or its answer was not good. Try again, or use another way.");

    CookieOptions Options(HttpContext http, TimeSpan? lasts) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps || instance.IsSecure,
        MaxAge = lasts,
        IsEssential = true,
        Path = "/",
    };
}

/// <summary>A passkey stands for both factors: it is on a device, and the device asks who holds it.</summary>
sealed class PasskeyChoices(MarqueeSettings settings) : Microsoft.Extensions.Options.IConfigureOptions<IdentityPasskeyOptions>
{
    public void Configure(IdentityPasskeyOptions options)
    {
        options.UserVerificationRequirement = "required";
        options.ResidentKeyRequirement = "required";
        options.AuthenticatorTimeout = TimeSpan.FromMinutes(5);
        // Behind a proxy the name that people type, whatever the request says.
        options.ServerDomain = settings.PublicUrl?.Host;
    }
}
