using Marquee.Data;
using Marquee.Features.Accounts;
using Marquee.Features.Accounts.Sessions;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;
using Marquee.Platform.Mail;

namespace Marquee.Features.Profiles.Leaving;

/// <summary>Asks for an account to be deleted, seven days from now; until then its holder can take it back.</summary>
sealed class LeaveForGood(Database database, EndSessions end, Post post, Instance instance, TimeProvider clock)
{
    public static readonly TimeSpan Grace = TimeSpan.FromDays(7);

    /// <param name="email">Typed again, so that it is not done by a slip.</param>
    /// <returns>When it will be gone.</returns>
    public async Task<DateTimeOffset> AskAsync(Account account, string? email, HttpContext http, CancellationToken cancel)
    {
        if (!string.Equals(email?.Trim(), account.Email, StringComparison.OrdinalIgnoreCase))
            throw new Invalid("email_different", "Type the e-mail address of this account to say that you mean it.", "email");
        var at = clock.GetUtcNow() + Grace;
        await database.WriteAsync(async connection =>
        {
            if (account.Role == Roles.Owner && await connection.ScalarAsync<long>("select count(*) from accounts", null, cancel) > 1)
                throw new Conflict("owner_cannot_leave", "You look after this server, and others live here. Make somebody else its owner first.");
            await connection.ExecuteAsync("update accounts set delete_after = @at where id = @Id", new { account.Id, at }, cancel);
            await connection.ExecuteAsync("update personal_tokens set revoked_at = @now where account_id = @Id and revoked_at is null", new { account.Id, now = clock.GetUtcNow() }, cancel);
            await end.AllAsync(connection, account.Id, Caller.Of(http).Session, http, cancel);
            await connection.AuditAsync(new AuditEntry("account.leaving", account.Id), http, clock.GetUtcNow(), cancel);
            await post.WriteAsync(connection, new Letter(account.Email, "Your account will be deleted",
                $"In seven days your Marquee account and everything in it will be deleted.\n\nIf you change your mind, or this was not you, sign in before then and keep it:\n{instance.Address}/settings/data"), cancel);
        }, cancel);
        end.Forget();
        post.Ring();
        return at;
    }

    public Task StayAsync(AccountId account, HttpContext http, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        if (await connection.ExecuteAsync("update accounts set delete_after = null where id = @account and delete_after is not null", new { account }, cancel) == 1)
            await connection.AuditAsync(new AuditEntry("account.staying", account), http, clock.GetUtcNow(), cancel);
    }, cancel);
}
