using System.Data.Common;
using Marquee.Data;
using Marquee.Platform;

namespace Marquee.Features.Accounts.Sessions;

/// <summary>A session that begins, with the secret that its browser keeps; null for an API client, which gets tokens instead.</summary>
sealed record NewSession(SessionId Id, ProfileId? Profile, string? Secret);

/// <summary>
/// Begins a session. Always a new one: what a browser brought along before it signed in is not carried over, so that nobody can plant
/// a session and wait for somebody to sign in with it.
/// </summary>
sealed class StartSession(TimeProvider clock)
{
    public static readonly TimeSpan WebLasts = TimeSpan.FromDays(90), WebLastsUnremembered = TimeSpan.FromDays(1), ApiLasts = TimeSpan.FromDays(365);

    /// <summary>Part of the transaction that checked or made the account. It acts as the account's first profile.</summary>
    public async Task<NewSession> HandleAsync(DbConnection connection, AccountId account, bool isWeb, bool remember, HttpContext http, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var secret = isWeb ? Secrets.New() : null;
        var profile = await connection.ScalarAsync<long?>(
            "select id from profiles where account_id = @account order by case kind when 'personal' then 0 else 1 end, id limit 1", new { account }, cancel);
        var id = await connection.ScalarAsync<long>(
            """
            insert into sessions (account_id, profile_id, kind, token_hash, device_name, place, remembered, created_at, last_seen_at, proved_at, expires_at)
            values (@account, @profile, @kind, @hash, @device, @place, @remember, @now, @now, @now, @expires)
            returning id
            """,
            new
            {
                account,
                profile,
                kind = isWeb ? "web" : "api",
                hash = secret is null ? null : Secrets.Hash(secret),
                device = DeviceName.Of(http),
                place = Place.Of(http),
                remember,
                now,
                expires = now + (!isWeb ? ApiLasts : remember ? WebLasts : WebLastsUnremembered),
            }, cancel);
        await connection.AuditAsync(new AuditEntry("session.started", account, DeviceName.Of(http)), http, now, cancel);
        return new NewSession(new SessionId(id), profile is { } p ? new ProfileId(p) : null, secret);
    }
}
