using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Writing;
using Marquee.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Calendar;

/// <summary>Episodes and films of what somebody follows, on the page, as data, and as a calendar that other programs read.</summary>
public abstract class FollowingReleases(DatabaseKind kind)
{
    const string Long = "Der lange Abschied von der alten, großen; und überaus berühmten Lichtspielbühne am Ende der Straße";

    static DateOnly Today { get; } = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    sealed record Instance(RunningProgram Program, HttpClient Visitor, IReadOnlyList<TitleId> Titles) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Program.DisposeAsync();
    }

    async Task<Instance> StartAsync()
    {
        TestDatabase.SkipWithout(kind);
        var program = await RunningProgram.StartEmptyAsync(kind);
        await program.ReadyAsync();
        TitleDraft[] drafts =
        [
            new() { Kind = TitleKind.Show, Title = "Followed", Year = 2020, Seasons = [new SeasonDraft(2, Today, [new EpisodeDraft(1, Long, Today.AddDays(1), 40), new EpisodeDraft(2, "Zwei", Today.AddDays(8), 40), new EpisodeDraft(3, "Far", Today.AddDays(900), 40)])] },
            new() { Kind = TitleKind.Show, Title = "Not followed", Year = 2020, Seasons = [new SeasonDraft(1, Today, [new EpisodeDraft(1, "One", Today.AddDays(1), 40)])] },
            new() { Kind = TitleKind.Film, Title = "Coming, soon", Year = Today.Year },
        ];
        var written = await program.Database.WriteAsync(async connection =>
        {
            var titles = await program.Services.GetRequiredService<WriteTitles>().HandleAsync(connection, drafts, KnownTitle.Keep, default);
            await connection.ExecuteAsync("update titles set release_date = @day where id = @id", new { day = Today.AddDays(3), id = titles.Ids[2] }, default);
            return titles;
        });
        var visitor = program.NewVisitor();
        foreach (var place in (int[])[0, 2])
            (await visitor.PutAsJsonAsync($"/api/v1/titles/{written.Ids[place]}/rating", new { rating = 8 })).EnsureSuccessStatusCode();
        return new Instance(program, visitor, written.Ids);
    }

    [Fact]
    public async Task Shows_what_is_followed_and_nothing_else()
    {
        await using var instance = await StartAsync();

        var releases = (await instance.Visitor.GetDataAsync("/api/v1/calendar")).EnumerateArray().Select(r => $"{r.GetProperty("day")} {r.GetProperty("kind")} {r.GetProperty("title")}");

        Assert.Equal([$"{Today.AddDays(1):yyyy-MM-dd} premiere Followed", $"{Today.AddDays(3):yyyy-MM-dd} film Coming, soon", $"{Today.AddDays(8):yyyy-MM-dd} episode Followed"], releases);
        Assert.Empty((await instance.Program.NewVisitor().GetDataAsync("/api/v1/calendar")).EnumerateArray());
        Assert.Contains("Followed 2x01", await instance.Visitor.GetStringAsync($"/calendar?month={Today.AddDays(1):yyyy-MM}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_feed_is_a_valid_calendar_behind_a_secret_address()
    {
        await using var instance = await StartAsync();
        using var made = await instance.Visitor.PostAsJsonAsync("/api/v1/calendar/feed", new { });
        var url = (await made.JsonAsync()).GetProperty("data").GetProperty("url").GetString()!;

        using var stranger = instance.Program.NewVisitor();
        using var answer = await stranger.GetAsync(url);
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal("text/calendar", answer.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith("END:VCALENDAR\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Replace("\r\n", "", StringComparison.Ordinal), c => c is '\r' or '\n');
        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        var lines = text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");
        Assert.Equal(3, lines.Count(line => line == "BEGIN:VEVENT"));
        Assert.Equal(3, lines.Where(line => line.StartsWith("UID:", StringComparison.Ordinal)).Distinct().Count());
        Assert.Contains($"SUMMARY:Followed 2x01: {Long.Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)}", lines);
        Assert.Contains("SUMMARY:Coming\\, soon", lines);
        Assert.Contains($"DTSTART;VALUE=DATE:{Today.AddDays(3).ToString("yyyyMMdd", CultureInfo.InvariantCulture)}", lines);
        Assert.Contains($"DTEND;VALUE=DATE:{Today.AddDays(4).ToString("yyyyMMdd", CultureInfo.InvariantCulture)}", lines);
        Assert.All(lines.Where(line => line.StartsWith("DTSTAMP:", StringComparison.Ordinal)), line => Assert.Matches("^DTSTAMP:[0-9]{8}T[0-9]{6}Z$", line));
    }

    [Fact]
    public async Task A_new_address_ends_the_old_one_and_ending_it_ends_all()
    {
        await using var instance = await StartAsync();
        async Task<string> MakeAsync() => (await (await instance.Visitor.PostAsJsonAsync("/api/v1/calendar/feed", new { })).JsonAsync()).GetProperty("data").GetProperty("url").GetString()!;
        var (first, second) = (await MakeAsync(), await MakeAsync());

        Assert.Equal(HttpStatusCode.NotFound, (await instance.Visitor.GetAsync(first)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await instance.Visitor.GetAsync(second)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await instance.Visitor.DeleteAsync("/api/v1/calendar/feed")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await instance.Visitor.GetAsync(second)).StatusCode);
    }

    public sealed class On_Sqlite() : FollowingReleases(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : FollowingReleases(DatabaseKind.PostgreSql);
}
