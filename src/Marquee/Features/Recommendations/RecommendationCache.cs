using Microsoft.Extensions.Caching.Memory;

namespace Marquee.Features.Recommendations;

/// <summary>Answers kept in memory: the newest few thousand, each until its key is no longer asked for.</summary>
sealed class RecommendationCache : IDisposable
{
    const int MostEntries = 5_000;
    static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    readonly MemoryCache _entries = new(new MemoryCacheOptions { SizeLimit = MostEntries });

    /// <summary>
    /// The answer for a key, made once even when many ask at the same time. What makes it must not listen to one request's cancellation:
    /// others may be waiting for the same answer.
    /// </summary>
    public async Task<T> GetAsync<TKey, T>(TKey key, Func<Task<T>> make) where TKey : notnull
    {
        var answer = _entries.GetOrCreate(key, entry =>
        {
            entry.Size = 1;
            entry.SlidingExpiration = Idle;
            return new Lazy<Task<T>>(make);
        })!;
        try
        {
            return await answer.Value;
        }
        catch
        {
            // A failure is not an answer: the next one asks anew.
            _entries.Remove(key);
            throw;
        }
    }

    public void Dispose() => _entries.Dispose();
}
