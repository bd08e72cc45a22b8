using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Marquee.Platform.Errors;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Backups;

/// <summary>Backups for their owner: on the page and for programs. Bringing one back is for the command line alone, where no server runs over it.</summary>
static class BackupDoors
{
    public const string Page = "/admin/backups";

    // Everybody's data and the keys leave the house: never by a token, and only after a fresh proof.
    static readonly AccessRule Taking = new(Audience.Owners, [], NeedsProof: true);

    public static void MapBackupForms(this IEndpointRouteBuilder app)
    {
        var forms = app.MapGroup(Page).WithOrder(-1).ExcludeFromDescription();
        forms.MapPost("/run", async ([FromForm] string? form, AskForBackup ask, HttpContext http, CancellationToken cancel) =>
        {
            await ask.HandleAsync(http, cancel);
            Notice.Say(http, "A backup is being made. Look again in a moment.");
            return SeeOther.To(Page, Page);
        }).OwnersOnly();
        forms.MapPost("/schedule", ([FromForm] string? every, [FromForm] int? hour, [FromForm] int? daily, [FromForm] int? weekly, [FromForm] int? monthly, BackupPlan plan, HttpContext http, CancellationToken cancel) =>
            PageAgain.OrAsync<BackupsPage>(http, async () =>
            {
                await plan.ChangeAsync(new Schedule(every ?? "", hour ?? -1, new KeepRule(daily ?? -1, weekly ?? -1, monthly ?? -1)), http, cancel);
                Notice.Say(http, "Saved.");
                return SeeOther.To(Page, Page);
            })).OwnersOnly();
        forms.MapPost("/{name}/download", ([FromForm] string? form, string name, AskForBackup ask, HttpContext http, CancellationToken cancel) => SendAsync(name, ask, http, cancel)).With(Taking);
    }

    public static void MapBackupRest(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/admin/backups").WithTags("Admin");
        api.MapGet("", (BackupShelf shelf) => Envelope.Of(shelf.All())).OwnersOnly().WithSummary("The backups there are, the newest first, with what trying them said");
        api.MapPost("", async (AskForBackup ask, HttpContext http, CancellationToken cancel) =>
        {
            await ask.HandleAsync(http, cancel);
            return TypedResults.Accepted("/api/v1/admin/backups", Envelope.Of(new { asked = true }));
        }).OwnersOnly().WithSummary("Make a backup now");
        api.MapGet("/schedule", async (BackupPlan plan, CancellationToken cancel) => Envelope.Of(await plan.ReadAsync(cancel))).OwnersOnly().WithSummary("When backups are made, and which are kept");
        api.MapPut("/schedule", async (Schedule body, BackupPlan plan, HttpContext http, CancellationToken cancel) =>
        {
            await plan.ChangeAsync(body with { Keep = body.Keep ?? new KeepRule() }, http, cancel);
            return Envelope.Of(await plan.ReadAsync(cancel));
        }).OwnersOnly().WithSummary("Say when backups are made, and which are kept").ProducesProblem(422);
        api.MapPost("/{name}/download", SendAsync).With(Taking)
            .WithSummary("Take a backup along: everybody’s data and the keys").Produces(200, contentType: "application/zip").ProducesProblem(403).ProducesProblem(404);
    }

    static async Task<IResult> SendAsync(string name, AskForBackup ask, HttpContext http, CancellationToken cancel)
    {
        var path = await ask.TakeAsync(name, http, cancel);
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(path, "application/zip", name);
    }
}

/// <summary>Asks for a backup now, and takes one along; both stand in the audit log.</summary>
sealed class AskForBackup(Database database, BackupClock bell, BackupShelf shelf, TimeProvider clock)
{
    public async Task HandleAsync(HttpContext http, CancellationToken cancel)
    {
        await database.WriteAsync(connection => connection.AuditAsync(new AuditEntry("backup.asked", Caller.Of(http).Account), http, clock.GetUtcNow(), cancel), cancel);
        bell.Ring();
    }

    /// <returns>Where it lies.</returns>
    /// <exception cref="NotFound">There is none of that name.</exception>
    public async Task<string> TakeAsync(string name, HttpContext http, CancellationToken cancel)
    {
        var backup = shelf.Find(name) ?? throw new NotFound("backup_not_found", "There is no such backup.");
        await database.WriteAsync(connection => connection.AuditAsync(new AuditEntry("backup.taken", Caller.Of(http).Account, backup.Name), http, clock.GetUtcNow(), cancel), cancel);
        return shelf.PathOf(backup.Name);
    }
}
