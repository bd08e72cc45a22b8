using System.Data.Common;
using Marquee.Data;
using Marquee.Platform.Access;

namespace Marquee.Platform;

/// <summary>What happened to an account, for its holder and the owner to read.</summary>
/// <param name="Kind">A stable name: <c>account.registered</c>, <c>session.revoked</c>, <c>token.reused</c>.</param>
/// <param name="Account">Whose account it happened to.</param>
/// <param name="Detail">A sentence for people, without secrets.</param>
public sealed record AuditEntry(string Kind, AccountId? Account, string? Detail = null);

/// <summary>The audit log, written in the transaction of what it tells of.</summary>
public static class Audit
{
    /// <param name="http">The request that did it; null: the program itself.</param>
    public static Task AuditAsync(this DbConnection connection, AuditEntry entry, HttpContext? http, DateTimeOffset now, CancellationToken cancel)
    {
        var caller = http is null ? Caller.Nobody : Caller.Of(http);
        return connection.ExecuteAsync(
            """
            insert into audit (at, kind, account_id, actor_id, session_id, place, detail)
            values (@now, @Kind, @Account, @actor, @session, @place, @Detail)
            """,
            new { now, entry.Kind, entry.Account, actor = caller.Account ?? entry.Account, session = caller.Session, place = http is null ? null : Place.Of(http), entry.Detail },
            cancel);
    }
}
