namespace Marquee.Platform.Jobs;

/// <summary>
/// Something that is done by the clock, such as training at night. It must be safe to run twice: a node that dies in the middle leaves its work to another, which begins anew.
/// </summary>
public interface IScheduledJob
{
    /// <summary>The stable key in the table of jobs, such as <c>train-models</c>.</summary>
    string Kind { get; }

    /// <summary>When, as a cron expression with seconds, in the machine's time zone: <c>0 30 3 * * ?</c> is half past three every night.</summary>
    string Schedule { get; }

    /// <returns>What it did, in numbers; kept as JSON.</returns>
    Task<object> RunAsync(CancellationToken cancel);
}
