using System.Buffers.Text;
using System.Data.Common;
using System.Text;
using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Errors;
using Marquee.Platform.Mail;
using Microsoft.AspNetCore.Identity;

namespace Marquee.Features.Accounts.Registering;

/// <summary>Shows that an address is the account holder's: a link that only its reader has.</summary>
sealed class VerifyEmail(Database database, UserManager<Account> users, Post post, Instance instance, TimeProvider clock)
{
    public async Task WriteAsync(DbConnection connection, Account account, CancellationToken cancel)
    {
        // Identity's token: under data protection, with the account's stamp, good for three hours.
        var token = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(await users.GenerateEmailConfirmationTokenAsync(account)));
        await post.WriteLimitedAsync(connection, new Letter(account.Email, "Confirm your address",
            $"Welcome to Marquee.\n\nOpen this link to confirm that this is your address:\n{instance.Address}/verify?account={account.Id}&token={token}\n\nIf you did not register, there is nothing to do."), cancel);
    }

    public async Task HandleAsync(string? id, string? token, HttpContext http, CancellationToken cancel)
    {
        var account = await users.FindByIdAsync(id ?? "");
        if (account is { EmailVerified: true }) return;
        if (account is null || Decoded(token) is not { } plain || !(await users.ConfirmEmailAsync(account, plain)).Succeeded)
            throw new Invalid("link_invalid", "This link is not good any more. Sign in, and we send another.");
        await database.WriteAsync(connection => connection.AuditAsync(new AuditEntry("email.verified", account.Id), http, clock.GetUtcNow(), cancel), cancel);
    }

    /// <summary>A token as it stands in a link.</summary>
    public static string? Decoded(string? token)
    {
        try
        {
            return token is { Length: > 0 and < 2000 } ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
