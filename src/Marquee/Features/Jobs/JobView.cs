using System.Text.Json;
using Marquee.Platform.Jobs;

namespace Marquee.Features.Jobs;

/// <summary>A job as whoever looks after the server sees it.</summary>
/// <param name="Kind">Its stable key: <c>train-models</c>.</param>
/// <param name="Words">What it does.</param>
/// <param name="Schedule">Its cron expression, with seconds.</param>
/// <param name="When">The same in words.</param>
/// <param name="NextAt">When its clock rings next, paused or not.</param>
/// <param name="Runs">The latest first; one that waits or is at work is the first.</param>
public sealed record JobView(string Kind, string Words, string Schedule, string When, DateTimeOffset? NextAt, bool IsPaused, IReadOnlyList<JobRun> Runs);

/// <summary>One run of a job.</summary>
/// <param name="Slot">The time it was due, or when it was asked for.</param>
/// <param name="Status">waiting, running, silent (its node has given no sign of life for minutes), done or failed.</param>
/// <param name="AskedBy">Who pressed "run now"; null: the clock.</param>
/// <param name="Attempts">How often it was begun: a node that dies leaves its run to another.</param>
/// <param name="Result">What it did, in numbers.</param>
public sealed record JobRun(
    long Id, string Kind, string? Slot, string Status, int Attempts, string? Node, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, bool ByHand, string? AskedBy,
    JobStep? Progress, JsonElement? Result, string? Error)
{
    public bool IsOpen => Status is "waiting" or "running" or "silent";

    /// <summary>How long it took; null while it has not ended.</summary>
    public double? Seconds => FinishedAt is { } end && StartedAt is { } start ? Math.Round((end - start).TotalSeconds, 1) : null;
}
