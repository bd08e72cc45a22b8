using Marquee.Features.Accounts;
using Marquee.Features.Accounts.Factors;
using Marquee.Features.Profiles.Settings;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Profiles.Leaving;

/// <summary>Taking one's data along, and leaving.</summary>
static class LeavingDoors
{
    const string Page = "/settings/data";

    sealed record LeaveBody(string? Email);

    public static void MapLeaving(this IEndpointRouteBuilder app)
    {
        MapRest(app.MapGroup("/api/v1/me").WithTags("Accounts"));
        MapForms(app.MapGroup(Page).WithOrder(-1).ExcludeFromDescription());
    }

    static void MapRest(RouteGroupBuilder api)
    {
        api.MapGet("/exports", async (AskForExport exports, HttpContext http, CancellationToken cancel) => Envelope.Of(await exports.LatestAsync(Caller.Of(http).Account!.Value, cancel)))
            .GrownupsOnly().WithSummary("The latest packages of everything about the account");
        api.MapPost("/exports", async (AskForExport exports, HttpContext http, CancellationToken cancel) =>
                TypedResults.Accepted("/api/v1/me/exports", Envelope.Of(await exports.HandleAsync(Caller.Of(http).Account!.Value, http, cancel))))
            .WithProof().WithSummary("Ask for a package of everything about the account").ProducesProblem(409);
        api.MapPost("/exports/{id:long}/download", async (long id, AskForExport exports, HttpContext http, CancellationToken cancel) => File(await exports.TakeAsync(Caller.Of(http).Account!.Value, id, http, cancel)))
            .WithProof().WithSummary("Take a package: once, within a day").Produces(200, contentType: "application/zip").ProducesProblem(404);
        api.MapPost("/leave", async (LeaveBody body, LeaveForGood leave, UserManager<Account> users, HttpContext http, CancellationToken cancel) =>
                Envelope.Of(new { delete_after = await leave.AskAsync(await users.OfAsync(http), body.Email, http, cancel) }))
            .WithProof().WithSummary("Delete the account in seven days").ProducesProblem(409).ProducesProblem(422);
        api.MapPost("/stay", async (LeaveForGood leave, HttpContext http, CancellationToken cancel) =>
        {
            await leave.StayAsync(Caller.Of(http).Account!.Value, http, cancel);
            return TypedResults.NoContent();
        }).GrownupsOnly().WithSummary("Do not delete the account after all");
    }

    static void MapForms(RouteGroupBuilder forms)
    {
        forms.MapPost("/export", ([FromForm] string? form, AskForExport exports, HttpContext http, CancellationToken cancel) => PageAgain.OrAsync<DataPage>(http, async () =>
        {
            await exports.HandleAsync(Caller.Of(http).Account!.Value, http, cancel);
            Notice.Say(http, "Your package is being made. Look again in a moment.");
            return SeeOther.To(Page, Page);
        })).WithProof();
        forms.MapPost("/export/{id:long}", async (long id, [FromForm] string? form, AskForExport exports, HttpContext http, CancellationToken cancel) =>
            File(await exports.TakeAsync(Caller.Of(http).Account!.Value, id, http, cancel))).WithProof();
        forms.MapPost("/switches", async ([FromForm(Name = "learn_from")] bool? learn, [FromForm] bool? analytics, EditProfile edit, HttpContext http, CancellationToken cancel) =>
        {
            var caller = Caller.Of(http);
            await edit.SetSwitchesAsync(caller.Account!.Value, caller.Profile!.Value, learn ?? false, analytics ?? false, cancel);
            Notice.Say(http, "Saved.");
            return SeeOther.To(Page, Page);
        }).GrownupsOnly();
        forms.MapPost("/delete", ([FromForm] string? email, LeaveForGood leave, UserManager<Account> users, HttpContext http, CancellationToken cancel) => PageAgain.OrAsync<DataPage>(http, async () =>
        {
            await leave.AskAsync(await users.OfAsync(http), email, http, cancel);
            Notice.Say(http, "Your account will be deleted in seven days.");
            return SeeOther.To(Page, Page);
        })).WithProof();
        forms.MapPost("/keep", async ([FromForm] string? form, LeaveForGood leave, HttpContext http, CancellationToken cancel) =>
        {
            await leave.StayAsync(Caller.Of(http).Account!.Value, http, cancel);
            Notice.Say(http, "Good. Nothing will be deleted.");
            return SeeOther.To(Page, Page);
        }).GrownupsOnly();
    }

    static IResult File(byte[] body) => Results.File(body, "application/zip", "marquee-account.zip");
}
