using Marquee.Data;
using Marquee.Features.Accounts.Factors;
using Marquee.Features.Accounts.Sessions;
using Marquee.Features.Accounts.SigningIn;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Accounts.Passkeys;

/// <summary>Signing in with a passkey, adding and removing them. The address that ends in <c>options</c> gives the script what to ask the device; the form takes its answer.</summary>
static class PasskeyForms
{
    const int LongestName = 60;

    public static void MapPasskeyForms(this IEndpointRouteBuilder app)
    {
        Post("/sign-in/passkey/options", async ([FromForm] string? form, PasskeyCeremony ceremony, HttpContext http) => Json(await ceremony.AskAsync(null, http))).ForEveryone();
        Post("/sign-in/passkey", ([FromForm] string? credential, [FromForm] string? back, PasskeyCeremony ceremony, HttpContext http, CancellationToken cancel) =>
            PageAgain.OrAsync<SignInPage>(http, async () =>
            {
                var account = await ceremony.UseAsync(credential, null, http, cancel);
                await SignInForms.BeginAsync(http, account.Id, remember: true);
                return SeeOther.To(back, otherwise: "/");
            }, (nameof(SignInPage.Back), back))).ForEveryone();

        Post("/second-factor/passkey/options", async ([FromForm] string? form, PasskeyCeremony ceremony, UserManager<Account> users, HttpContext http) =>
            Json(await ceremony.AskAsync((await HalfWay.EnsureAsync(http, users)).Account, http))).ForEveryone();
        Post("/second-factor/passkey", ([FromForm] string? credential, PasskeyCeremony ceremony, UserManager<Account> users, HttpContext http, CancellationToken cancel) =>
            PageAgain.OrAsync<SecondFactorPage>(http, async () =>
            {
                var half = await HalfWay.EnsureAsync(http, users);
                await ceremony.UseAsync(credential, half.Account, http, cancel);
                return await FactorForms.ThroughAsync(http, half);
            })).ForEveryone();

        Post("/prove/passkey/options", async ([FromForm] string? form, PasskeyCeremony ceremony, UserManager<Account> users, HttpContext http) =>
            Json(await ceremony.AskAsync(await users.OfAsync(http), http))).GrownupsOnly();
        Post("/prove/passkey", ProveAsync).GrownupsOnly();

        Post("/settings/security/passkeys/options", async ([FromForm] string? form, PasskeyCeremony ceremony, UserManager<Account> users, HttpContext http) =>
            Json(await ceremony.AskForNewAsync(await users.OfAsync(http), http))).WithProof();
        Post("/settings/security/passkeys", AddAsync).WithProof();
        Post("/settings/security/passkeys/remove", RemoveAsync).WithProof();

        RouteHandlerBuilder Post(string path, Delegate handler) => app.MapPost(path, handler).WithOrder(-1).ExcludeFromDescription();
    }

    static IResult Json(string json) => Results.Text(json, "application/json");

    static async Task<IResult> ProveAsync(
        [FromForm] string? credential, [FromForm] string? back, PasskeyCeremony ceremony, UserManager<Account> users, ProveIdentity prove, HttpContext http, CancellationToken cancel)
    {
        var account = await users.OfAsync(http);
        await ceremony.UseAsync(credential, account, http, cancel);
        if (Caller.Of(http).Session is { } session) await prove.MarkAsync(session, account.Id, cancel);
        return SeeOther.To(back, otherwise: FactorForms.SecurityPath);
    }

    static Task<IResult> AddAsync(
        [FromForm] string? credential, [FromForm] string? name, PasskeyCeremony ceremony, UserManager<Account> users, Database database, TimeProvider clock, HttpContext http, CancellationToken cancel) =>
        PageAgain.OrAsync<SecurityPage>(http, async () =>
        {
            var account = await users.OfAsync(http);
            var passkey = await ceremony.NewAsync(account, credential, http, cancel);
            passkey.Name = string.IsNullOrWhiteSpace(name) ? DeviceName.Of(http) : name.Trim() is { Length: <= LongestName } text && !text.Any(char.IsControl) ? text
                : throw new Invalid("name_invalid", $"A name has 1 to {LongestName} letters.", "name");
            await users.AddOrUpdatePasskeyAsync(account, passkey);
            await database.WriteAsync(connection => connection.AuditAsync(new AuditEntry("passkey.added", account.Id, passkey.Name), http, clock.GetUtcNow(), cancel), cancel);
            Notice.Say(http, "The passkey signs you in from now on.");
            return SeeOther.To(FactorForms.SecurityPath, "/");
        });

    static Task<IResult> RemoveAsync([FromForm] string? id, UserManager<Account> users, WaysIn ways, Database database, TimeProvider clock, HttpContext http, CancellationToken cancel) =>
        PageAgain.OrAsync<SecurityPage>(http, async () =>
        {
            var account = await users.OfAsync(http);
            var passkeys = await users.GetPasskeysAsync(account);
            if (passkeys.FirstOrDefault(passkey => IdOf(passkey) == id) is not { } passkey)
                throw new NotFound("passkey_not_found", "There is no such passkey.");
            if (passkeys.Count == 1 && account is { TwoFactor: true, AuthenticatorKey: null })
                throw new Conflict("last_second_factor", "This passkey is the second factor. Turn the second factor off first, or set up an authenticator app.");
            if (await ways.CountAsync(account) == 1)
                throw new Conflict("last_way_in", "This is the only way into the account. Set a password first, or add another passkey.");
            await users.RemovePasskeyAsync(account, passkey.CredentialId);
            await database.WriteAsync(connection => connection.AuditAsync(new AuditEntry("passkey.removed", account.Id, passkey.Name), http, clock.GetUtcNow(), cancel), cancel);
            Notice.Say(http, "That passkey does not sign in any more.");
            return SeeOther.To(FactorForms.SecurityPath, "/");
        });

    /// <summary>A passkey as a form names it.</summary>
    public static string IdOf(UserPasskeyInfo passkey) => System.Buffers.Text.Base64Url.EncodeToString(passkey.CredentialId);
}
