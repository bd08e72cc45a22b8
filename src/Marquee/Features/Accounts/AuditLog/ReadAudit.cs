using Marquee.Data;
using Marquee.Platform.Errors;

namespace Marquee.Features.Accounts.AuditLog;

/// <summary>An entry of the audit log.</summary>
/// <param name="Account">Whose account it happened to, by its address; null when it is gone.</param>
/// <param name="Actor">Who did it.</param>
public sealed record AuditView(long Id, DateTimeOffset At, string Kind, AccountId? AccountId, string? Account, string? Actor, string? Place, string? Detail);

/// <summary>The audit log, the latest first: an account's own, or everybody's for the owner.</summary>
sealed class ReadAudit(Database database)
{
    public const int Most = 100;

    /// <param name="account">Whose; null: everybody's.</param>
    /// <param name="kind">Only this, or all that begin so: <c>session.</c></param>
    /// <param name="before">The id that the page before ended with.</param>
    public async Task<IReadOnlyList<AuditView>> HandleAsync(AccountId? account, string? kind, long? before, int limit, CancellationToken cancel)
    {
        if (limit is < 1 or > Most)
            throw new Invalid("limit_invalid", $"A page holds 1 to {Most} entries.", "limit");
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<AuditView>(
            $"""
            select l.id, l.at, l.kind, l.account_id, a.email as account, b.email as actor, l.place, l.detail
            from audit l left join accounts a on a.id = l.account_id left join accounts b on b.id = l.actor_id
            where l.id < @before {(account is null ? "" : "and l.account_id = @account")} {(string.IsNullOrEmpty(kind) ? "" : "and l.kind >= @kind and l.kind < @kindEnd")}
            order by l.id desc limit @limit
            """, new { account, before = before ?? long.MaxValue, kind, kindEnd = kind + "\uffff", limit }, cancel);
    }
}
