using Marquee.Data;
using Marquee.Platform.Access;
using Marquee.Platform.Api;

namespace Marquee.Features.Accounts.AuditLog;

/// <summary>The audit log for programs.</summary>
static class AuditDoors
{
    public static void MapAudit(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/me/audit", async (string? kind, long? before, int? limit, ReadAudit read, HttpContext http, CancellationToken cancel) =>
            Envelope.Of(await read.HandleAsync(Caller.Of(http).Account!.Value, kind, before, limit ?? 50, cancel)))
            .GrownupsOnly().WithTags("Accounts").WithSummary("What happened to your account, the latest first").ProducesProblem(422);
        app.MapGet("/api/v1/admin/audit", async (AccountId? account, string? kind, long? before, int? limit, ReadAudit read, CancellationToken cancel) =>
            Envelope.Of(await read.HandleAsync(account, kind, before, limit ?? 50, cancel)))
            .OwnersOnly().WithTags("Admin").WithSummary("What happened to every account, or to one").ProducesProblem(422);
    }
}
