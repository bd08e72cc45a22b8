using Marquee.Data;
using Marquee.Features.Accounts.Factors;
using Marquee.Features.Accounts.Registering;
using Marquee.Platform;
using Marquee.Platform.Errors;
using Marquee.Platform.Mail;
using Microsoft.AspNetCore.Identity;

namespace Marquee.Features.Accounts.SigningIn;

/// <summary>
/// Whether somebody is who they say, by password and, where the account asks for one, a code. An unknown address and a wrong password
/// get the same answer after the same work: one hash.
/// </summary>
sealed class CheckCredentials(Database database, UserManager<Account> users, SecondFactor factor, Attempts attempts, VerifyEmail verify, Post post, TimeProvider clock)
{
    static string? decoy;

    /// <param name="code">Of the authenticator app, or a recovery code; null when it has not been asked for yet.</param>
    /// <exception cref="SignInNeeded"><c>credentials_wrong</c>; <c>second_factor_needed</c>; <c>code_wrong</c>; <c>email_unverified</c>.</exception>
    /// <exception cref="TooMany">Too many attempts.</exception>
    public async Task<Account> HandleAsync(string? email, string? password, string? code, HttpContext http, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(email)) throw new Invalid("email_missing", "Give your e-mail address.", "email");
        if (string.IsNullOrEmpty(password)) throw new Invalid("password_missing", "Give your password.", "password");

        await attempts.BeginAsync(email, http, cancel);
        var account = await users.FindByEmailAsync(email.Trim());
        if (!await IsRightAsync(account, password) || account!.DisabledAt is not null)
        {
            if (account is not null) await NoteAsync("signin.failed", account, http, cancel);
            throw new SignInNeeded("credentials_wrong", "That address and password do not go together. Try again, or reset the password.");
        }

        if (account.TwoFactor) await CheckCodeAsync(account, code, http, cancel);
        await attempts.SucceededAsync(email, http, cancel);
        if (post.IsCarried && !account.EmailVerified)
        {
            await database.WriteAsync(connection => verify.WriteAsync(connection, account, cancel), cancel);
            post.Ring();
            throw new SignInNeeded("email_unverified", "Confirm your address first: open the link in the e-mail that we sent.");
        }

        return account;
    }

    /// <summary>The code alone, of somebody whose password was right a moment ago.</summary>
    public async Task SecondAsync(Account account, string? code, HttpContext http, CancellationToken cancel)
    {
        await attempts.BeginAsync(account.Email, http, cancel);
        await CheckCodeAsync(account, code, http, cancel);
        await attempts.SucceededAsync(account.Email, http, cancel);
        if (post.IsCarried && !account.EmailVerified)
            throw new SignInNeeded("email_unverified", "Confirm your address first: open the link in the e-mail that we sent.");
    }

    async Task CheckCodeAsync(Account account, string? code, HttpContext http, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(code))
            throw new SignInNeeded("second_factor_needed", "Give the code of your authenticator app, or a recovery code.");
        if (await factor.IsAppCodeAsync(account, code, cancel)) return;
        if ((await users.RedeemTwoFactorRecoveryCodeAsync(account, code.Replace(" ", "", StringComparison.Ordinal))).Succeeded)
        {
            await NoteAsync("recovery_code.used", account, http, cancel);
            return;
        }

        await NoteAsync("signin.failed", account, http, cancel);
        throw new SignInNeeded("code_wrong", "That code is not right. Codes change every thirty seconds; a recovery code is good once.");
    }

    async Task<bool> IsRightAsync(Account? account, string password)
    {
        if (account?.PasswordHash is not null) return await users.CheckPasswordAsync(account, password);
        decoy ??= users.PasswordHasher.HashPassword(new Account(), Secrets.New());
        users.PasswordHasher.VerifyHashedPassword(new Account(), decoy, password);
        return false;
    }

    Task NoteAsync(string kind, Account account, HttpContext http, CancellationToken cancel) =>
        database.WriteAsync(connection => connection.AuditAsync(new AuditEntry(kind, account.Id), http, clock.GetUtcNow(), cancel), cancel);
}
