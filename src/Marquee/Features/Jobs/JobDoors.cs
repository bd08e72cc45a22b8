using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Marquee.Platform.Doctor;
using Marquee.Platform.Errors;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Jobs;

/// <summary>What is done by the clock, for whoever looks after the server: as pages, as data, and as it happens.</summary>
static class JobDoors
{
    const string Page = "/admin/jobs";

    static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    public static IServiceCollection AddJobPages(this IServiceCollection services) => services
        .AddSingleton<ReadJobs>().AddSingleton<ChangeJob>().AddSingleton<IExamination, JobsExamination>().AddSettingsPage(Page, "Jobs", 170, Audience.Admins);

    public static void MapJobs(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/admin/jobs").WithTags("Admin").AdminsOnly();
        api.MapGet("", async (ReadJobs read, CancellationToken cancel) => Envelope.Of(await read.AllAsync(cancel)))
            .WithName("getJobs").WithSummary("Every job by the clock with its last runs and how far the one at work is");
        api.MapGet("/{kind}", async (string kind, long? before, int? limit, ReadJobs read, CancellationToken cancel) => Envelope.Of(await read.OneAsync(kind, before, limit ?? 50, cancel)))
            .WithName("getJob").WithSummary("A job with its history, the latest run first; before takes the id that the page before ended with").ProducesProblem(404).ProducesProblem(422);
        api.MapPost("/{kind}/run", async (string kind, ChangeJob change, HttpContext http, CancellationToken cancel) =>
            TypedResults.Accepted($"/api/v1/admin/jobs/{kind}", Envelope.Of(new { RunId = await change.RunAsync(kind, http, cancel) })))
            .WithName("runJob").WithSummary("Run a job now; one node does it within seconds").ProducesProblem(404).ProducesProblem(409);
        api.MapPost("/{kind}/pause", (string kind, ChangeJob change, ReadJobs read, HttpContext http, CancellationToken cancel) => PauseAsync(kind, pause: true, change, read, http, cancel))
            .WithName("pauseJob").WithSummary("Keep a job from being done by the clock").ProducesProblem(404);
        api.MapPost("/{kind}/resume", (string kind, ChangeJob change, ReadJobs read, HttpContext http, CancellationToken cancel) => PauseAsync(kind, pause: false, change, read, http, cancel))
            .WithName("resumeJob").WithSummary("Let a paused job go on").ProducesProblem(404);

        var pages = app.MapGroup(Page).AdminsOnly().ExcludeFromDescription();
        pages.MapGet("/live", (string? seen, ReadJobs read, TimeProvider clock, CancellationToken cancel) => TypedResults.ServerSentEvents(WatchAsync(seen, read, clock, cancel)));
        pages.MapPost("/{kind}", async (string kind, [FromForm] string? act, [FromForm] string? back, ChangeJob change, HttpContext http, CancellationToken cancel) =>
        {
            Notice.Say(http, await ActAsync(kind, act, change, http, cancel));
            return SeeOther.To(back, Page);
        });
    }

    static async Task<Envelope<JobView>> PauseAsync(string kind, bool pause, ChangeJob change, ReadJobs read, HttpContext http, CancellationToken cancel)
    {
        await change.PauseAsync(kind, pause, http, cancel);
        return Envelope.Of(await read.OneAsync(kind, null, 1, cancel));
    }

    static async Task<string> ActAsync(string kind, string? act, ChangeJob change, HttpContext http, CancellationToken cancel)
    {
        switch (act)
        {
            case "run":
                try
                {
                    await change.RunAsync(kind, http, cancel);
                    return "It begins in a moment.";
                }
                catch (Conflict running)
                {
                    return running.Message;
                }

            case "pause" or "resume":
                await change.PauseAsync(kind, act == "pause", http, cancel);
                return act == "pause" ? "Paused: its clock rings in vain." : "It goes on by its clock.";
            default:
                throw new Invalid("act_invalid", "A job can be run, paused and resumed.", "act");
        }
    }

    /// <summary>A word each time anything about the jobs is different from what was seen, on whichever node it happened.</summary>
    /// <param name="seen">The state that the page shows: what happened before it listened is told too.</param>
    static async IAsyncEnumerable<SseItem<string>> WatchAsync(string? seen, ReadJobs read, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancel)
    {
        var state = seen ?? await read.StateAsync(cancel);
        yield return new SseItem<string>(state, "hello");
        using var timer = new PeriodicTimer(Glance, clock);
        do
        {
            if (await read.StateAsync(cancel) is var now && now != state)
                yield return new SseItem<string>(state = now);
        }
        while (await timer.WaitForNextTickAsync(cancel));
    }

    /// <summary>Where a page that shows this state hears of the next.</summary>
    public static string Live(string state) => $"{Page}/live?seen={Uri.EscapeDataString(state)}";
}
