using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Marquee.Platform.Errors;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Profiles.Family;

/// <param name="Kind"><c>personal</c>, <c>kid</c> or <c>guest</c>.</param>
sealed record ProfileBody(ProfileId Id, string DisplayName, string Kind, string? CertificationCap, string? Avatar, bool IsCurrent);

sealed record SwitchBody(string? Pin);

/// <summary>Profiles of an account, for programs and for the page's forms.</summary>
static class FamilyDoors
{
    const string Page = "/profiles";

    public static void MapFamily(this IEndpointRouteBuilder app)
    {
        MapRest(app.MapGroup("/api/v1/profiles").WithTags("Profiles"));
        MapForms(app.MapGroup(Page).ExcludeFromDescription());
    }

    static void MapRest(RouteGroupBuilder api)
    {
        api.MapGet("", async (FindProfiles find, HttpContext http, CancellationToken cancel) =>
        {
            var caller = Caller.Of(http);
            return Envelope.Of((await find.OfAsync(caller.Account!.Value, cancel)).Select(face => Shape(face, caller)));
        }).MembersOnly(Scopes.Read).WithSummary("The profiles of the account");
        api.MapPost("", async (NewProfile body, MakeProfile make, HttpContext http, CancellationToken cancel) =>
        {
            var caller = Caller.Of(http);
            var face = await make.HandleAsync(caller.Account!.Value, body, http, cancel);
            return TypedResults.Created($"/api/v1/profiles/{face.Id}", Envelope.Of(Shape(face, caller)));
        }).GrownupsOnly(Scopes.Write).WithSummary("Make a profile: personal, or a kid’s with a cap and a PIN").ProducesProblem(409).ProducesProblem(422);
        api.MapPost("/{id}/switch", async (ProfileId id, SwitchBody body, SwitchProfile change, HttpContext http, CancellationToken cancel) =>
        {
            var face = await change.HandleAsync(id, body.Pin, http, cancel);
            return Envelope.Of(Shape(face, Caller.Of(http) with { Profile = face.Id }));
        }).MembersOnly().WithSummary("Act as another profile in this session").WithDescription("Leaving a kid’s profile takes its PIN.").ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        api.MapDelete("/{id}", async (ProfileId id, RemoveProfile remove, HttpContext http, CancellationToken cancel) =>
        {
            await remove.HandleAsync(Caller.Of(http).Account!.Value, id, http, cancel);
            return TypedResults.NoContent();
        }).WithProof().WithSummary("Remove a profile with everything of it").ProducesProblem(404).ProducesProblem(409);
    }

    static void MapForms(RouteGroupBuilder forms)
    {
        forms.MapPost("", ([FromForm(Name = "display_name")] string? name, [FromForm] string? kind, [FromForm(Name = "certification_cap")] string? cap, [FromForm] string? pin, MakeProfile make, HttpContext http, CancellationToken cancel) =>
            PageAgain.OrAsync<NewProfilePage>(http, async () =>
            {
                var face = await make.HandleAsync(Caller.Of(http).Account!.Value, new NewProfile(name, kind, cap, pin), http, cancel);
                Notice.Say(http, $"{face.DisplayName} has a profile.");
                return SeeOther.To(Page, Page);
            }, (nameof(NewProfilePage.Name), name), (nameof(NewProfilePage.Kind), kind))).WithOrder(-1).GrownupsOnly();
        forms.MapPost("/switch", ([FromForm] string? id, [FromForm] string? pin, SwitchProfile change, MakeProfile make, HttpContext http, CancellationToken cancel) =>
            PageAgain.OrAsync<ProfilesPage>(http, async () =>
            {
                var caller = Caller.Of(http);
                var target = id == "guest" && !caller.IsKid ? await make.GuestAsync(caller.Account!.Value, http, cancel)
                    : ProfileId.TryParse(id, null, out var known) ? known : throw new NotFound("profile_not_found", "There is no such profile in your account.");
                var face = await change.HandleAsync(target, pin, http, cancel);
                Notice.Say(http, $"Now watching: {face.DisplayName}.");
                return SeeOther.To("/", "/");
            }, (nameof(ProfilesPage.Leaving), id))).MembersOnly();
        forms.MapPost("/remove", async ([FromForm] string? id, RemoveProfile remove, HttpContext http, CancellationToken cancel) =>
        {
            await remove.HandleAsync(Caller.Of(http).Account!.Value, ProfileId.TryParse(id, null, out var known) ? known : default, http, cancel);
            Notice.Say(http, "That profile is gone, with everything of it.");
            return SeeOther.To(Page, Page);
        }).WithProof();
    }

    static ProfileBody Shape(Face face, Caller caller) =>
        new(face.Id, face.DisplayName, face.Kind, face.CertificationCap, face.Avatar is null ? null : $"/avatar/{face.Avatar}", face.Id == caller.Profile);
}
