using Marquee.Data;
using Marquee.Platform;

namespace Marquee.Features.Imports.Passes;

/// <summary>
/// Reads files behind the pages: what was just dropped here, and what another node or an earlier run of this one left half-way. Two at a
/// time, so that somebody's short file need not wait for somebody's long one.
/// </summary>
sealed partial class WorkImports(Database database, RunImport run, ImportBell bell, Readiness readiness, TimeProvider clock, ILogger<WorkImports> log) : BackgroundService
{
    const int AtOnce = 2;

    static readonly TimeSpan Often = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var working = new List<Task>();
        try
        {
            await readiness.WhenCatalogueIsThere.WaitAsync(stoppingToken);
            while (true)
            {
                working.RemoveAll(task => task.IsCompleted);
                var me = WorkerName.New();
                if (working.Count < AtOnce && await NextAsync(me, stoppingToken) is { } batch)
                {
                    working.Add(RunAsync(batch, me, stoppingToken));
                    continue;
                }

                await bell.HeardAsync(Often, stoppingToken);
            }
        }
        catch (Exception stopping) when (stopping is OperationCanceledException or ObjectDisposedException)
        {
            // The program is stopping: what is half-way is left to the next.
            await Task.WhenAll(working).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task<RunningImport?> NextAsync(WorkerName me, CancellationToken cancel)
    {
        try
        {
            return await database.ClaimAsync(me, null, clock.GetUtcNow(), cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not ObjectDisposedException)
        {
            // A database that is away for a moment comes back.
            Failed(failure);
            return null;
        }
    }

    async Task RunAsync(RunningImport batch, WorkerName me, CancellationToken stop)
    {
        try
        {
            await Task.Yield();
            await run.HandleAsync(batch, me, null, stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Failed(failure);
        }
        finally
        {
            bell.Ring();
        }
    }

    [LoggerMessage(LogLevel.Error, "Imports cannot be worked on")]
    partial void Failed(Exception failure);
}
