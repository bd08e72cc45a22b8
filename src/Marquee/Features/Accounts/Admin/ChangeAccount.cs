using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Accounts.Sessions;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;

namespace Marquee.Features.Accounts.Admin;

/// <summary>
/// What those who look after the server do to an account: its role, shutting it out and letting it in again, ending its sessions. There is one owner, always: the role is
/// handed over and never given up. Admins look after members; the owner after everybody.
/// </summary>
sealed class ChangeAccount(Database database, EndSessions end, TimeProvider clock)
{
    sealed record Row(AccountId Id, string Email, string Role, DateTimeOffset? DisabledAt);

    /// <summary>Gives a role. Giving <c>owner</c> hands the server over: whoever was its owner is an admin from then on.</summary>
    /// <exception cref="Conflict">It would leave the server without an owner.</exception>
    public async Task RoleAsync(AccountId id, string? role, HttpContext http, CancellationToken cancel)
    {
        if (role is not (Roles.Owner or Roles.Admin or Roles.Member))
            throw new Invalid("role_invalid", $"A role is {Roles.Owner}, {Roles.Admin} or {Roles.Member}.", "role");
        await database.WriteAsync(async connection =>
        {
            await connection.AloneAsync(database.Dialect, "roles", cancel);
            var account = await FindAsync(connection, id, http, cancel);
            if (account.Role == role)
                return;
            if (account.Role == Roles.Owner)
                throw new Conflict("last_owner", "A server has an owner, always. Make somebody else the owner: then you are an admin.");
            if (role == Roles.Owner)
            {
                if (account.DisabledAt is not null)
                    throw new Conflict("owner_disabled", "This account is shut out. Let it in again before it looks after the server.");
                var before = new AccountId(await connection.ScalarAsync<long>("update accounts set role = 'admin' where role = 'owner' returning id", null, cancel));
                await connection.AuditAsync(new AuditEntry("role.changed", before, $"From owner to admin: {account.Email} is the owner now."), http, clock.GetUtcNow(), cancel);
            }

            await connection.ExecuteAsync("update accounts set role = @role where id = @id", new { id, role }, cancel);
            await connection.AuditAsync(new AuditEntry("role.changed", id, $"From {account.Role} to {role}."), http, clock.GetUtcNow(), cancel);
        }, cancel);
        end.Forget();
    }

    /// <summary>Shuts an account out: its sessions end, its tokens and passwords are not good. Or lets it in again; nothing of its things was touched.</summary>
    /// <exception cref="Conflict">It is the owner's, or one's own.</exception>
    public async Task DisableAsync(AccountId id, bool disabled, HttpContext http, CancellationToken cancel)
    {
        await database.WriteAsync(async connection =>
        {
            var account = await FindAsync(connection, id, http, cancel);
            if (disabled && account.Role == Roles.Owner)
                throw new Conflict("last_owner", "A server has an owner, always: the owner is not shut out.");
            if (disabled && id == Caller.Of(http).Account)
                throw new Conflict("own_account", "You would shut yourself out. Ask the owner.");
            var now = clock.GetUtcNow();
            var changed = await connection.ExecuteAsync(
                $"update accounts set disabled_at = @at where id = @id and disabled_at is {(disabled ? "null" : "not null")}", new { id, at = disabled ? now : (DateTimeOffset?)null }, cancel);
            if (changed == 0)
                return;
            await connection.AuditAsync(new AuditEntry(disabled ? "account.disabled" : "account.enabled", id), http, now, cancel);
            if (disabled)
                await end.AllAsync(connection, id, null, http, cancel);
        }, cancel);
        end.Forget();
    }

    /// <summary>Ends one of its sessions.</summary>
    /// <exception cref="NotFound">There is no such session of that account.</exception>
    public async Task EndSessionAsync(AccountId id, SessionId session, HttpContext http, CancellationToken cancel)
    {
        await MayAsync(id, http, cancel);
        if (!await end.OneAsync(id, session, http, cancel))
            throw ListSessions.Missing();
    }

    /// <summary>Ends all of them; one's own only but for this one.</summary>
    /// <returns>How many.</returns>
    public async Task<int> EndSessionsAsync(AccountId id, HttpContext http, CancellationToken cancel)
    {
        await MayAsync(id, http, cancel);
        var caller = Caller.Of(http);
        return await end.AllAsync(id, id == caller.Account ? caller.Session : null, http, cancel);
    }

    async Task MayAsync(AccountId id, HttpContext http, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await FindAsync(connection, id, http, cancel);
    }

    static async Task<Row> FindAsync(DbConnection connection, AccountId id, HttpContext http, CancellationToken cancel)
    {
        var account = await connection.FirstAsync<Row>("select id, email, role, disabled_at from accounts where id = @id", new { id }, cancel) ?? throw FindAccounts.Missing();
        var caller = Caller.Of(http);
        return caller.Role == Roles.Owner || account.Role == Roles.Member || id == caller.Account ? account
            : throw new Forbidden("not_for_you", "Only the owner looks after the accounts of admins.");
    }
}
