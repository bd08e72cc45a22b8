using System.Buffers.Text;
using System.Text;
using Marquee.Data;
using Marquee.Features.Accounts.Registering;
using Marquee.Features.Accounts.Sessions;
using Marquee.Platform;
using Marquee.Platform.Errors;
using Marquee.Platform.Mail;
using Microsoft.AspNetCore.Identity;

namespace Marquee.Features.Accounts.Passwords;

/// <summary>
/// A forgotten password: a letter with a link, good once and for three hours. Whoever asks hears the same, whether there is such an
/// account or not. A new password ends every session.
/// </summary>
sealed class ResetPassword(Database database, UserManager<Account> users, PasswordPolicy passwords, EndSessions end, Post post, Instance instance, TimeProvider clock)
{
    public async Task AskAsync(string? email, HttpContext http, CancellationToken cancel)
    {
        var address = RegisterAccount.CheckedEmail(email);
        if (await users.FindByEmailAsync(address) is not { DisabledAt: null } account) return;
        var token = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(await users.GeneratePasswordResetTokenAsync(account)));
        await database.WriteAsync(async connection =>
        {
            await post.WriteLimitedAsync(connection, new Letter(account.Email, "A new password",
                $"Open this link within three hours to choose a new password for Marquee:\n{instance.Address}/reset?account={account.Id}&token={token}\n\nIf you did not ask for it, there is nothing to do: the old one stays."), cancel);
            await connection.AuditAsync(new AuditEntry("password.reset_asked", account.Id), http, clock.GetUtcNow(), cancel);
        }, cancel);
        post.Ring();
    }

    public async Task HandleAsync(string? id, string? token, string? password, HttpContext http, CancellationToken cancel)
    {
        var account = await users.FindByIdAsync(id ?? "");
        if (account is not { DisabledAt: null } || VerifyEmail.Decoded(token) is not { } plain
            || !await users.VerifyUserTokenAsync(account, users.Options.Tokens.PasswordResetTokenProvider, UserManager<Account>.ResetPasswordTokenPurpose, plain))
            throw new Invalid("link_invalid", "This link is not good any more. Ask for a new one.");

        passwords.Check(password, account.Email, account.Email.Split('@')[0]);
        if (!(await users.ResetPasswordAsync(account, plain, password!)).Succeeded)
            throw new Invalid("link_invalid", "This link is not good any more. Ask for a new one.");
        // Whoever reads the letter has shown that the address is theirs.
        if (!account.EmailVerified)
        {
            account.EmailVerified = true;
            await users.UpdateAsync(account);
        }

        await database.WriteAsync(async connection =>
        {
            await end.AllAsync(connection, account.Id, null, http, cancel);
            await connection.AuditAsync(new AuditEntry("password.reset", account.Id), http, clock.GetUtcNow(), cancel);
        }, cancel);
        end.Forget();
    }
}
