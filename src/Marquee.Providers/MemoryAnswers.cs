using System.Collections.Concurrent;

namespace Marquee.Providers;

/// <summary>Answers kept in memory, for tools and tests.</summary>
public sealed class MemoryAnswers : IAnswerCache
{
    readonly ConcurrentDictionary<string, KeptAnswer> _kept = new();

    public ValueTask<KeptAnswer?> FindAsync(string key, CancellationToken cancel) => ValueTask.FromResult(_kept.GetValueOrDefault(key));

    public ValueTask KeepAsync(string key, KeptAnswer answer, CancellationToken cancel)
    {
        _kept[key] = answer;
        return ValueTask.CompletedTask;
    }
}
