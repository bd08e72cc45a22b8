using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Marquee.Web.Bench;

/// <summary>How long the pages of a large library take and how heavy they are: its plays are logged through the API, then each page is asked for over and over by one visitor.</summary>
static class LibraryTimes
{
    const int AtOnce = 500, Requests = 200, WarmUps = 10;

    static readonly (string Path, string Accept)[] Pages =
    [
        ("/health/live", "*/*"),
        ("/library", "text/html"), ("/library?view=table", "text/html"), ("/library?sort=title", "text/html"), ("/library?sort=rating", "text/html"),
        ("/library?filter=genre:drama%20year:1990..1999%20sort:score", "text/html"), ("/library?filter=status:completed%20plays:%3E%3D4", "text/html"),
        ("/api/v1/library?limit=200", "application/json"), ("/diary?month=2012-03", "text/html"), ("/diary?month=2012-03&view=list", "text/html"), ("/lists", "text/html"),
    ];

    public static async Task PrintAsync(int plays, int titles)
    {
        await using var server = await ServerUnderLoad.StartAsync();
        using var visitor = await server.NewProfileAsync(0);
        var logging = Stopwatch.GetTimestamp();
        await FillAsync(visitor, plays, titles);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{plays:N0} plays of {titles:N0} titles, logged {AtOnce} at once in {Stopwatch.GetElapsedTime(logging).TotalSeconds:0.0} s; SQLite, {Requests} requests one after another, {Environment.ProcessorCount} processors."));
        Console.WriteLine();
        Console.WriteLine("| page | KB | p50 ms | p95 ms | p95 ratio |");
        Console.WriteLine("|---|--:|--:|--:|--:|");
        double? baseline = null;
        foreach (var (path, accept) in Pages)
        {
            var (bytes, waits) = await AskAsync(visitor, path, accept);
            baseline ??= waits.Percentile(95);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `{path}` | {bytes / 1024.0:0} | {waits.Percentile(50):0.0} | {waits.Percentile(95):0.0} | {waits.Percentile(95) / baseline:0} |"));
        }
    }

    static async Task FillAsync(HttpClient visitor, int plays, int titles)
    {
        List<string> ids = [];
        for (string? after = ""; after is not null && ids.Count < titles;)
        {
            var page = await visitor.GetFromJsonAsync<JsonElement>($"/api/v1/search?kind=film&sort=popular&limit=50&after={Uri.EscapeDataString(after)}");
            ids.AddRange(page.GetProperty("data").EnumerateArray().Select(title => title.GetProperty("id").GetString()!));
            after = page.GetProperty("pagination").TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        var start = new DateTimeOffset(2010, 1, 1, 20, 0, 0, TimeSpan.Zero);
        foreach (var some in Enumerable.Range(0, plays).Chunk(AtOnce))
        {
            using var answer = await visitor.PostAsJsonAsync("/api/v1/plays/bulk",
                new { plays = some.Select(i => new { title_id = ids[i % Math.Min(titles, ids.Count)], watched_at = start.AddHours(6 * i), source = "bench", source_event_id = $"b{i}" }) });
            answer.EnsureSuccessStatusCode();
        }
    }

    static async Task<(int Bytes, Measured Waits)> AskAsync(HttpClient visitor, string path, string accept)
    {
        var (bytes, waits) = (0, new List<double>());
        var started = Stopwatch.GetTimestamp();
        for (var i = -WarmUps; i < Requests; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Accept.ParseAdd(accept);
            var asked = Stopwatch.GetTimestamp();
            using var answer = await visitor.SendAsync(request);
            bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
            if (i >= 0)
                waits.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            answer.EnsureSuccessStatusCode();
        }

        return (bytes, new Measured([.. waits.Order()], Stopwatch.GetElapsedTime(started)));
    }
}
