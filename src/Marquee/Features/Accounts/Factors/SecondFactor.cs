using System.Text;
using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Errors;
using Microsoft.AspNetCore.Identity;

namespace Marquee.Features.Accounts.Factors;

/// <summary>How an account's second factor stands.</summary>
/// <param name="IsOn">Whether something is asked for after the password.</param>
/// <param name="HasApp">Whether codes of an authenticator app are good.</param>
/// <param name="CodesLeft">How many recovery codes have not been used.</param>
sealed record FactorState(bool IsOn, bool HasApp, int CodesLeft);

/// <summary>
/// Turning the second factor on and off. An app's secret is made first and holds nothing until a code shows that the app has it; with it
/// come ten recovery codes, shown once.
/// </summary>
sealed class SecondFactor(Database database, UserManager<Account> users, SpentOnce once, Instance instance, TimeProvider clock)
{
    public const int RecoveryCodes = 10;

    // A code is good for its half minute and a little before and after.
    static readonly TimeSpan CodeLasts = TimeSpan.FromMinutes(5);

    public async Task<FactorState> StateAsync(Account account) =>
        new(account.TwoFactor, account.TwoFactor && account.AuthenticatorKey is not null, account.TwoFactor ? await users.CountRecoveryCodesAsync(account) : 0);

    /// <summary>A secret for an app, which holds once <see cref="ConfirmAsync"/> has seen a code of it.</summary>
    public async Task BeginAsync(Account account)
    {
        if (account is { TwoFactor: true, AuthenticatorKey: not null })
            throw new Conflict("authenticator_on", "An authenticator app is set up already. Turn it off first to use another.");
        Checked(await users.ResetAuthenticatorKeyAsync(account));
    }

    /// <summary>What the app reads from the picture: otpauth://totp/Marquee:ines@…</summary>
    public async Task<(string Secret, string Address)?> SecretAsync(Account account)
    {
        if (account.TwoFactor && account.AuthenticatorKey is not null || await users.GetAuthenticatorKeyAsync(account) is not { } secret) return null;
        var host = new Uri(instance.Address).Host;
        var label = Uri.EscapeDataString($"Marquee ({host}):{account.Email}");
        return (secret, $"otpauth://totp/{label}?secret={secret}&issuer={Uri.EscapeDataString($"Marquee ({host})")}&digits=6&period=30");
    }

    /// <returns>The recovery codes; null when there are some already.</returns>
    public async Task<IReadOnlyList<string>?> ConfirmAsync(Account account, string? code, HttpContext http, CancellationToken cancel)
    {
        if (account.AuthenticatorKey is null) throw new Conflict("authenticator_not_begun", "Begin again: the secret of the app is not here any more.");
        if (!await IsAppCodeAsync(account, code, cancel))
            throw new Invalid("code_wrong", "That code is not right. Give the one that the app shows now, and see that the clock of the device is right.", "code");
        return await TurnOnAsync(account, "factor.on", "Authenticator app", http, cancel);
    }

    /// <summary>Asks for a passkey after the password.</summary>
    public async Task<IReadOnlyList<string>?> ForPasskeysAsync(Account account, HttpContext http, CancellationToken cancel)
    {
        if ((await users.GetPasskeysAsync(account)).Count == 0) throw new Conflict("no_passkey", "Add a passkey first.");
        // A secret that nobody confirmed is not a factor.
        if (!account.TwoFactor && account.AuthenticatorKey is not null) account.AuthenticatorKey = null;
        return await TurnOnAsync(account, "factor.on", "Passkey", http, cancel);
    }

    public async Task TurnOffAsync(Account account, HttpContext http, CancellationToken cancel)
    {
        account.AuthenticatorKey = null;
        Checked(await users.SetTwoFactorEnabledAsync(account, false));
        await database.WriteAsync(async connection =>
        {
            await connection.ExecuteAsync("delete from recovery_codes where account_id = @Id", new { account.Id }, cancel);
            await connection.AuditAsync(new AuditEntry("factor.off", account.Id), http, clock.GetUtcNow(), cancel);
        }, cancel);
    }

    /// <summary>Ten new ones; the old ones are not good any more.</summary>
    public async Task<IReadOnlyList<string>> NewCodesAsync(Account account, HttpContext http, CancellationToken cancel)
    {
        if (!account.TwoFactor) throw new Conflict("factor_off", "Recovery codes come with a second factor. Turn one on first.");
        var codes = (await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes))!.ToList();
        await database.WriteAsync(connection => connection.AuditAsync(new AuditEntry("recovery_codes.made", account.Id), http, clock.GetUtcNow(), cancel), cancel);
        return codes;
    }

    /// <summary>Whether a code is the app's, of now, and has not been used before.</summary>
    public async Task<bool> IsAppCodeAsync(Account account, string? code, CancellationToken cancel)
    {
        var digits = code?.Replace(" ", "", StringComparison.Ordinal) ?? "";
        return digits.Length == 6 && account.AuthenticatorKey is not null
            && await users.VerifyTwoFactorTokenAsync(account, users.Options.Tokens.AuthenticatorTokenProvider, digits)
            && await once.SpendAsync($"totp:{account.Id}:{digits}", CodeLasts, cancel);
    }

    async Task<IReadOnlyList<string>?> TurnOnAsync(Account account, string kind, string detail, HttpContext http, CancellationToken cancel)
    {
        var wasOn = account.TwoFactor;
        Checked(await users.SetTwoFactorEnabledAsync(account, true));
        await database.WriteAsync(connection => connection.AuditAsync(new AuditEntry(kind, account.Id, detail), http, clock.GetUtcNow(), cancel), cancel);
        return wasOn ? null : await NewCodesAsync(account, http, cancel);
    }

    static void Checked(IdentityResult result)
    {
        if (!result.Succeeded) throw new Conflict("account_changed", "The account was changed meanwhile. Look again, then try once more.");
    }

    /// <summary>A secret in groups of four, to be typed.</summary>
    public static string Grouped(string secret)
    {
        var text = new StringBuilder();
        foreach (var group in secret.ToLowerInvariant().Chunk(4)) text.Append(text.Length > 0 ? " " : "").Append(group);
        return text.ToString();
    }
}
