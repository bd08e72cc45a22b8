namespace Marquee.Platform.Jobs;

/// <summary>
/// Something that is done by the clock, such as training at night. It must be safe to run twice: a node that dies in the middle leaves its work to another, which begins anew.
/// </summary>
public interface IScheduledJob
{
    /// <summary>The stable key in the table of jobs, such as <c>train-models</c>.</summary>
    string Kind { get; }

    /// <summary>What it does, as the admin's page calls it: "Train the models".</summary>
    string Words => char.ToUpperInvariant(Kind[0]) + Kind[1..].Replace('-', ' ');

    /// <summary>When, as a cron expression with seconds, in the machine's time zone: <c>0 30 3 * * ?</c> is half past three every night.</summary>
    string Schedule { get; }

    /// <returns>What it did, in numbers; kept as JSON.</returns>
    Task<object> RunAsync(CancellationToken cancel);

    /// <summary>The same, saying now and then how far it is. A job of many parts has this one too.</summary>
    Task<object> RunAsync(JobProgress progress, CancellationToken cancel) => RunAsync(cancel);
}

/// <summary>How far a run is. Told as often as one likes: it is written down once a second. Safe from any thread.</summary>
public sealed class JobProgress
{
    JobStep? _latest;

    /// <summary>The latest that was told.</summary>
    public JobStep? Latest => Volatile.Read(ref _latest);

    /// <param name="done">Of <paramref name="total"/>.</param>
    /// <param name="total">0: nobody knows how much there is.</param>
    /// <param name="words">What is being done just now.</param>
    public void Report(long done, long total, string? words = null) => Volatile.Write(ref _latest, new JobStep(done, total, words));
}

/// <summary>How far a run is.</summary>
public sealed record JobStep(long Done, long Total, string? Words);
