using System.Security.Claims;
using Marquee.Platform.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Marquee.Features.Accounts.Factors;

/// <summary>Somebody whose first proof was good and who owes the second: kept for ten minutes in a cookie of its own, under data protection.</summary>
/// <param name="Remember">Whether they stay signed in.</param>
/// <param name="Back">Where they wanted to go.</param>
sealed record HalfWay(Account Account, bool Remember, string? Back)
{
    const string RememberKey = "remember", BackKey = "back";

    public static Task KeepAsync(HttpContext http, Account account, bool remember, string? back) => http.SignInAsync(
        IdentityConstants.TwoFactorUserIdScheme,
        new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()), new Claim("stamp", account.SecurityStamp)], IdentityConstants.TwoFactorUserIdScheme)),
        new AuthenticationProperties(new Dictionary<string, string?> { [RememberKey] = remember ? "yes" : null, [BackKey] = back }));

    /// <summary>Who is half-way in this browser; null when nobody is, or it has been too long.</summary>
    public static async Task<HalfWay?> FindAsync(HttpContext http, UserManager<Account> users)
    {
        var kept = await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        if (kept.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id || await users.FindByIdAsync(id) is not { DisabledAt: null } account) return null;
        // Another password since then: begin again.
        if (kept.Principal.FindFirstValue("stamp") != account.SecurityStamp) return null;
        return new HalfWay(account, Item(RememberKey) is not null, Item(BackKey));

        string? Item(string name) => kept.Properties?.Items.TryGetValue(name, out var value) == true ? value : null;
    }

    /// <exception cref="SignInNeeded">Nobody is.</exception>
    public static async Task<HalfWay> EnsureAsync(HttpContext http, UserManager<Account> users) =>
        await FindAsync(http, users) ?? throw new SignInNeeded("sign_in_needed", "That took too long. Sign in again.");

    public static Task ForgetAsync(HttpContext http) => http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
}
