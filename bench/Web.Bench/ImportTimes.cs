using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Marquee.Web.Bench;

/// <summary>How long a history takes to come in: a person's, and the longest diary anybody could have kept.</summary>
static class ImportTimes
{
    const int Films = 200;
    const int Entries = 100_000;

    public static async Task PrintAsync(HttpClient client)
    {
        var films = await FilmsAsync(client);
        var ratings = Encoding.UTF8.GetBytes("Date,Name,Year,Letterboxd URI,Rating\n"
            + string.Concat(films.Select((film, place) => $"2024-01-05,{film},https://boxd.it/{place:x},{(place % 10 + 1) / 2.0:0.0}\n")));
        var diary = new StringBuilder("Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n");
        var first = new DateTime(1950, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var entry = 0; entry < Entries; entry++)
            diary.Append(CultureInfo.InvariantCulture, $"2024-01-05,{films[entry % films.Count]},https://boxd.it/{entry:x},4,,,{first.AddDays(entry / films.Count):yyyy-MM-dd}\n");
        var longest = Encoding.UTF8.GetBytes(diary.ToString());

        // The first one also gathers the catalogue's names.
        await TimeAsync(client, "Date,Name,Year,Letterboxd URI,Rating\n"u8.ToArray());
        var nothing = await TimeAsync(client, "Date,Name,Year,Letterboxd URI,Rating\n"u8.ToArray());
        Console.WriteLine("| import | ms | rows/s | ratio |");
        Console.WriteLine("|---|--:|--:|--:|");
        Print("a header and no rows", 0, nothing, nothing);
        Print($"{films.Count} ratings", films.Count, await TimeAsync(client, ratings), nothing);
        Print("the same again", films.Count, await TimeAsync(client, ratings), nothing);
        Print($"a diary of {Entries:N0} viewings", Entries, await TimeAsync(client, longest), nothing);
        Print("the same again", Entries, await TimeAsync(client, longest), nothing);
    }

    // Names and years as an export has them, quoted where they hold a comma.
    static async Task<IReadOnlyList<string>> FilmsAsync(HttpClient client)
    {
        var films = new List<string>();
        for (var id = 100; films.Count < Films; id++)
        {
            using var answer = await client.GetAsync($"/api/v1/titles/{id}");
            using var json = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            if (json.RootElement.TryGetProperty("data", out var title) && title.TryGetProperty("year", out var year))
                films.Add($"\"{title.GetProperty("title").GetString()!.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{year}");
        }

        return films;
    }

    static async Task<double> TimeAsync(HttpClient client, byte[] file)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "letterboxd.csv" } };
        var sent = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsync("/api/v1/imports", form);
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
    }

    static void Print(string what, int rows, double milliseconds, double nothing) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {what} | {milliseconds:N1} | {rows / milliseconds * 1000:N0} | {milliseconds / nothing:N1} |"));
}
