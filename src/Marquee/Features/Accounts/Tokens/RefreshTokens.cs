using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Accounts.Sessions;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Accounts.Tokens;

/// <summary>What an API client gets when it signs in, and each time it refreshes.</summary>
/// <param name="ExpiresIn">Seconds that the access token lasts.</param>
sealed record TokenPair(string AccessToken, string RefreshToken, string TokenType, int ExpiresIn);

/// <summary>
/// Refresh tokens: opaque, thirty days, good once. Each use gives the next of the session's family; a second use of one means that
/// somebody copied it, and nobody can tell which of the two is the thief: the family ends.
/// </summary>
sealed class RefreshTokens(Database database, AccessTokens access, LiveSessions live, TimeProvider clock)
{
    static readonly TimeSpan Lasts = TimeSpan.FromDays(30);

    sealed record Kept(SessionId SessionId, AccountId AccountId, ProfileId? ProfileId, DateTimeOffset ExpiresAt, DateTimeOffset? SpentAt, bool IsLive);

    /// <summary>Spends a refresh token for the next pair.</summary>
    /// <exception cref="SignInNeeded">It is not good any more; when it was spent before, its family has ended now.</exception>
    public async Task<TokenPair> RefreshAsync(string? token, HttpContext http, CancellationToken cancel)
    {
        if (token is not { Length: Secrets.Length }) throw Refused();
        var (kept, next) = await database.WriteAsync(connection => SpendAsync(connection, Secrets.Hash(token), http, cancel), cancel);
        if (next is null)
        {
            if (kept is not null) live.Forget(kept.SessionId);
            throw Refused();
        }

        return await PairAsync(kept!.AccountId, kept.SessionId, kept.ProfileId, next, cancel);
    }

    async Task<(Kept? Kept, string? Next)> SpendAsync(DbConnection connection, string hash, HttpContext http, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        // One statement spends it: of two that come at once, one changes the row and the other is a second use.
        var spent = await connection.ExecuteAsync("update refresh_tokens set spent_at = @now where token_hash = @hash and spent_at is null and expires_at > @now", new { hash, now }, cancel);
        var kept = await connection.FirstAsync<Kept>(
            """
            select r.session_id, s.account_id, s.profile_id, r.expires_at, r.spent_at,
                s.revoked_at is null and s.expires_at > @now and a.disabled_at is null as is_live
            from refresh_tokens r join sessions s on s.id = r.session_id join accounts a on a.id = s.account_id
            where r.token_hash = @hash
            """, new { hash, now }, cancel);
        if (kept is null || !kept.IsLive) return (kept, null);
        if (spent == 1) return (kept, await AddAsync(connection, kept.SessionId, cancel));
        if (kept.SpentAt is not null)
        {
            await connection.ExecuteAsync("update sessions set revoked_at = @now where id = @SessionId and revoked_at is null", new { kept.SessionId, now }, cancel);
            await connection.AuditAsync(new AuditEntry("token.reused", kept.AccountId, "A refresh token was used a second time; its session has ended."), http, now, cancel);
        }

        return (kept, null);
    }

    /// <summary>The next token of a session, or its first, in the transaction that spent the last one or began it.</summary>
    public async Task<string> AddAsync(DbConnection connection, SessionId session, CancellationToken cancel)
    {
        var token = Secrets.New();
        var now = clock.GetUtcNow();
        await connection.ExecuteAsync(
            "insert into refresh_tokens (token_hash, session_id, created_at, expires_at) values (@hash, @session, @now, @expires)",
            new { hash = Secrets.Hash(token), session, now, expires = now + Lasts }, cancel);
        return token;
    }

    public async Task<TokenPair> PairAsync(AccountId account, SessionId session, ProfileId? profile, string refresh, CancellationToken cancel) =>
        new(await access.IssueAsync(account, session, profile, cancel), refresh, "Bearer", (int)AccessTokens.Lasts.TotalSeconds);

    static SignInNeeded Refused() => new("invalid_token", "This refresh token is not good any more. Sign in again.");
}
