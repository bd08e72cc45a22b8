using Marquee.Ui.Components;

namespace Marquee.Features.Jobs;

/// <summary>When a job is done, in a line.</summary>
static class JobLine
{
    public static string Of(JobView job) => char.ToUpperInvariant(job.When[0]) + job.When[1..] + (job.IsPaused ? "; paused." : job.NextAt is { } next ? $"; next on {Ago.Moment(next)}." : ".");
}
