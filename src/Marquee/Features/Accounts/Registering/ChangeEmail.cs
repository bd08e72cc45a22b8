using System.Buffers.Text;
using System.Text;
using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;
using Marquee.Platform.Mail;
using Microsoft.AspNetCore.Identity;

namespace Marquee.Features.Accounts.Registering;

/// <summary>
/// A new e-mail address, after proof. Where letters are carried it holds once the link that was sent there is opened; where they are not,
/// at once. The old address hears of it either way.
/// </summary>
sealed class ChangeEmail(Database database, UserManager<Account> users, VerifyEmail verify, Post post, Instance instance, TimeProvider clock)
{
    /// <returns>Whether it holds already.</returns>
    public async Task<bool> AskAsync(string? email, HttpContext http, CancellationToken cancel)
    {
        var address = RegisterAccount.CheckedEmail(email);
        var account = await users.FindByIdAsync(Caller.Of(http).Account.ToString()!) ?? throw new NotFound("account_not_found", "There is no such account.");
        if (users.NormalizeEmail(address) == account.NormalizedEmail)
            throw new Invalid("email_same", "That is the address you have already.", "email");

        if (!post.IsCarried)
        {
            await TakeAsync(account, address, isVerified: false, http, cancel);
            return true;
        }

        var token = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(await users.GenerateChangeEmailTokenAsync(account, address)));
        await database.WriteAsync(connection => post.WriteLimitedAsync(connection, new Letter(address, "Confirm your new address",
            $"Open this link to use this address for Marquee:\n{instance.Address}/verify?account={account.Id}&email={Uri.EscapeDataString(address)}&token={token}\n\nIf you did not ask for it, there is nothing to do."), cancel), cancel);
        post.Ring();
        return false;
    }

    /// <summary>The link was opened: from now on it is this address.</summary>
    public async Task ConfirmAsync(string? id, string? email, string? token, HttpContext http, CancellationToken cancel)
    {
        var account = await users.FindByIdAsync(id ?? "");
        var address = RegisterAccount.CheckedEmail(email);
        if (account is null || VerifyEmail.Decoded(token) is not { } plain
            || !await users.VerifyUserTokenAsync(account, users.Options.Tokens.ChangeEmailTokenProvider, UserManager<Account>.GetChangeEmailTokenPurpose(address), plain))
            throw new Invalid("link_invalid", "This link is not good any more. Ask for a new one in your settings.");
        await TakeAsync(account, address, isVerified: true, http, cancel);
    }

    async Task TakeAsync(Account account, string address, bool isVerified, HttpContext http, CancellationToken cancel)
    {
        var old = account.Email;
        account.Email = address;
        account.NormalizedEmail = users.NormalizeEmail(address);
        account.EmailVerified = isVerified;
        // With a new stamp, so that links sent to the old address end.
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        if (!(await users.UpdateAsync(account)).Succeeded)
            throw new Conflict("email_taken", "There is an account with this e-mail address already.");
        await database.WriteAsync(async connection =>
        {
            await post.WriteAsync(connection, new Letter(old, "Your address was changed",
                $"Your account at {instance.Address} uses another e-mail address now. If that was not you, tell whoever looks after the server."), cancel);
            if (!isVerified) await verify.WriteAsync(connection, account, cancel);
            await connection.AuditAsync(new AuditEntry("email.changed", account.Id), http, clock.GetUtcNow(), cancel);
        }, cancel);
        post.Ring();
    }
}
