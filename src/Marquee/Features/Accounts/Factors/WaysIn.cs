using Microsoft.AspNetCore.Identity;

namespace Marquee.Features.Accounts.Factors;

/// <summary>What signs in to an account: its password, each passkey, each account elsewhere. The last is never taken away.</summary>
sealed class WaysIn(UserManager<Account> users)
{
    public async Task<int> CountAsync(Account account) =>
        (account.PasswordHash is null ? 0 : 1) + (await users.GetPasskeysAsync(account)).Count + (await users.GetLoginsAsync(account)).Count;
}
