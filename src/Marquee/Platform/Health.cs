using Marquee.Platform.Access;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Marquee.Platform;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: catalogue and models are loaded and the database answers.</summary>
static class Health
{
    public static void AddHealth(this IServiceCollection services) => services
        .AddHealthChecks()
        .AddCheck<ReadinessCheck>("ready", tags: ["ready"]);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).ForEveryone();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready"), ResponseWriter = WriteAsync }).ForEveryone();
    }

    static Task WriteAsync(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString().ToLowerInvariant(),
        checks = report.Entries.ToDictionary(e => e.Key, e => new { status = e.Value.Status.ToString().ToLowerInvariant(), detail = e.Value.Description }),
    });
}

sealed class ReadinessCheck(Readiness readiness) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(readiness.IsReady
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy(readiness.WhenReady.IsFaulted
                ? "Getting ready failed; the log says why."
                : readiness.Steps.LastOrDefault() is { } step ? $"{step.Name}: {step.Share:P0}" : "Starting"));
}
