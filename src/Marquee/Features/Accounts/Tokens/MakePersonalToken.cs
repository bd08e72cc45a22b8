using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;

namespace Marquee.Features.Accounts.Tokens;

/// <summary>What a token shall be.</summary>
/// <param name="Scopes">Some of read, write, scrobble, admin.</param>
/// <param name="ExpiresInDays">1 to 3650; null: until it is revoked.</param>
sealed record TokenRequest(string? Name, IReadOnlyList<string>? Scopes, int? ExpiresInDays = null);

/// <summary>A token as its holder sees it afterwards: never its secret.</summary>
/// <param name="Hint">Its last four characters.</param>
sealed record TokenView(long Id, string Name, string Hint, string Scopes, string? ProfileName, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt);

/// <summary>A token the moment it is made.</summary>
/// <param name="Token">The secret; shown once.</param>
public sealed record TokenMade(long Id, string Token);

/// <summary>Makes, lists and revokes personal access tokens: for scripts, the browser extension and media servers. Each acts as one profile.</summary>
sealed class MakePersonalToken(Database database, CurrentProfile current, PersonalTokens live, TimeProvider clock)
{
    public const int LongestName = 60, MostTokens = 100, MostDays = 3650;

    public async Task<TokenMade> HandleAsync(TokenRequest request, HttpContext http, CancellationToken cancel)
    {
        var caller = Caller.Of(http);
        var name = request.Name?.Trim() ?? "";
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
            throw new Invalid("token_name_invalid", $"Give the token a name of 1 to {LongestName} letters, such as where it is used.", "name");
        var scopes = (request.Scopes ?? []).Distinct().ToList();
        if (scopes.Count == 0 || scopes.Except(Scopes.All).Any())
            throw new Invalid("scopes_invalid", $"Choose one or more of: {string.Join(", ", Scopes.All)}.", "scopes");
        if (scopes.Contains(Scopes.Admin) && caller.Role == Roles.Member)
            throw new Forbidden("admin_scope", "Only those who look after this server can make a token for it.");
        if (request.ExpiresInDays is < 1 or > MostDays)
            throw new Invalid("expiry_invalid", $"A token lasts 1 to {MostDays} days, or until it is revoked.", "expires_in_days");

        var token = PersonalTokens.Prefix + Secrets.New();
        var profile = await current.EnsureAsync(cancel);
        var now = clock.GetUtcNow();
        var id = await database.WriteAsync(async connection =>
        {
            if (await connection.ScalarAsync<long>("select count(*) from personal_tokens where account_id = @Account and revoked_at is null", new { caller.Account }, cancel) >= MostTokens)
                throw new Conflict("too_many_tokens", $"There are {MostTokens} tokens already. Revoke one that is not used.");
            var made = await connection.ScalarAsync<long>(
                """
                insert into personal_tokens (account_id, profile_id, name, token_hash, hint, scopes, created_at, expires_at)
                values (@Account, @profile, @name, @hash, @hint, @scopes, @now, @expires) returning id
                """,
                new
                {
                    caller.Account,
                    profile = profile.Id,
                    name,
                    hash = Secrets.Hash(token),
                    hint = token[^4..],
                    scopes = string.Join(' ', Scopes.All.Where(scopes.Contains)),
                    now,
                    expires = request.ExpiresInDays is { } days ? now.AddDays(days) : (DateTimeOffset?)null,
                }, cancel);
            await connection.AuditAsync(new AuditEntry("personal_token.made", caller.Account, $"{name}: {string.Join(", ", scopes)}"), http, now, cancel);
            return made;
        }, cancel);
        return new TokenMade(id, token);
    }

    public async Task<IReadOnlyList<TokenView>> ListAsync(AccountId account, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<TokenView>(
            """
            select t.id, t.name, t.hint, t.scopes, p.display_name as profile_name, t.created_at, t.expires_at, t.last_used_at
            from personal_tokens t left join profiles p on p.id = t.profile_id
            where t.account_id = @account and t.revoked_at is null order by t.id desc
            """, new { account }, cancel);
    }

    /// <exception cref="NotFound">It is not one of the account's.</exception>
    public async Task RevokeAsync(AccountId account, long token, HttpContext http, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var hash = await database.WriteAsync(async connection =>
        {
            var revoked = await connection.ScalarAsync<string>(
                "update personal_tokens set revoked_at = @now where id = @token and account_id = @account and revoked_at is null returning token_hash", new { account, token, now }, cancel);
            if (revoked is not null)
                await connection.AuditAsync(new AuditEntry("personal_token.revoked", account), http, now, cancel);
            return revoked;
        }, cancel) ?? throw new NotFound("token_not_found", "There is no such token; it may have been revoked already.");
        live.Forget(hash);
    }
}
