namespace Marquee.Platform.Jobs;

/// <summary>
/// Begins what somebody asked for, and takes over what a node left that died, on whichever node looks first. Also forgets runs that nobody will look at any more.
/// </summary>
sealed partial class WorkLeft(IEnumerable<IScheduledJob> jobs, JobLedger ledger, RunJob run, Readiness readiness, TimeProvider clock, ILogger<WorkLeft> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), AfterFailure = TimeSpan.FromSeconds(30), BetweenSweeps = TimeSpan.FromHours(1), Kept = TimeSpan.FromDays(30);

    readonly Dictionary<string, IScheduledJob> _jobs = jobs.ToDictionary(job => job.Kind);
    readonly List<Task> _working = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenReady.WaitAsync(stoppingToken);
            var swept = DateTimeOffset.MinValue;
            while (true)
            {
                try
                {
                    await LookAsync(stoppingToken);
                    if (clock.GetUtcNow() - swept > BetweenSweeps)
                        await ledger.ForgetAsync((swept = clock.GetUtcNow()) - Kept, stoppingToken);
                    await Task.Delay(Pause, clock, stoppingToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    Stumbled(failure);
                    await Task.Delay(AfterFailure, clock, stoppingToken);
                }
            }
        }
        catch (Exception)
        {
            // The program is stopping, or getting ready failed and says so elsewhere.
        }

        await Task.WhenAll(_working);
    }

    async Task LookAsync(CancellationToken cancel)
    {
        _working.RemoveAll(work => work.IsCompleted);
        foreach (var left in await ledger.LeftAsync(cancel))
            // A kind that this node does not know is another version's.
            if (_jobs.TryGetValue(left.Kind, out var job) && await ledger.TakeAsync(left, cancel))
                _working.Add(Task.Run(() => WorkAsync(job, left, cancel), CancellationToken.None));
    }

    async Task WorkAsync(IScheduledJob job, JobRecord left, CancellationToken cancel)
    {
        try
        {
            await run.ClaimedAsync(job, left.Id, left.Slot ?? "", cancel);
        }
        catch (OperationCanceledException)
        {
            // Left where it is, for who starts next.
        }
        catch (Exception failure)
        {
            Stumbled(failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "What came of a job could not be looked up or written down; trying again")]
    partial void Stumbled(Exception failure);
}
