namespace Marquee.Providers;

/// <summary>What a service answered, now or some time ago.</summary>
/// <param name="FetchedAt">When it said so, or last confirmed it.</param>
/// <param name="IsStale">Older than it should be: the service is down, and this is better than nothing.</param>
public sealed record Answer<T>(T Value, DateTimeOffset FetchedAt, bool IsStale)
{
    public Answer<TOther> With<TOther>(TOther other) => new(other, FetchedAt, IsStale);
}

/// <summary>An answer as it is kept.</summary>
/// <param name="Body">JSON.</param>
/// <param name="ETag">What the service calls this version of it.</param>
public sealed record KeptAnswer(string Body, string? ETag, DateTimeOffset FetchedAt, DateTimeOffset FreshUntil);

/// <summary>Where answers are kept. Stale ones are kept too: they serve while the service is down.</summary>
public interface IAnswerCache
{
    ValueTask<KeptAnswer?> FindAsync(string key, CancellationToken cancel);

    ValueTask KeepAsync(string key, KeptAnswer answer, CancellationToken cancel);
}

/// <summary>Counts calls as they go out, and may refuse them when the day's are used up.</summary>
public interface ICallBudget
{
    /// <summary>False when no more calls may go out today.</summary>
    ValueTask<bool> TryTakeAsync(string provider, CancellationToken cancel);

    ValueTask FailedAsync(string provider, CancellationToken cancel);
}
