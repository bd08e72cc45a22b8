using System.Globalization;

namespace Marquee.Platform.Jobs;

/// <summary>Does a scheduled job once for its slot, whichever node comes first, and keeps what came of it.</summary>
public sealed partial class RunJob(JobLedger ledger, TimeProvider clock, ILogger<RunJob> log)
{
    static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    /// <returns>Whether this node did it.</returns>
    public async Task<bool> OnceAsync(IScheduledJob job, DateTimeOffset due, CancellationToken cancel)
    {
        var slot = due.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
        if (await ledger.ClaimAsync(job.Kind, slot, cancel) is not { } id)
            return false;
        await ClaimedAsync(job, id, slot, cancel);
        return true;
    }

    /// <summary>Does a run that is this node's already.</summary>
    public async Task ClaimedAsync(IScheduledJob job, long id, string slot, CancellationToken cancel)
    {
        var progress = new JobProgress();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var beating = BeatAsync(id, progress, over.Token);
        try
        {
            await ledger.DoneAsync(id, await job.RunAsync(progress, cancel), CancellationToken.None);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The program is stopping: the slot stays running, and who starts next takes it over.
            throw;
        }
        catch (Exception failure)
        {
            Failed(job.Kind, slot, failure);
            await ledger.FailedAsync(id, failure, CancellationToken.None);
        }
        finally
        {
            await over.CancelAsync();
            await beating;
        }
    }

    async Task BeatAsync(long id, JobProgress progress, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Glance, clock);
        var (said, written) = (progress.Latest, clock.GetUtcNow());
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
                if (progress.Latest is var step && (step != said || clock.GetUtcNow() - written >= JobLedger.Beat))
                {
                    await ledger.BeatAsync(id, step, cancel);
                    (said, written) = (step, clock.GetUtcNow());
                }
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
    }

    [LoggerMessage(LogLevel.Error, "The job {Kind} of {Slot} failed")]
    partial void Failed(string kind, string slot, Exception failure);
}
