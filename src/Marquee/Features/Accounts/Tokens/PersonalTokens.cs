using System.Collections.Frozen;
using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Access;
using Microsoft.Extensions.Caching.Memory;

namespace Marquee.Features.Accounts.Tokens;

/// <summary>Which personal access tokens are good: like <see cref="Sessions.LiveSessions"/>, asked once in half a second for each.</summary>
sealed class PersonalTokens(Database database, TimeProvider clock) : IDisposable
{
    public const string Prefix = "mq_";
    static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500), Often = TimeSpan.FromMinutes(2);

    readonly MemoryCache _states = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    sealed record Row(long Id, AccountId AccountId, ProfileId? ProfileId, string Role, string? ProfileKind, string Scopes, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt);

    /// <summary>Whom the token speaks for, or null when it is not good.</summary>
    public async ValueTask<Caller?> FindAsync(string token, CancellationToken cancel)
    {
        if (token.Length != Prefix.Length + Secrets.Length) return null;
        var hash = Secrets.Hash(token);
        if (!_states.TryGetValue(hash, out Row? row))
        {
            row = await LookAsync(hash, cancel);
            _states.Set(hash, row, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Fresh, Size = 1 });
        }

        if (row is null || row.ExpiresAt <= clock.GetUtcNow()) return null;
        return new Caller
        {
            Account = row.AccountId,
            Profile = row.ProfileId,
            Role = row.Role,
            IsKid = row.ProfileKind == "kid",
            Scopes = row.Scopes.Split(' ').ToFrozenSet(),
        };
    }

    public void Forget(string hash) => _states.Remove(hash);

    async Task<Row?> LookAsync(string hash, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var row = await connection.FirstAsync<Row>(
            """
            select t.id, t.account_id, t.profile_id, a.role, p.kind as profile_kind, t.scopes, t.expires_at, t.last_used_at
            from personal_tokens t join accounts a on a.id = t.account_id left join profiles p on p.id = t.profile_id
            where t.token_hash = @hash and t.revoked_at is null and a.disabled_at is null
            """, new { hash }, cancel);
        var now = clock.GetUtcNow();
        if (row is not null && (row.LastUsedAt is null || now - row.LastUsedAt > Often))
            await database.WriteAsync(write => write.ExecuteAsync("update personal_tokens set last_used_at = @now where id = @Id", new { row.Id, now }, cancel), cancel);
        return row;
    }

    public void Dispose() => _states.Dispose();
}
