using System.Globalization;

namespace Marquee.Platform.Jobs;

/// <summary>Does a scheduled job once for its slot, whichever node comes first, and keeps what came of it.</summary>
public sealed partial class RunJob(JobLedger ledger, TimeProvider clock, ILogger<RunJob> log)
{
    /// <returns>Whether this node did it.</returns>
    public async Task<bool> OnceAsync(IScheduledJob job, DateTimeOffset due, CancellationToken cancel)
    {
        var slot = due.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
        if (await ledger.ClaimAsync(job.Kind, slot, cancel) is not { } id)
            return false;

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var beating = BeatAsync(id, over.Token);
        try
        {
            await ledger.DoneAsync(id, await job.RunAsync(cancel), CancellationToken.None);
            return true;
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
            return true;
        }
        finally
        {
            await over.CancelAsync();
            await beating;
        }
    }

    async Task BeatAsync(long id, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(JobLedger.Beat, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
                await ledger.BeatAsync(id, cancel);
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
    }

    [LoggerMessage(LogLevel.Error, "The job {Kind} of {Slot} failed")]
    partial void Failed(string kind, string slot, Exception failure);
}
