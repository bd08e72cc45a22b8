using Marquee.Data;
using Marquee.Features.Accounts.Sessions;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;
using Microsoft.AspNetCore.Identity;

namespace Marquee.Features.Accounts.Passwords;

/// <summary>A new password, after proof: every other session ends, and personal tokens stay, for they were made to outlive passwords and are listed to be revoked.</summary>
sealed class ChangePassword(Database database, UserManager<Account> users, PasswordPolicy passwords, EndSessions end, TimeProvider clock)
{
    public async Task HandleAsync(string? password, HttpContext http, CancellationToken cancel)
    {
        var caller = Caller.Of(http);
        var account = await users.FindByIdAsync(caller.Account.ToString()!) ?? throw new NotFound("account_not_found", "There is no such account.");
        passwords.Check(password, account.Email, account.Email.Split('@')[0]);
        account.PasswordHash = users.PasswordHasher.HashPassword(account, password!);
        if (!(await users.UpdateSecurityStampAsync(account)).Succeeded)
            throw new Conflict("changed_meanwhile", "The account was changed meanwhile. Try again.");
        await database.WriteAsync(async connection =>
        {
            await end.AllAsync(connection, account.Id, caller.Session, http, cancel);
            await connection.AuditAsync(new AuditEntry("password.changed", account.Id), http, clock.GetUtcNow(), cancel);
        }, cancel);
        end.Forget();
    }
}
