using Marquee.Data;
using Marquee.Platform;
using Microsoft.AspNetCore.Identity;

namespace Marquee.Features.Accounts.Identity;

/// <summary>The second factor: an authenticator app's secret, and ten codes for the day the telephone is gone, each good once.</summary>
sealed partial class AccountStore : IUserTwoFactorStore<Account>, IUserAuthenticatorKeyStore<Account>, IUserTwoFactorRecoveryCodeStore<Account>
{
    public Task<bool> GetTwoFactorEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.TwoFactor);

    public Task SetTwoFactorEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken)
    {
        user.TwoFactor = enabled;
        return Task.CompletedTask;
    }

    public Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.AuthenticatorKey is { } kept ? box.Open(kept) : null);

    public Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken)
    {
        user.AuthenticatorKey = box.Close(key);
        return Task.CompletedTask;
    }

    public Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
    {
        var codes = recoveryCodes.Select(code => new { user.Id, hash = CodeHash(user, code) }).ToList();
        return database.WriteAsync(async connection =>
        {
            await connection.ExecuteAsync("delete from recovery_codes where account_id = @Id", new { user.Id }, cancellationToken);
            await connection.ExecuteAsync("insert into recovery_codes (account_id, code_hash) values (@Id, @hash)", codes, cancellationToken);
        }, cancellationToken);
    }

    // One statement spends it: of two that come at once, one changes the row.
    public async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken) => await database.WriteAsync(connection => connection.ExecuteAsync(
        "update recovery_codes set spent_at = @now where account_id = @Id and code_hash = @hash and spent_at is null",
        new { user.Id, hash = CodeHash(user, code), now = clock.GetUtcNow() }, cancellationToken), cancellationToken) == 1;

    public async Task<int> CountCodesAsync(Account user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return (int)await connection.ScalarAsync<long>("select count(*) from recovery_codes where account_id = @Id and spent_at is null", new { user.Id }, cancellationToken);
    }

    // With the account in it, so that equal codes of two accounts do not look equal.
    static string CodeHash(Account user, string code) => Secrets.Hash($"{user.Id}:{code.Trim().ToUpperInvariant()}");
}
