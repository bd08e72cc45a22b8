using Marquee.Data;
using Marquee.Platform;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>Notices within seconds that another node or a command has put other models to use, and takes them over.</summary>
sealed partial class WatchModels(Database database, CurrentModels current, PrepareModels prepare, Readiness readiness, TimeProvider clock, ILogger<WatchModels> log) : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    string? _unusable;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenReady.WaitAsync(stoppingToken);
            using var timer = new PeriodicTimer(Look, clock);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The program is stopping.
        }
        catch (Exception failure) when (readiness.WhenReady.IsFaulted)
        {
            // Getting ready failed and has said so; there is nothing to watch.
            _ = failure;
        }
    }

    async Task LookAsync(CancellationToken cancel)
    {
        try
        {
            await using var connection = await database.OpenAsync(cancel);
            if (await connection.ActiveModelAsync(ModelVersions.Blend, cancel) is not { } active || active.Version == current.Loaded?.Version || active.Version == _unusable)
                return;
            _unusable = active.Version;
            current.Swap(await Task.Run(() => prepare.Read(active), cancel));
            _unusable = null;
            TookOver(active.Version);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The models in memory are good: go on with them.
            CouldNot(failure.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Models {Version} are in use")]
    partial void TookOver(string version);

    [LoggerMessage(LogLevel.Warning, "Could not take over other models; those in memory stay in use: {Reason}")]
    partial void CouldNot(string reason);
}
