using Marquee.Data;
using Marquee.Platform.Errors;

namespace Marquee.Features.Accounts.Sessions;

/// <summary>A session as its holder sees it.</summary>
/// <param name="Kind"><c>web</c>: a browser; <c>api</c>: a program.</param>
/// <param name="Place">Where it was last used from, shortened.</param>
/// <param name="IsCurrent">Whether it is the one that asks.</param>
sealed record SessionView(SessionId Id, string Kind, string DeviceName, string Place, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, bool IsCurrent);

/// <summary>Where an account is signed in, and giving a device a name of one's own.</summary>
sealed class ListSessions(Database database, TimeProvider clock)
{
    public const int LongestName = 60, Most = 200;

    public async Task<IReadOnlyList<SessionView>> HandleAsync(AccountId account, SessionId? current, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<SessionView>(
            $"""
            select id, kind, device_name, place, created_at, last_seen_at, id = @current as is_current
            from sessions where account_id = @account and revoked_at is null and expires_at > @now
            order by last_seen_at desc, id desc limit {Most}
            """, new { account, current = current?.Value ?? 0, now = clock.GetUtcNow() }, cancel);
    }

    /// <exception cref="NotFound">It is not one of the account's.</exception>
    public async Task RenameAsync(AccountId account, SessionId session, string? name, CancellationToken cancel)
    {
        var text = name?.Trim() ?? "";
        if (text.Length is 0 or > LongestName || text.Any(char.IsControl))
            throw new Invalid("device_name_invalid", $"A device’s name has 1 to {LongestName} letters.", "name");
        var changed = await database.WriteAsync(connection => connection.ExecuteAsync(
            "update sessions set device_name = @text where id = @session and account_id = @account and revoked_at is null", new { account, session, text }, cancel), cancel);
        if (changed == 0) throw Missing();
    }

    public static NotFound Missing() => new("session_not_found", "There is no such session; it may have ended already.");
}
