using Marquee.Data;
using Marquee.Features.Accounts.Registering;
using Marquee.Features.Accounts.Sessions;
using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Marquee.Platform.Errors;

namespace Marquee.Features.Accounts.Admin;

/// <summary>Users, invitations and registration for programs. What changes who may do what asks for proof, which no personal token can give.</summary>
static class AdminRest
{
    public static void MapAdminRest(this IEndpointRouteBuilder app)
    {
        MapUsers(app.MapGroup("/api/v1/admin/users").WithTags("Admin").AdminsOnly());
        MapInvitations(app.MapGroup("/api/v1/admin/invitations").WithTags("Admin").AdminsOnly());
        var registration = app.MapGroup("/api/v1/admin/registration").WithTags("Admin").AdminsOnly();
        registration.MapGet("", async (RegistrationPolicy policy, CancellationToken cancel) => Envelope.Of(new RegistrationMode(await policy.FindAsync(cancel))))
            .WithSummary("Who may register: open, invited or closed");
        registration.MapPut("", async (RegistrationMode body, RegistrationPolicy policy, HttpContext http, CancellationToken cancel) =>
        {
            await policy.SetAsync(body.Mode, http, cancel);
            return Envelope.Of(new RegistrationMode(await policy.FindAsync(cancel)));
        }).OwnersWithProof().WithSummary("Choose who may register").ProducesProblem(403).ProducesProblem(422);
    }

    static void MapUsers(RouteGroupBuilder api)
    {
        api.MapGet("", async (string? q, string? role, string? state, string? after, int? limit, FindAccounts find, CancellationToken cancel) =>
        {
            var (accounts, pagination) = await find.PageAsync(q, role, state, after, limit, cancel);
            return new Envelope<IReadOnlyList<AccountView>>(accounts, null, pagination);
        }).WithSummary("Accounts, the newest first, by a part of an address or of a profile’s name").ProducesProblem(422);
        api.MapGet("{id}", async (AccountId id, FindAccounts find, CancellationToken cancel) => Envelope.Of(await find.OneAsync(id, cancel))).WithSummary("One account").ProducesProblem(404);
        api.MapPut("{id}/role", async (AccountId id, RoleBody body, ChangeAccount change, FindAccounts find, HttpContext http, CancellationToken cancel) =>
        {
            await change.RoleAsync(id, body.Role, http, cancel);
            return Envelope.Of(await find.OneAsync(id, cancel));
        }).OwnersWithProof().WithSummary("Give a role; 'owner' hands the server over").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        api.MapPut("{id}/disabled", async (AccountId id, DisabledBody body, ChangeAccount change, FindAccounts find, HttpContext http, CancellationToken cancel) =>
        {
            await change.DisableAsync(id, body.Disabled ?? throw new Invalid("disabled_missing", "Say true or false.", "disabled"), http, cancel);
            return Envelope.Of(await find.OneAsync(id, cancel));
        }).AdminsWithProof().WithSummary("Shut an account out, or let it in again").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        api.MapGet("{id}/sessions", async (AccountId id, FindAccounts find, ListSessions list, HttpContext http, CancellationToken cancel) =>
            Envelope.Of(await list.HandleAsync((await find.OneAsync(id, cancel)).Id, Caller.Of(http).Session, cancel))).WithSummary("Where an account is signed in").ProducesProblem(404);
        api.MapDelete("{id}/sessions", async (AccountId id, ChangeAccount change, HttpContext http, CancellationToken cancel) =>
            Envelope.Of(new { ended = await change.EndSessionsAsync(id, http, cancel) })).WithSummary("End all its sessions").ProducesProblem(403).ProducesProblem(404);
        api.MapDelete("{id}/sessions/{session}", async (AccountId id, SessionId session, ChangeAccount change, HttpContext http, CancellationToken cancel) =>
        {
            await change.EndSessionAsync(id, session, http, cancel);
            return TypedResults.NoContent();
        }).WithSummary("End one of its sessions").ProducesProblem(403).ProducesProblem(404);
    }

    static void MapInvitations(RouteGroupBuilder api)
    {
        api.MapGet("", async (long? before, MakeInvitation invitations, CancellationToken cancel) => Envelope.Of(await invitations.ListAsync(before, cancel)))
            .WithSummary("Invitations, the newest first, without their links");
        api.MapPost("", async (InvitationRequest body, MakeInvitation invitations, HttpContext http, CancellationToken cancel) =>
        {
            var made = await invitations.HandleAsync(body, http, cancel);
            return TypedResults.Created($"/api/v1/admin/invitations/{made.Id}", Envelope.Of(made, "Keep the link now: it is not shown again."));
        }).AdminsWithProof().WithSummary("Invite somebody; the link is in this answer and nowhere else").ProducesProblem(403).ProducesProblem(422);
        api.MapDelete("{id:long}", async (long id, MakeInvitation invitations, HttpContext http, CancellationToken cancel) =>
        {
            await invitations.RevokeAsync(id, http, cancel);
            return TypedResults.NoContent();
        }).WithSummary("Take an invitation back").ProducesProblem(404);
    }
}

/// <param name="Mode">open, invited or closed.</param>
sealed record RegistrationMode(string? Mode);

/// <param name="Role">owner, admin or member.</param>
sealed record RoleBody(string? Role);

sealed record DisabledBody(bool? Disabled);
