using System.Diagnostics;
using System.Globalization;

namespace Marquee.Web.Bench;

/// <summary>
/// Many readers at once on title and browse pages. Cold: each page for the first time, by readers new to it. Warm: the same few hundred pages, by readers with thirty
/// ratings each. A reader looks at a page for about a second before the next; beside it the same readers asking again as soon as they are answered, which is what the
/// processors can do at most. The first pages after a start are told apart: they wait for code to be compiled.
/// </summary>
static class ReadersTimes
{
    const int PagesEach = 3;

    static readonly string[] Genres = ["Drama", "Comedy", "Crime", "Action", "Horror", "Romance", "Sci-Fi", "Western"], Orders = ["popular", "newest", "title", "rating"];

    public static async Task PrintAsync(int readers, int seconds, string? folder)
    {
        await using var server = await ServerUnderLoad.StartAsync(folder);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{readers} readers at once, {Environment.ProcessorCount} processors, server and readers on the same machine, SQLite, the sample."));
        Console.WriteLine();
        Console.WriteLine("| pages | requests/s | p50 ms | p95 ms | p99 ms |");
        Console.WriteLine("|---|--:|--:|--:|--:|");
        Print("the first three of each reader after a start", await ColdAsync(server, readers, 0));
        Print("cold: title and browse, a second between two pages", await ColdAsync(server, readers, readers * PagesEach, pause: true));
        Print("cold: title and browse, again as soon as answered", await ColdAsync(server, readers, readers * PagesEach * 2));
        var people = await Task.WhenAll(Enumerable.Range(0, readers).Select(server.NewProfileAsync));
        Scenario title = new("title", (client, number) => client.GetAsync(Title(number))), browse = new("browse", (client, number) => client.GetAsync(Browse(number)));
        foreach (var (name, scenario) in ((string, Scenario)[])[("title", title), ("browse", browse)])
        {
            await Load.RunAsync(people, scenario, TimeSpan.FromSeconds(4));
            Print($"warm: {name}, again as soon as answered", await Load.RunAsync(people, scenario, TimeSpan.FromSeconds(seconds)));
            Print($"warm: {name}, a second between two pages", await Load.RunAsync(people, scenario with { Before = (_, number) => Task.Delay(800 + (number * 37 % 400)) }, TimeSpan.FromSeconds(seconds)));
        }
    }

    static async Task<Measured> ColdAsync(ServerUnderLoad server, int readers, int first, bool pause = false)
    {
        var started = Stopwatch.GetTimestamp();
        var waits = await Task.WhenAll(Enumerable.Range(0, readers).Select(async reader =>
        {
            using var client = server.NewReader();
            var mine = new List<double>();
            for (var page = 0; page < PagesEach; page++)
            {
                var number = first + (reader * PagesEach) + page;
                if (pause)
                    await Task.Delay(200 + (number * 37 % 1600));
                var asked = Stopwatch.GetTimestamp();
                using var answer = await client.GetAsync(number % 2 == 0 ? $"/titles/{1000 + number}" : Browse(number));
                await answer.Content.LoadIntoBufferAsync();
                mine.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                answer.EnsureSuccessStatusCode();
            }

            return mine;
        }));
        return new Measured([.. waits.SelectMany(some => some).Order()], Stopwatch.GetElapsedTime(started));
    }

    static string Title(int number) => $"/titles/{100 + (number % 300)}";

    static string Browse(int number) => $"/search?genre={Genres[number % Genres.Length]}&sort={Orders[number / 8 % Orders.Length]}&decade={1950 + (number % 7 * 10)}";

    static void Print(string pages, Measured measured) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {pages} | {measured.PerSecond:N0} | {measured.Percentile(50):0} | {measured.Percentile(95):0} | {measured.Percentile(99):0} |"));
}
