using Marquee.Data;
using Microsoft.Extensions.Caching.Memory;

namespace Marquee.Features.Accounts.Sessions;

/// <summary>
/// Which sessions are good. Each request asks; the table is asked once in half a second for each session, so that a session revoked
/// on one node is refused on every other within a second, and on this one at once.
/// </summary>
sealed class LiveSessions(Database database, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500), SameForLong = TimeSpan.FromMinutes(5);

    readonly MemoryCache _states = new(new MemoryCacheOptions { SizeLimit = 50_000 });
    // A cookie's secret never moves to another session: what it belongs to may be remembered longer than whether it is good.
    readonly MemoryCache _secrets = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    /// <summary>The session, or null when it was revoked, has expired, or its account is disabled.</summary>
    public async ValueTask<SessionState?> FindAsync(SessionId id, CancellationToken cancel)
    {
        if (_states.TryGetValue(id, out SessionState? known))
            return IsGood(known) ? known : null;

        await using var connection = await database.OpenAsync(cancel);
        var state = await connection.FirstAsync<SessionState>(
            """
            select s.id, s.account_id, s.profile_id, a.role, p.kind as profile_kind, s.remembered, s.proved_at, s.expires_at, s.last_seen_at
            from sessions s join accounts a on a.id = s.account_id left join profiles p on p.id = s.profile_id and p.account_id = s.account_id
            where s.id = @id and s.revoked_at is null and a.disabled_at is null
            """, new { id }, cancel);
        _states.Set(id, state, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Fresh, Size = 1 });
        return IsGood(state) ? state : null;
    }

    /// <summary>The session of a browser's cookie.</summary>
    public async ValueTask<SessionState?> FindAsync(string secret, CancellationToken cancel)
    {
        var hash = Platform.Secrets.Hash(secret);
        if (!_secrets.TryGetValue(hash, out SessionId id))
        {
            await using var connection = await database.OpenAsync(cancel);
            if (await connection.ScalarAsync<long?>("select id from sessions where token_hash = @hash", new { hash }, cancel) is not { } found)
                return null;
            id = new SessionId(found);
            _secrets.Set(hash, id, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = SameForLong, Size = 1 });
        }

        return await FindAsync(id, cancel);
    }

    /// <summary>Ask the table at the next request: after a change to the session, its account or its profile.</summary>
    public void Forget(SessionId id) => _states.Remove(id);

    /// <summary>The same for all of them.</summary>
    public void ForgetAll() => _states.Clear();

    bool IsGood(SessionState? state) => state is not null && state.ExpiresAt > clock.GetUtcNow();

    public void Dispose()
    {
        _states.Dispose();
        _secrets.Dispose();
    }
}
