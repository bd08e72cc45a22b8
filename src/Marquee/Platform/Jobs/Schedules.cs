using Quartz;

namespace Marquee.Platform.Jobs;

/// <summary>
/// Rings the bell for every <see cref="IScheduledJob"/>: Quartz in memory on each node, the ledger deciding who works. A slot that passed while the program was not running,
/// or was left by a node that died, is made up for after the start.
/// </summary>
sealed partial class Schedules(
    IEnumerable<IScheduledJob> jobs, ISchedulerFactory quartz, RunJob run, JobLedger ledger, Readiness readiness, TimeProvider clock, ILogger<Schedules> log) : BackgroundService
{
    /// <summary>A laptop that was just opened has better things to do first.</summary>
    static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        IScheduler? scheduler = null;
        try
        {
            await readiness.WhenReady.WaitAsync(stoppingToken);
            scheduler = await quartz.GetScheduler(stoppingToken);
            foreach (var job in jobs)
                await scheduler.ScheduleJob(
                    JobBuilder.Create<Bell>().WithIdentity(job.Kind).Build(),
                    TriggerBuilder.Create(clock).WithIdentity(job.Kind).WithSchedule(CronScheduleBuilder.Create(job.Schedule)).Build(),
                    default, stoppingToken);
            await scheduler.Start(stoppingToken);

            await Task.Delay(AfterStart, clock, stoppingToken);
            foreach (var job in jobs)
                if (await MissedAsync(job, stoppingToken) is { } due)
                    await run.OnceAsync(job, due, stoppingToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, stoppingToken);
        }
        catch (Exception stopping) when (stopping is OperationCanceledException or ObjectDisposedException)
        {
            // The program is stopping, or never came to listen and is taken apart.
        }
        catch (Exception failure)
        {
            // Pages do not need the clock: the program goes on without.
            WithoutClock(failure);
        }
        finally
        {
            if (scheduler is not null)
                await scheduler.Shutdown(waitForJobsToComplete: false, CancellationToken.None);
        }
    }

    /// <summary>The last slot, when it was due while jobs of its kind had been running and nobody has finished it. An instance that has never run one waits for its first night.</summary>
    async Task<DateTimeOffset?> MissedAsync(IScheduledJob job, CancellationToken cancel) =>
        (await ledger.LatestAsync(job.Kind, 1, cancel)).Count > 0 ? CronExpression.Parse(job.Schedule).GetPreviousValidTimeBefore(clock.GetUtcNow()) : null;

    [LoggerMessage(LogLevel.Error, "Nothing will be done by the clock until the next start")]
    partial void WithoutClock(Exception failure);
}

/// <summary>What Quartz calls when the time has come.</summary>
[DisallowConcurrentExecution]
sealed class Bell(IEnumerable<IScheduledJob> jobs, RunJob run) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await run.OnceAsync(jobs.Single(job => job.Kind == context.JobDetail.Key.Name), context.ScheduledFireTimeUtc ?? context.FireTimeUtc, cancellationToken);
}

static class ScheduledJobs
{
    public static void AddSchedules(this IServiceCollection services)
    {
        services.AddQuartz(quartz => quartz.UseInMemoryStore());
        services.AddSingleton<JobLedger>();
        services.AddSingleton<RunJob>();
        services.AddTransient<Bell>();
        services.AddHostedService<Schedules>();
        services.AddHostedService<WorkLeft>();
    }

    /// <summary>Adds a job that is done by the clock.</summary>
    public static IServiceCollection AddScheduledJob<TJob>(this IServiceCollection services) where TJob : class, IScheduledJob =>
        services.AddSingleton<TJob>().AddSingleton<IScheduledJob>(provider => provider.GetRequiredService<TJob>());
}
