namespace Marquee.Platform.Jobs;

/// <summary>Runs jobs when they are due: each on one node at a time, one after another on this one.</summary>
sealed partial class RunJobs(IEnumerable<IJob> jobs, JobLog log, MarqueeSettings settings, Readiness readiness, TimeProvider clock, ILogger<RunJobs> logger) : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(20), Report = TimeSpan.FromSeconds(2);

    /// <summary>Runs every job that is due, now.</summary>
    /// <returns>How many ran.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var ran = 0;
        foreach (var job in jobs.Where(job => job.IsWanted))
        {
            await log.PlanAsync(job.Name, clock.GetUtcNow(), cancel);
            if (await log.ClaimAsync(job.Name, cancel) is not { } run)
                continue;
            await RunAsync(job, run, cancel);
            ran++;
        }

        return ran;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.RunsJobs)
            return;
        try
        {
            await readiness.WhenReady.WaitAsync(stoppingToken);
            while (true)
            {
                await RunDueAsync(stoppingToken);
                await Task.Delay(Look, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
        catch (Exception e)
        {
            Stopped(e);
        }
    }

    async Task RunAsync(IJob job, JobRun run, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        try
        {
            var report = await job.RunAsync(new Reporting(log, run.Id, clock, cancel), cancel);
            await log.EndAsync(run, report, null, cancel);
            Ran(job.Name, report.Words, (long)clock.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            await log.EndAsync(run, null, e.Message, cancel);
            Failed(e, job.Name);
        }

        await log.PlanAsync(job.Name, clock.GetUtcNow() + job.Every, cancel);
    }

    /// <summary>Notes progress now and then, not with every title.</summary>
    sealed class Reporting(JobLog log, long run, TimeProvider clock, CancellationToken cancel) : IProgress<JobReport>
    {
        long _last = clock.GetTimestamp();

        public void Report(JobReport value)
        {
            if (clock.GetElapsedTime(_last) < RunJobs.Report)
                return;
            _last = clock.GetTimestamp();
            _ = log.ReportAsync(run, value, cancel);
        }
    }

    [LoggerMessage(LogLevel.Information, "Job {Job} ended after {Milliseconds} ms: {Words}")]
    partial void Ran(string job, string words, long milliseconds);

    [LoggerMessage(LogLevel.Warning, "Job {Job} failed")]
    partial void Failed(Exception exception, string job);

    [LoggerMessage(LogLevel.Error, "Jobs do not run any more on this node")]
    partial void Stopped(Exception exception);
}
