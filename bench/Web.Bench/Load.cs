using System.Collections.Concurrent;
using System.Diagnostics;

namespace Marquee.Web.Bench;

/// <summary>Clients asking as fast as they are answered, and how long they waited.</summary>
static class Load
{
    public static async Task<Measured> RunAsync(IReadOnlyList<HttpClient> clients, Scenario scenario, TimeSpan duration)
    {
        var waits = new ConcurrentBag<double>();
        var number = 0;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(clients.Select(async client =>
        {
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                var mine = Interlocked.Increment(ref number);
                if (scenario.Before is { } before)
                    await before(client, mine);
                var asked = Stopwatch.GetTimestamp();
                using var answer = await scenario.Ask(client, mine);
                await answer.Content.LoadIntoBufferAsync();
                waits.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                answer.EnsureSuccessStatusCode();
            }
        }));
        return new Measured([.. waits.Order()], Stopwatch.GetElapsedTime(started));
    }
}

/// <summary>Waits in milliseconds, ascending, and the time they were gathered in.</summary>
sealed record Measured(double[] Waits, TimeSpan Elapsed)
{
    public double PerSecond => Waits.Length / Elapsed.TotalSeconds;

    public double Percentile(double percent) => Waits[Math.Min(Waits.Length - 1, (int)(Waits.Length * percent / 100))];
}
