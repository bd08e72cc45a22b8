using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Marquee.Web.Bench;

/// <summary>How long a history takes to be looked at and to come in: a person's, and the longest diary anybody could have kept.</summary>
static class ImportTimes
{
    const int Large = 10_000, Longest = 100_000;

    public static async Task PrintAsync(ServerUnderLoad server)
    {
        var films = Films();
        // The first one also gathers the catalogue's names.
        var client = await server.NewProfileAsync(0);
        await TimeAsync(client, "diary.csv", Diary(films, 50));
        Console.WriteLine("| import | rows | preview ms | commit ms | rows/s, both | the same again: preview ms | commit ms |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|");
        await RowAsync(server, "200 ratings, Letterboxd", 200, "ratings.csv", Ratings(films, 200));
        await RowAsync(server, "10,000 rows, Letterboxd zip", Large, "letterboxd.zip", Zip(("ratings.csv", Ratings(films, 2_500)), ("diary.csv", Diary(films, 5_000)), ("watched.csv", Watched(films, 2_500))));
        await RowAsync(server, "10,000 ratings, IMDb", Large, "ratings.csv", Imdb(films, Large));
        await RowAsync(server, "100,000 viewings, Letterboxd", Longest, "diary.csv", Diary(films, Longest));
    }

    static async Task RowAsync(ServerUnderLoad server, string what, int rows, string fileName, byte[] file)
    {
        var client = await server.NewProfileAsync(rows);
        var first = await TimeAsync(client, fileName, file);
        var again = await TimeAsync(client, fileName, file);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {what} | {rows:N0} | {first.Preview:N0} | {first.Commit:N0} | {rows / (first.Preview + first.Commit) * 1000:N0} | {again.Preview:N0} | {again.Commit:N0} |"));
    }

    static async Task<(double Preview, double Commit)> TimeAsync(HttpClient client, string fileName, byte[] file)
    {
        var began = Stopwatch.GetTimestamp();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", fileName } };
        using var sent = await client.PostAsync("/api/v1/imports?wait=300", form);
        sent.EnsureSuccessStatusCode();
        var id = (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data").GetProperty("import").GetProperty("id").GetString();
        var preview = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        began = Stopwatch.GetTimestamp();
        using var done = await client.PostAsync($"/api/v1/imports/{id}/commit?wait=300", null);
        done.EnsureSuccessStatusCode();
        return (preview, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    sealed record Film(string Name, string Year, string Imdb);

    // Names and years as an export has them, quoted where they hold a comma; every film of the sample.
    static List<Film> Films()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "samples", "movielens-small");
        var ids = File.ReadLines(Path.Combine(folder, "links.csv")).Skip(1).Select(line => line.Split(',')).ToDictionary(cells => cells[0], cells => "tt" + cells[1]);
        return [.. from line in File.ReadLines(Path.Combine(folder, "movies.csv")).Skip(1)
                   let comma = line.IndexOf(',', StringComparison.Ordinal)
                   let title = line[(comma + 1)..line.LastIndexOf(',')].Trim('"')
                   where title.EndsWith(')') && title.Contains(" (", StringComparison.Ordinal) && title[^5..^1].All(char.IsAsciiDigit)
                   select new Film($"\"{title[..title.LastIndexOf(" (", StringComparison.Ordinal)]}\"", title[^5..^1], ids[line[..comma]])];
    }

    static byte[] Ratings(List<Film> films, int rows) => Text("Date,Name,Year,Letterboxd URI,Rating", rows, row =>
        $"2024-01-05,{films[row % films.Count].Name},{films[row % films.Count].Year},https://boxd.it/{row:x},{(row % 10 + 1) / 2.0:0.0}");

    static byte[] Watched(List<Film> films, int rows) => Text("Date,Name,Year,Letterboxd URI", rows, row =>
        $"2024-01-05,{films[row % films.Count].Name},{films[row % films.Count].Year},https://boxd.it/{row:x}");

    static byte[] Diary(List<Film> films, int rows) => Text("Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date", rows, row =>
        $"2024-01-05,{films[row % films.Count].Name},{films[row % films.Count].Year},https://boxd.it/{row:x},4,,{(row % 5 == 0 ? "cinema" : "")},{new DateTime(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(row / 4):yyyy-MM-dd}");

    static byte[] Imdb(List<Film> films, int rows) => Text("Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors", rows, row =>
    {
        var film = films[row % films.Count];
        FormattableString text = $"{film.Imdb},{row % 10 + 1},2023-05-06,{film.Name},{film.Name},https://www.imdb.com/title/{film.Imdb},Movie,7.0,100,{film.Year},Drama,1000,{film.Year}-01-01,";
        return text;
    });

    static byte[] Text(string header, int rows, Func<int, FormattableString> line)
    {
        var text = new StringBuilder(header).Append('\n');
        for (var row = 0; row < rows; row++)
            text.Append(line(row).ToString(CultureInfo.InvariantCulture)).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }

        return stream.ToArray();
    }
}
