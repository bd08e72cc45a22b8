namespace Marquee.Platform.Jobs;

/// <summary>
/// Work that is done by itself from time to time, on one node at a time. It must be safe to run twice and to be cut off anywhere:
/// what it did is in the database, and the next run goes on from there.
/// </summary>
public interface IJob
{
    /// <summary>Stable, for programs: <c>tmdb.changes</c>.</summary>
    string Name { get; }

    /// <summary>For people: what it does.</summary>
    string Words { get; }

    /// <summary>How long after the end of one run the next begins.</summary>
    TimeSpan Every { get; }

    /// <summary>Whether there is anything to do at all on this instance, such as a key.</summary>
    bool IsWanted => true;

    /// <param name="progress">Told as the work goes on.</param>
    /// <returns>What it did, in numbers.</returns>
    Task<JobReport> RunAsync(IProgress<JobReport> progress, CancellationToken cancel);
}

/// <summary>What a run has done so far.</summary>
/// <param name="Done">Things done.</param>
/// <param name="Of">Things to do; null when nobody knows.</param>
/// <param name="Words">For people: "412 of 600 titles brought up to date, 3 calls failed".</param>
public sealed record JobReport(int Done, int? Of, string Words);
