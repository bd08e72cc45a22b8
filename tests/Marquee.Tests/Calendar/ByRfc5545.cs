using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Writing;
using Marquee.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Calendar;

/// <summary>The feed read by the grammar of RFC 5545, with titles that would break it.</summary>
public sealed partial class ByRfc5545
{
    const string Nasty = "Bell\u0007, back\\slash; two\r\nlines, tab\there, 映画の日本語の題名がとても長くて一行に収まらない場合 🎬🎬🎬🎬🎬🎬🎬🎬🎬🎬";

    [Fact]
    public async Task Every_line_every_component_and_every_day_is_as_the_standard_has_it()
    {
        await using var program = await RunningProgram.StartEmptyAsync(DatabaseKind.Sqlite);
        await program.ReadyAsync();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var written = await program.Database.WriteAsync(connection => program.Services.GetRequiredService<WriteTitles>().HandleAsync(
            connection,
            [
                new TitleDraft { Kind = TitleKind.Show, Title = Nasty, Year = 2020, Seasons = [new SeasonDraft(1, today, [.. Enumerable.Range(1, 20).Select(n => new EpisodeDraft(n, $"{Nasty} {new string('ß', n * 3)}", today.AddDays(n), 40))])] },
            ], KnownTitle.Keep, default));
        var visitor = program.NewVisitor();
        (await visitor.PutAsJsonAsync($"/api/v1/titles/{written.Ids[0]}/rating", new { rating = 8 })).EnsureSuccessStatusCode();
        // On the other side of the date line: a day that something comes out is that day everywhere.
        await program.Database.WriteAsync(connection => connection.ExecuteAsync("update profiles set time_zone = 'Pacific/Kiritimati'", null, default));
        using var made = await visitor.PostAsJsonAsync("/api/v1/calendar/feed", new { });
        var octets = await visitor.GetByteArrayAsync((await made.JsonAsync()).GetProperty("data").GetProperty("url").GetString());

        var physical = Lines(octets);
        Assert.All(physical, line => Assert.InRange(line.Length, 1, 75));
        // No character is cut in two: each line is UTF-8 by itself.
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var text = physical.ConvertAll(strict.GetString);
        var lines = new List<string>();
        foreach (var line in text)
            if (line[0] is ' ' or '\t') lines[^1] += line[1..];
            else lines.Add(line);
        Assert.All(lines, line => Assert.Matches(ContentLine(), line));

        var open = new Stack<string>();
        var events = new List<Dictionary<string, string>>();
        foreach (var (name, value) in lines.Select(line => (Name: line[..line.IndexOf(':', StringComparison.Ordinal)], Value: line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..])))
            switch (name)
            {
                case "BEGIN":
                    open.Push(value);
                    events.Add([]);
                    break;
                case "END":
                    Assert.Equal(open.Pop(), value);
                    break;
                default:
                    // Nothing here may stand twice in one component.
                    Assert.True(events[^1].TryAdd(name, value), $"{name} stands twice");
                    break;
            }

        Assert.Empty(open);
        Assert.Equal("2.0", events[0]["VERSION"]);
        Assert.NotEmpty(events[0]["PRODID"]);
        Assert.Equal("Pacific/Kiritimati", events[0]["X-WR-TIMEZONE"]);
        var days = events.Skip(1).ToList();
        Assert.Equal(20, days.Count);
        Assert.Equal(20, days.Select(one => one["UID"]).Distinct().Count());
        Assert.All(days, one => Assert.Matches("^[0-9]{8}T[0-9]{6}Z$", one["DTSTAMP"]));
        Assert.Equal(Enumerable.Range(1, 20).Select(n => today.AddDays(n).ToString("yyyyMMdd", CultureInfo.InvariantCulture)), days.Select(one => one["DTSTART;VALUE=DATE"]));
        Assert.Equal(Enumerable.Range(2, 20).Select(n => today.AddDays(n).ToString("yyyyMMdd", CultureInfo.InvariantCulture)), days.Select(one => one["DTEND;VALUE=DATE"]));
        Assert.Contains("Bell\\, back\\\\slash\\; two\\nlines\\, tab\there\\, 映画", days[0]["SUMMARY"], StringComparison.Ordinal);
    }

    /// <summary>Lines end with CR LF, the last one too, and neither stands elsewhere.</summary>
    static List<byte[]> Lines(byte[] octets)
    {
        var lines = new List<byte[]>();
        var start = 0;
        for (var at = 0; at < octets.Length; at++)
        {
            Assert.False(octets[at] == '\n', "a line feed without its carriage return");
            if (octets[at] != '\r')
                continue;
            Assert.Equal((byte)'\n', octets[at + 1]);
            lines.Add(octets[start..at]);
            start = ++at + 1;
        }

        Assert.Equal(octets.Length, start);
        return lines;
    }

    // name *(";" param) ":" value, without control characters but the tab (3.1).
    [GeneratedRegex("^[A-Z-]+(;[A-Z-]+=[^\\x00-\\x1F\\x7F\";:,]+)*:[^\\x00-\\x08\\x0A-\\x1F\\x7F]*$")]
    private static partial Regex ContentLine();
}
