namespace Marquee.Platform;

/// <summary>A step of getting ready.</summary>
/// <param name="Name">What is being done, for people.</param>
/// <param name="Share">How far it is, 0 … 1.</param>
public sealed record ReadinessStep(string Name, double Share);

/// <summary>
/// How far the program is with getting ready. Written by <see cref="Preparation"/>, read by pages, health checks and the terminal. Safe from any thread.
/// </summary>
public sealed class Readiness
{
    readonly Lock _lock = new();
    readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _catalogue = new(TaskCreationOptions.RunContinuationsAsynchronously);
    IReadOnlyList<ReadinessStep> _steps = [];

    /// <summary>Ends when everything is ready; fails with what went wrong.</summary>
    public Task WhenReady => _ready.Task;

    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    /// <summary>Whether titles can be looked at, though models may still be learning.</summary>
    public bool HasCatalogue => _catalogue.Task.IsCompletedSuccessfully;

    /// <summary>Ends when titles can be looked at, or when getting ready failed and they are as good as they will be.</summary>
    public Task WhenCatalogueIsThere => _catalogue.Task;

    /// <summary>All steps met so far, in order.</summary>
    public IReadOnlyList<ReadinessStep> Steps { get { lock (_lock) return _steps; } }

    /// <summary>Notes that a step has come so far; a new name starts a new step.</summary>
    public void Report(string name, double share)
    {
        lock (_lock)
        {
            var step = new ReadinessStep(name, Math.Clamp(share, 0, 1));
            _steps = _steps.Any(s => s.Name == name) ? [.. _steps.Select(s => s.Name == name ? step : s)] : [.. _steps, step];
        }
    }

    public void CatalogueIsThere() => _catalogue.TrySetResult();

    public void Ready()
    {
        CatalogueIsThere();
        _ready.TrySetResult();
    }

    public void Failed(Exception exception)
    {
        _catalogue.TrySetResult();
        _ready.TrySetException(exception);
    }
}
