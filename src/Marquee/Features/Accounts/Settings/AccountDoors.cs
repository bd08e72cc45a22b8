using Marquee.Features.Accounts.Passwords;
using Marquee.Features.Accounts.Registering;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Accounts.Settings;

/// <summary>The account's own e-mail address and password, for programs and for the page's forms.</summary>
static class AccountDoors
{
    const string Page = "/settings/account";

    public static void MapAccountSettings(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/me").WithTags("Accounts").WithProof();
        api.MapPut("password", async (PasswordBody body, ChangePassword change, HttpContext http, CancellationToken cancel) =>
        {
            await change.HandleAsync(body.Password, http, cancel);
            return TypedResults.NoContent();
        }).ChecksPasswords().WithSummary("A new password; every other session ends").ProducesProblem(403).ProducesProblem(422);
        api.MapPut("email", async (EmailBody body, ChangeEmail change, HttpContext http, CancellationToken cancel) =>
            Envelope.Of(new { changed = await change.AskAsync(body.Email, http, cancel) }))
            .WithSummary("A new e-mail address").WithDescription("Where e-mail is carried it holds once the link that was sent there is opened.").ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);

        var forms = app.MapGroup(Page).WithProof().ExcludeFromDescription();
        forms.MapPost("/password", ([FromForm] string? password, ChangePassword change, HttpContext http, CancellationToken cancel) => PageAgain.OrAsync<AccountPage>(http, async () =>
        {
            await change.HandleAsync(password, http, cancel);
            Notice.Say(http, "The new password holds. Every other device was signed out.");
            return SeeOther.To(Page, Page);
        }));
        forms.MapPost("/email", ([FromForm] string? email, ChangeEmail change, HttpContext http, CancellationToken cancel) => PageAgain.OrAsync<AccountPage>(http, async () =>
        {
            Notice.Say(http, await change.AskAsync(email, http, cancel) ? "The new address holds." : "Open the link that we sent to the new address.");
            return SeeOther.To(Page, Page);
        }, (nameof(AccountPage.NewEmail), email)));
    }
}

sealed record PasswordBody(string? Password);

sealed record EmailBody(string? Email);
