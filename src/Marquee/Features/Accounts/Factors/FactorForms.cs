using Marquee.Features.Accounts.SigningIn;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Accounts.Factors;

/// <summary>The forms of the security page and of the page that asks for the second factor.</summary>
static class FactorForms
{
    public const string SecurityPath = "/settings/security", AppPath = SecurityPath + "/authenticator", SecondFactorPath = "/second-factor";

    public static void MapFactorForms(this IEndpointRouteBuilder app)
    {
        app.MapPost(SecondFactorPath, SecondAsync).WithOrder(-1).ForEveryone().ExcludeFromDescription();

        var security = app.MapGroup(SecurityPath).WithOrder(-1).WithProof().ExcludeFromDescription();
        security.MapPost("/authenticator/begin", ([FromForm] string? form, SecondFactor factor, UserManager<Account> users, HttpContext http) => PageAgain.OrAsync<SecurityPage>(http, async () =>
        {
            await factor.BeginAsync(await users.OfAsync(http));
            return SeeOther.To(AppPath, "/");
        }));
        security.MapPost("/authenticator", ([FromForm] string? code, SecondFactor factor, UserManager<Account> users, HttpContext http, CancellationToken cancel) =>
            PageAgain.OrAsync<AuthenticatorPage>(http, async () => Shown(http, await factor.ConfirmAsync(await users.OfAsync(http), code, http, cancel), "From now on a code is asked for after the password.")));
        security.MapPost("/passkeys-second", ([FromForm] string? form, SecondFactor factor, UserManager<Account> users, HttpContext http, CancellationToken cancel) =>
            PageAgain.OrAsync<SecurityPage>(http, async () => Shown(http, await factor.ForPasskeysAsync(await users.OfAsync(http), http, cancel), "From now on a passkey is asked for after the password.")));
        security.MapPost("/off", ([FromForm] string? form, SecondFactor factor, UserManager<Account> users, HttpContext http, CancellationToken cancel) => PageAgain.OrAsync<SecurityPage>(http, async () =>
        {
            await factor.TurnOffAsync(await users.OfAsync(http), http, cancel);
            Notice.Say(http, "The password alone signs in again.");
            return SeeOther.To(SecurityPath, "/");
        }));
        security.MapPost("/codes", ([FromForm] string? form, SecondFactor factor, UserManager<Account> users, HttpContext http, CancellationToken cancel) =>
            PageAgain.OrAsync<SecurityPage>(http, async () => Shown(http, await factor.NewCodesAsync(await users.OfAsync(http), http, cancel), "")));
    }

    /// <summary>The account that makes a request.</summary>
    public static async Task<Account> OfAsync(this UserManager<Account> users, HttpContext http) =>
        await users.FindByIdAsync(Caller.Of(http).Account!.Value.ToString()) ?? throw new Platform.Errors.NotFound("account_not_found", "There is no such account.");

    static Task<IResult> SecondAsync([FromForm] string? code, CheckCredentials check, UserManager<Account> users, HttpContext http, CancellationToken cancel) =>
        PageAgain.OrAsync<SecondFactorPage>(http, async () =>
        {
            var half = await HalfWay.EnsureAsync(http, users);
            await check.SecondAsync(half.Account, code, http, cancel);
            return await ThroughAsync(http, half);
        });

    /// <summary>Both proofs are there.</summary>
    public static async Task<IResult> ThroughAsync(HttpContext http, HalfWay half)
    {
        await HalfWay.ForgetAsync(http);
        await SignInForms.BeginAsync(http, half.Account.Id, half.Remember);
        return SeeOther.To(half.Back, otherwise: "/");
    }

    // Codes are shown by the answer itself, once, and stand at no address.
    static IResult Shown(HttpContext http, IReadOnlyList<string>? codes, string otherwise)
    {
        if (codes is null)
        {
            Notice.Say(http, otherwise);
            return SeeOther.To(SecurityPath, "/");
        }

        http.Response.Headers.CacheControl = "no-cache, no-store";
        return new Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult<PageDocument>(new Dictionary<string, object?>
        {
            [nameof(PageDocument.Page)] = typeof(RecoveryCodesPage),
            [nameof(PageDocument.Parameters)] = new Dictionary<string, object?> { [nameof(RecoveryCodesPage.Codes)] = codes },
        });
    }
}
