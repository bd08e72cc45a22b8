using System.Collections.Concurrent;
using System.Globalization;
using Marquee.Data;
using Marquee.Providers;

namespace Marquee.Platform.Outside;

/// <summary>A day's calls to a service.</summary>
sealed record CallsOfDay(string Provider, string Day, long Calls, long Failures);

/// <summary>
/// Counts calls to outside services by the day, over all nodes, and refuses those over the budget. Written down every few calls: a
/// node that dies forgets a handful.
/// </summary>
sealed class DailyCalls(Database database, MarqueeSettings settings, TimeProvider clock) : ICallBudget
{
    const int WriteEvery = 20;

    readonly ConcurrentDictionary<string, Count> _counts = new();

    sealed class Count
    {
        public string Day { get; set; } = "";
        public long Known { get; set; }
        public int Unwritten { get; set; }
        public int Failures { get; set; }
        public SemaphoreSlim One { get; } = new(1, 1);
    }

    public async ValueTask<bool> TryTakeAsync(string provider, CancellationToken cancel)
    {
        var count = _counts.GetOrAdd(provider, _ => new Count());
        await count.One.WaitAsync(cancel);
        try
        {
            var today = clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (count.Day != today || count.Unwritten >= WriteEvery)
                await WriteAsync(provider, count, today, cancel);
            if (count.Known + count.Unwritten >= Limit(provider))
                return false;
            count.Unwritten++;
            return true;
        }
        finally
        {
            count.One.Release();
        }
    }

    public ValueTask FailedAsync(string provider, CancellationToken cancel)
    {
        var count = _counts.GetOrAdd(provider, _ => new Count());
        lock (count)
            count.Failures++;
        return ValueTask.CompletedTask;
    }

    /// <summary>The most calls on a day.</summary>
    public int Limit(string provider) => provider == Marquee.Providers.Omdb.OmdbClient.Provider ? settings.OmdbCallsADay : settings.TmdbCallsADay;

    /// <summary>Writes down what was counted, and gives the day's calls of every service.</summary>
    public async Task<List<CallsOfDay>> TodayAsync(CancellationToken cancel)
    {
        var today = clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var (provider, count) in _counts)
        {
            await count.One.WaitAsync(cancel);
            try { await WriteAsync(provider, count, today, cancel); }
            finally { count.One.Release(); }
        }

        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<CallsOfDay>("select provider, day, calls, failures from provider_calls where day = @today order by provider", new { today }, cancel);
    }

    async Task WriteAsync(string provider, Count count, string today, CancellationToken cancel)
    {
        int failures;
        lock (count)
            (failures, count.Failures) = (count.Failures, 0);
        count.Known = await database.WriteAsync(async connection =>
        {
            if (count.Day != "" && count.Day != today)
                await AddAsync(connection, provider, count.Day, count.Unwritten, 0, cancel);
            return await AddAsync(connection, provider, today, count.Day == today ? count.Unwritten : 0, failures, cancel);
        }, cancel);
        (count.Day, count.Unwritten) = (today, 0);
    }

    static Task<long> AddAsync(System.Data.Common.DbConnection connection, string provider, string day, int calls, int failures, CancellationToken cancel) => connection.ScalarAsync<long>(
        """
        insert into provider_calls (provider, day, calls, failures) values (@provider, @day, @calls, @failures)
        on conflict (provider, day) do update set calls = provider_calls.calls + excluded.calls, failures = provider_calls.failures + excluded.failures
        returning calls
        """, new { provider, day, calls, failures }, cancel);
}
