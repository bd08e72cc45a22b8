using Marquee.Data;
using Marquee.Features.Accounts.Registering;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Accounts.Admin;

/// <summary>The forms of the owner's and admins' pages: each does what the REST line does, says so, and leads back.</summary>
static class AdminForms
{
    public const string Users = "/admin/users", Invitations = "/admin/invitations";

    public static void MapAdminForms(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup(Users).AdminsOnly().ExcludeFromDescription();
        users.MapPost("/{id}/role", (AccountId id, [FromForm] string? role, ChangeAccount change, HttpContext http, CancellationToken cancel) => AgainAsync(id, http, async () =>
        {
            await change.RoleAsync(id, role, http, cancel);
            return role == Roles.Owner ? "Handed over. You are an admin now." : $"From now on: {role}.";
        })).OwnersWithProof();
        users.MapPost("/{id}/disable", (AccountId id, ChangeAccount change, HttpContext http, CancellationToken cancel) => AgainAsync(id, http, async () =>
        {
            await change.DisableAsync(id, disabled: true, http, cancel);
            return "Shut out. Every device was signed out.";
        })).AdminsWithProof();
        users.MapPost("/{id}/enable", (AccountId id, ChangeAccount change, HttpContext http, CancellationToken cancel) => AgainAsync(id, http, async () =>
        {
            await change.DisableAsync(id, disabled: false, http, cancel);
            return "They can sign in again.";
        })).AdminsWithProof();
        users.MapPost("/{id}/sessions/end", (AccountId id, ChangeAccount change, HttpContext http, CancellationToken cancel) => AgainAsync(id, http, async () =>
            await change.EndSessionsAsync(id, http, cancel) == 0 ? "There was no session to end." : "Signed out everywhere."));
        users.MapPost("/{id}/sessions/{session}/end", (AccountId id, SessionId session, ChangeAccount change, HttpContext http, CancellationToken cancel) => AgainAsync(id, http, async () =>
        {
            await change.EndSessionAsync(id, session, http, cancel);
            return "That device is signed out.";
        }));

        var invitations = app.MapGroup(Invitations).AdminsOnly().ExcludeFromDescription();
        invitations.MapPost("", InviteAsync).WithOrder(-1).AdminsWithProof();
        invitations.MapPost("/{id:long}/revoke", (long id, MakeInvitation make, HttpContext http, CancellationToken cancel) => PageAgain.OrAsync<InvitationsPage>(http, async () =>
        {
            await make.RevokeAsync(id, http, cancel);
            Notice.Say(http, "Taken back: its link is not good any more.");
            return SeeOther.To(Invitations, Invitations);
        }));
        invitations.MapPost("/registration", ([FromForm] string? mode, RegistrationPolicy policy, HttpContext http, CancellationToken cancel) => PageAgain.OrAsync<InvitationsPage>(http, async () =>
        {
            await policy.SetAsync(mode, http, cancel);
            Notice.Say(http, mode switch { RegistrationPolicy.Open => "Everybody may register.", RegistrationPolicy.Invited => "Whoever is invited may register.", _ => "Nobody may register." });
            return SeeOther.To(Invitations, Invitations);
        })).OwnersWithProof();
    }

    static Task<IResult> AgainAsync(AccountId id, HttpContext http, Func<Task<string>> work) => PageAgain.OrAsync<UserPage>(http, async () =>
    {
        Notice.Say(http, await work());
        return SeeOther.To($"{Users}/{id}", Users);
    }, (nameof(UserPage.Id), id.ToString()));

    // Answered at once and not after a redirect: the link is on this page and kept nowhere.
    static Task<IResult> InviteAsync([FromForm] string? email, [FromForm] string? role, [FromForm] int? days, MakeInvitation make, HttpContext http, CancellationToken cancel) =>
        PageAgain.OrAsync<InvitationsPage>(http, async () =>
        {
            var made = await make.HandleAsync(new InvitationRequest(email, role, days), http, cancel);
            http.Response.Headers.CacheControl = "no-cache, no-store";
            return new RazorComponentResult<PageDocument>(new Dictionary<string, object?>
            {
                [nameof(PageDocument.Page)] = typeof(InvitationsPage),
                [nameof(PageDocument.Parameters)] = new Dictionary<string, object?> { [nameof(InvitationsPage.Made)] = made },
            });
        }, (nameof(InvitationsPage.Email), email));
}
