namespace Marquee.Platform;

/// <summary>One thing a feature does before the product is ready, such as loading the sample or training. Must be safe to run at every start, and quick when done before.</summary>
public interface IPreparationStep
{
    /// <summary>Steps run in ascending order: 10 catalogue, 20 models.</summary>
    int Order { get; }

    Task RunAsync(Readiness readiness, CancellationToken cancel);
}

/// <summary>Runs every step behind the listening server, so that the first page answers while the first training runs.</summary>
sealed partial class Preparation(IEnumerable<IPreparationStep> steps, Readiness readiness, ILogger<Preparation> log, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Leave the host's start-up path at once: the server is to listen first.
        await Task.Yield();
        try
        {
            var started = clock.GetTimestamp();
            foreach (var step in steps.OrderBy(s => s.Order))
                await step.RunAsync(readiness, stoppingToken);
            readiness.Ready();
            IsReady((long)clock.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (OperationCanceledException e)
        {
            readiness.Failed(e);
        }
        catch (Exception e)
        {
            CouldNot(e);
            readiness.Failed(e);
        }
    }

    [LoggerMessage(LogLevel.Information, "Ready after {Milliseconds} ms")]
    partial void IsReady(long milliseconds);

    [LoggerMessage(LogLevel.Error, "Getting ready failed")]
    partial void CouldNot(Exception exception);
}
