using System.Collections.Frozen;
using System.Data.Common;
using System.Security.Cryptography;
using Marquee.Data;
using Marquee.Features.Accounts.Identity;
using Marquee.Platform;

namespace Marquee.Features.Accounts.Tokens;

/// <summary>
/// The RSA keys of access tokens, one set for all nodes. A new one every thirty days: published an hour before it signs, and the old one
/// verifies for an hour after, four times the life of a token. Nodes look at the table once a minute, and when they meet an unknown key.
/// </summary>
sealed class SigningKeys(Database database, SecretBox box, TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Turn = TimeSpan.FromDays(30), Lead = TimeSpan.FromHours(1), Overlap = TimeSpan.FromHours(1);
    static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1), AtMostEvery = TimeSpan.FromSeconds(5);

    readonly SemaphoreSlim _one = new(1, 1);
    // RSA objects are kept as long as the process: a request may still be using one that has been dropped.
    FrozenDictionary<string, SigningKey> _keys = FrozenDictionary<string, SigningKey>.Empty;
    DateTimeOffset _lookedAt;

    sealed record Row(string Id, string PrivateKey, DateTimeOffset SignsFrom, DateTimeOffset? VerifiesUntil);

    /// <summary>The key that signs now.</summary>
    public async ValueTask<SigningKey> CurrentAsync(CancellationToken cancel)
    {
        var keys = await PublishedAsync(cancel);
        var now = clock.GetUtcNow();
        return keys.Where(key => key.SignsFrom <= now).MaxBy(key => key.SignsFrom) ?? keys.MinBy(key => key.SignsFrom)!;
    }

    /// <summary>Every key that a token may be signed with, and the next one.</summary>
    public async ValueTask<IReadOnlyCollection<SigningKey>> PublishedAsync(CancellationToken cancel)
    {
        if (clock.GetUtcNow() - _lookedAt > LookAgain)
            await LookAsync(LookAgain, cancel);
        return _keys.Values;
    }

    /// <summary>The key of that name, if it still verifies.</summary>
    public async ValueTask<SigningKey?> FindAsync(string id, CancellationToken cancel)
    {
        await PublishedAsync(cancel);
        if (!_keys.TryGetValue(id, out var key))
        {
            // Made by another node a moment ago, or made up: look, but not as often as somebody sends nonsense.
            await LookAsync(AtMostEvery, cancel);
            _keys.TryGetValue(id, out key);
        }

        return key?.VerifiesUntil < clock.GetUtcNow() ? null : key;
    }

    /// <summary>Makes a new key now, as after a leak: it signs at once and the others end at once, or after the overlap.</summary>
    public async Task RotateAsync(bool distrustOld, CancellationToken cancel)
    {
        await database.WriteAsync(async connection =>
        {
            await connection.AloneAsync(database.Dialect, "signing keys", cancel);
            await connection.ExecuteAsync(
                "update signing_keys set verifies_until = @until where verifies_until is null",
                new { until = clock.GetUtcNow() + (distrustOld ? TimeSpan.FromSeconds(-1) : Overlap) }, cancel);
            await MakeAsync(connection, clock.GetUtcNow(), cancel);
        }, cancel);
        await LookAsync(TimeSpan.Zero, cancel);
    }

    async Task LookAsync(TimeSpan notWithin, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (clock.GetUtcNow() - _lookedAt < notWithin && _keys.Count > 0) return;
            var rows = await ReadAsync(cancel);
            if (NeedsNext(rows))
            {
                await database.WriteAsync(connection => TurnAsync(connection, cancel), cancel);
                rows = await ReadAsync(cancel);
            }

            _keys = rows.ToFrozenDictionary(row => row.Id, row => _keys.TryGetValue(row.Id, out var known)
                ? known with { SignsFrom = row.SignsFrom, VerifiesUntil = row.VerifiesUntil }
                : new SigningKey(row.Id, Read(row), row.SignsFrom, row.VerifiesUntil));
            _lookedAt = clock.GetUtcNow();
        }
        finally
        {
            _one.Release();
        }
    }

    async Task<List<Row>> ReadAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<Row>(
            "select id, private_key, signs_from, verifies_until from signing_keys where verifies_until is null or verifies_until > @now",
            new { now = clock.GetUtcNow() }, cancel);
    }

    bool NeedsNext(List<Row> rows) => !rows.Any(row => row.VerifiesUntil is null && row.SignsFrom > clock.GetUtcNow() - Turn + Lead);

    async Task TurnAsync(DbConnection connection, CancellationToken cancel)
    {
        await connection.AloneAsync(database.Dialect, "signing keys", cancel);
        var now = clock.GetUtcNow();
        var newest = await connection.ScalarAsync<long?>("select max(signs_from) from signing_keys where verifies_until is null", null, cancel);
        if (newest is { } ms && DateTimeOffset.FromUnixTimeMilliseconds(ms) > now - Turn + Lead) return; // another node was first

        var signsFrom = newest is null ? now : now + Lead;
        await connection.ExecuteAsync("update signing_keys set verifies_until = @until where verifies_until is null", new { until = signsFrom + Overlap }, cancel);
        await MakeAsync(connection, signsFrom, cancel);
        await connection.ExecuteAsync("delete from signing_keys where verifies_until < @longAgo", new { longAgo = now - Turn }, cancel);
    }

    async Task MakeAsync(DbConnection connection, DateTimeOffset signsFrom, CancellationToken cancel)
    {
        using var rsa = RSA.Create(2048);
        await connection.ExecuteAsync(
            "insert into signing_keys (id, private_key, public_key, created_at, signs_from) values (@id, @privateKey, @publicKey, @now, @signsFrom)",
            new
            {
                id = Secrets.New()[..16],
                privateKey = box.Close(Convert.ToBase64String(rsa.ExportPkcs8PrivateKey())),
                publicKey = Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo()),
                now = clock.GetUtcNow(),
                signsFrom,
            }, cancel);
    }

    RSA Read(Row row)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(box.Open(row.PrivateKey)), out _);
        return rsa;
    }

    public void Dispose() => _one.Dispose();
}
