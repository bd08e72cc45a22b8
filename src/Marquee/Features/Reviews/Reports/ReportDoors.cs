using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Reviews.Reports;

/// <summary>Reports by page and by API, for admins and the owner.</summary>
static class ReportDoors
{
    const string Page = "/admin/reports";

    public static void AddReports(this IServiceCollection services) => services.AddSingleton<DecideReports>().AddSettingsPage(Page, "Reports", 175, Audience.Admins);

    public static void MapReports(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/admin/reports").AdminsOnly().WithTags("Admin");
        api.MapGet("", async (string? after, int? limit, DecideReports reports, CancellationToken cancel) =>
        {
            var (open, pagination) = await reports.OpenAsync(after, limit, cancel);
            return new Envelope<IReadOnlyList<ReportView>>(open, null, pagination);
        }).WithSummary("Reviews and comments that were reported and wait for a decision, the oldest first").ProducesProblem(422);
        api.MapPost("{id:long}", async (long id, DecisionRequest body, DecideReports reports, HttpContext http, CancellationToken cancel) =>
        {
            await reports.DecideAsync(id, body.Decision, http, cancel);
            return TypedResults.NoContent();
        }).WithSummary("Withhold what was reported, or keep it").ProducesProblem(404).ProducesProblem(422);

        app.MapPost(Page + "/{id:long}", async (long id, [FromForm] string? decision, DecideReports reports, HttpContext http, CancellationToken cancel) =>
        {
            await reports.DecideAsync(id, decision, http, cancel);
            Notice.Say(http, decision == "withhold" ? "Out of sight. Its author still sees it." : "It stays.");
            return Marquee.Platform.SeeOther.To(Page, otherwise: Page);
        }).AdminsOnly().ExcludeFromDescription();
    }
}
