using System.Security.Claims;
using Marquee.Data;
using Marquee.Features.Accounts.Factors;
using Marquee.Features.Accounts.Passwords;
using Marquee.Features.Accounts.Registering;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Accounts.SigningIn;

/// <summary>The forms of the pages before one is signed in. Each posts to its page's own address and works without script.</summary>
static class SignInForms
{
    public static void MapSignInForms(this IEndpointRouteBuilder app)
    {
        // The pages of the same addresses take what these leave.
        Post("/sign-in", SignInAsync).ChecksPasswords();
        Post("/register", RegisterAsync).ChecksPasswords();
        Post("/forgot", ForgotAsync).ChecksPasswords();
        Post("/reset", ResetAsync).ChecksPasswords();
        Post("/verify", VerifyAsync);
        Post("/sign-out", async (HttpContext http) =>
        {
            await http.SignOutAsync(IdentityConstants.ApplicationScheme);
            Notice.Say(http, "You are signed out.");
            return SeeOther.To("/", "/");
        });

        RouteHandlerBuilder Post(string path, Delegate handler) => app.MapPost(path, handler).WithOrder(-1).ForEveryone().ExcludeFromDescription();
    }

    /// <summary>Begins a browser's session.</summary>
    public static Task BeginAsync(HttpContext http, AccountId account, bool remember) => http.SignInAsync(
        IdentityConstants.ApplicationScheme,
        new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, account.ToString())], IdentityConstants.ApplicationScheme)),
        new AuthenticationProperties { IsPersistent = remember });

    static Task<IResult> SignInAsync(
        [FromForm] string? email, [FromForm] string? password, [FromForm] bool? remember, [FromForm] string? back,
        CheckCredentials check, UserManager<Account> users, HttpContext http, CancellationToken cancel) => PageAgain.OrAsync<SignInPage>(http, async () =>
        {
            try
            {
                var account = await check.HandleAsync(email, password, null, http, cancel);
                await BeginAsync(http, account.Id, remember ?? false);
                return SeeOther.To(back, otherwise: "/");
            }
            // The password was right: the next page asks for the rest.
            catch (SignInNeeded needed) when (needed.Code == "second_factor_needed")
            {
                await HalfWay.KeepAsync(http, (await users.FindByEmailAsync(email!.Trim()))!, remember ?? false, back);
                return SeeOther.To(FactorForms.SecondFactorPath, "/");
            }
        }, (nameof(SignInPage.Email), email), (nameof(SignInPage.Back), back));

    static Task<IResult> RegisterAsync(
        [FromForm] string? email, [FromForm] string? password, [FromForm(Name = "display_name")] string? name, [FromForm] string? invitation,
        RegisterAccount register, HttpContext http, CancellationToken cancel) => PageAgain.OrAsync<RegisterPage>(http, async () =>
        {
            var registered = await register.HandleAsync(new Registration(email, password, name, invitation), http, cancel);
            if (registered.Account is not { } account || registered.MustVerify)
            {
                Notice.Say(http, "We sent you an e-mail. Open its link, then sign in.");
                return SeeOther.To(AccessGate.SignInPath, "/");
            }

            await BeginAsync(http, account.Id, remember: true);
            return SeeOther.To("/", "/");
        }, (nameof(RegisterPage.Email), email), (nameof(RegisterPage.DisplayName), name), (nameof(RegisterPage.Invitation), invitation));

    static Task<IResult> ForgotAsync([FromForm] string? email, ResetPassword reset, HttpContext http, CancellationToken cancel) => PageAgain.OrAsync<ForgotPage>(http, async () =>
    {
        await reset.AskAsync(email, http, cancel);
        Notice.Say(http, "If there is an account with that address, a link is on its way.");
        return SeeOther.To(AccessGate.SignInPath, "/");
    }, (nameof(ForgotPage.Email), email));

    static Task<IResult> ResetAsync(
        [FromForm] string? account, [FromForm] string? token, [FromForm] string? password, ResetPassword reset, HttpContext http, CancellationToken cancel) =>
        PageAgain.OrAsync<ResetPage>(http, async () =>
        {
            await reset.HandleAsync(account, token, password, http, cancel);
            Notice.Say(http, "The new password holds. Every device was signed out.");
            return SeeOther.To(AccessGate.SignInPath, "/");
        }, (nameof(ResetPage.Account), account), (nameof(ResetPage.Token), token));

    static Task<IResult> VerifyAsync(
        [FromForm] string? account, [FromForm] string? token, [FromForm] string? email, VerifyEmail verify, ChangeEmail change, HttpContext http, CancellationToken cancel) =>
        PageAgain.OrAsync<VerifyPage>(http, async () =>
        {
            if (string.IsNullOrEmpty(email)) await verify.HandleAsync(account, token, http, cancel);
            else await change.ConfirmAsync(account, email, token, http, cancel);
            Notice.Say(http, "Your address is confirmed.");
            return SeeOther.To(Caller.Of(http).Account is null ? AccessGate.SignInPath : "/", "/");
        }, (nameof(VerifyPage.Account), account), (nameof(VerifyPage.Token), token), (nameof(VerifyPage.Email), email));
}
