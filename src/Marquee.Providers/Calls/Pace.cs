namespace Marquee.Providers.Calls;

/// <summary>Lets calls go out evenly, so many a second at most; a short burst after silence is let through.</summary>
sealed class Pace(int perSecond, TimeProvider clock)
{
    // A tenth of a second's calls may go at once.
    readonly TimeSpan _burst = TimeSpan.FromMilliseconds(100);
    readonly TimeSpan _gap = perSecond > 0 ? TimeSpan.FromSeconds(1) / perSecond : TimeSpan.Zero;
    readonly Lock _lock = new();
    DateTimeOffset _next;

    public async ValueTask WaitAsync(CancellationToken cancel)
    {
        if (_gap == TimeSpan.Zero)
            return;
        TimeSpan wait;
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (_next < now - _burst)
                _next = now - _burst;
            wait = _next - now;
            _next += _gap;
        }

        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, clock, cancel);
    }
}
