using System.Data.Common;
using Marquee.Data;
using Marquee.Platform;

namespace Marquee.Features.Accounts.Sessions;

/// <summary>Ends sessions: one, all, or all but one. A session that has ended takes its refresh tokens with it.</summary>
sealed class EndSessions(Database database, LiveSessions live, TimeProvider clock)
{
    /// <summary>Ends one of the account's sessions.</summary>
    /// <returns>Whether there was such a session.</returns>
    public async Task<bool> OneAsync(AccountId account, SessionId session, HttpContext http, CancellationToken cancel)
    {
        var ended = await database.WriteAsync(async connection =>
        {
            var rows = await connection.ExecuteAsync(
                "update sessions set revoked_at = @now where id = @session and account_id = @account and revoked_at is null",
                new { account, session, now = clock.GetUtcNow() }, cancel);
            if (rows == 1)
                await connection.AuditAsync(new AuditEntry("session.revoked", account), http, clock.GetUtcNow(), cancel);
            return rows == 1;
        }, cancel);
        live.Forget(session);
        return ended;
    }

    /// <summary>Ends all of the account's sessions, <paramref name="but"/> one when it is given.</summary>
    /// <returns>How many.</returns>
    public async Task<int> AllAsync(AccountId account, SessionId? but, HttpContext? http, CancellationToken cancel)
    {
        var ended = await database.WriteAsync(connection => AllAsync(connection, account, but, http, cancel), cancel);
        live.ForgetAll();
        return ended;
    }

    /// <summary>The same, as part of a transaction; <see cref="Forget"/> afterwards.</summary>
    public async Task<int> AllAsync(DbConnection connection, AccountId account, SessionId? but, HttpContext? http, CancellationToken cancel)
    {
        var rows = await connection.ExecuteAsync(
            "update sessions set revoked_at = @now where account_id = @account and revoked_at is null and id <> @but",
            new { account, but = but?.Value ?? 0, now = clock.GetUtcNow() }, cancel);
        if (rows > 0)
            await connection.AuditAsync(new AuditEntry("sessions.revoked", account, $"{rows} ended"), http, clock.GetUtcNow(), cancel);
        return rows;
    }

    public void Forget() => live.ForgetAll();
}
