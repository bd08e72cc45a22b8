using Marquee.Data;
using Microsoft.AspNetCore.Identity;

namespace Marquee.Features.Accounts.Identity;

/// <summary>Accounts elsewhere that sign in to one here.</summary>
sealed partial class AccountStore : IUserLoginStore<Account>
{
    sealed record Login(string Provider, string Subject, string? DisplayName);

    public Task AddLoginAsync(Account user, UserLoginInfo login, CancellationToken cancellationToken) => database.WriteAsync(connection => connection.ExecuteAsync(
        "insert into external_logins (provider, subject, account_id, display_name, created_at) values (@LoginProvider, @ProviderKey, @Id, @ProviderDisplayName, @now)",
        new { login.LoginProvider, login.ProviderKey, login.ProviderDisplayName, user.Id, now = clock.GetUtcNow() }, cancellationToken), cancellationToken);

    public Task RemoveLoginAsync(Account user, string loginProvider, string providerKey, CancellationToken cancellationToken) => database.WriteAsync(connection => connection.ExecuteAsync(
        "delete from external_logins where provider = @loginProvider and subject = @providerKey and account_id = @Id",
        new { loginProvider, providerKey, user.Id }, cancellationToken), cancellationToken);

    public async Task<IList<UserLoginInfo>> GetLoginsAsync(Account user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var logins = await connection.QueryAsync<Login>(
            "select provider, subject, display_name from external_logins where account_id = @Id order by created_at", new { user.Id }, cancellationToken);
        return [.. logins.Select(login => new UserLoginInfo(login.Provider, login.Subject, login.DisplayName))];
    }

    public Task<Account?> FindByLoginAsync(string loginProvider, string providerKey, CancellationToken cancellationToken) =>
        FindAsync("id = (select account_id from external_logins where provider = @loginProvider and subject = @providerKey)", new { loginProvider, providerKey }, cancellationToken);
}
