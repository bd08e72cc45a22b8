using System.Net;
using System.Text;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Tracking;

public abstract class KeepingALibrary(ProgramOn program)
{
    static async Task<string[]> TitlesAsync(HttpClient visitor, string filter, string more = "") =>
        [.. (await visitor.GetDataAsync($"/api/v1/library?filter={Uri.EscapeDataString(filter)}{more}")).EnumerateArray().Select(i => i.GetProperty("title").Text("id"))];

    [Fact]
    public async Task Holds_what_was_watched_rated_owned_tagged_or_noted()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.LogAsync(new { title_id = "19" });
        await visitor.RateAsync("20", 7.5m);
        await visitor.PostDataAsync("/api/v1/titles/21/copies", new { medium = "disc", format = "Blu-ray", place = "Shelf by the window" });
        await visitor.SendDataAsync(HttpMethod.Put, "/api/v1/titles/22/tags", new { tags = new[] { "Rainy Sunday", "rainy  sunday" } });
        await visitor.SendDataAsync(HttpMethod.Put, "/api/v1/titles/23/note", new { note = "Ask Priya" });

        Assert.Equal(["19", "20", "21", "22", "23"], (await TitlesAsync(visitor, "")).Order());
        Assert.Equal(["21"], await TitlesAsync(visitor, "owned:disc"));
        Assert.Equal(["22"], await TitlesAsync(visitor, "tag:\"rainy sunday\""));
        Assert.Equal(["20"], await TitlesAsync(visitor, "rating:7..8"));
        Assert.Equal(["23"], await TitlesAsync(visitor, "note:yes"));
        Assert.Equal(["19"], await TitlesAsync(visitor, "status:completed"));
    }

    [Fact]
    public async Task Many_are_changed_at_once_and_one_undo_restores_every_one()
    {
        var visitor = await program.NewVisitorAsync();
        foreach (var id in new[] { "19", "20", "21" })
            await visitor.LogAsync(new { title_id = id });
        await visitor.RateAsync("19", 4);

        var changed = await visitor.PostDataAsync("/api/v1/library/bulk", new { filter = "seen:yes", rating = 9, tag = "binge" });
        Assert.Equal(3, changed.GetProperty("titles").GetInt32());
        Assert.Equal(3, (await TitlesAsync(visitor, "tag:binge rating:9")).Length);
        await visitor.PostDataAsync($"/api/v1/undo/{await visitor.LastUndoAsync()}");

        Assert.Equal(["19"], await TitlesAsync(visitor, "rated:yes"));
        Assert.Equal(["19"], await TitlesAsync(visitor, "rating:4"));
        Assert.Empty(await TitlesAsync(visitor, "tag:binge"));
    }

    [Fact]
    public async Task Pages_of_any_order_leave_none_out()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.PostDataAsync("/api/v1/plays/bulk", new { plays = Enumerable.Range(19, 25).Select(id => new { title_id = $"{id}" }) });
        foreach (var sort in new[] { "title", "year", "rating", "recent", "score-", "runtime+" })
        {
            var (ids, after) = (new List<string>(), "");
            while (after is not null)
            {
                using var answer = await visitor.GetAsync($"/api/v1/library?sort={Uri.EscapeDataString(sort)}&limit=7&after={Uri.EscapeDataString(after)}");
                var page = await answer.JsonAsync();
                ids.AddRange(page.GetProperty("data").EnumerateArray().Select(i => i.GetProperty("title").Text("id")));
                after = page.GetProperty("pagination").TryGetProperty("next", out var next) ? next.GetString() : null;
            }

            Assert.Equal(25, ids.Distinct().Count());
            Assert.Equal(25, ids.Count);
        }
    }

    [Fact]
    public async Task A_note_is_not_written_over_by_who_read_an_older_one()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.SendDataAsync(HttpMethod.Put, "/api/v1/titles/19/note", new { note = "First" });
        using var read = await visitor.GetAsync("/api/v1/titles/19/own");
        using var one = await visitor.SendJsonAsync(HttpMethod.Put, "/api/v1/titles/19/note", new { note = "Second" }, ifMatch: read.Headers.ETag!.Tag);
        using var late = await visitor.SendJsonAsync(HttpMethod.Put, "/api/v1/titles/19/note", new { note = "Third" }, ifMatch: read.Headers.ETag!.Tag);

        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        Assert.Equal("Second", (await visitor.GetDataAsync("/api/v1/titles/19/own")).Text("note"));
    }

    [Fact]
    public async Task The_pages_answer_and_are_light()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.PostDataAsync("/api/v1/plays/bulk", new { plays = Enumerable.Range(19, 120).Select(id => new { title_id = $"{id}", watched_on = "2025-03-01" }) });
        visitor.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        foreach (var path in new[] { "/library", "/library?view=table", "/diary?month=2025-03", "/diary?month=2025-03&view=list", "/lists", "/watchlist", "/reviews", "/log?title=1", "/log?q=toy", "/titles/1", "/titles/19", "/" })
        {
            using var answer = await visitor.GetAsync(path);
            var bytes = Encoding.UTF8.GetByteCount(await answer.Content.ReadAsStringAsync());
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path} answered {(int)answer.StatusCode}");
            Assert.InRange(bytes, 1, path.StartsWith("/library", StringComparison.Ordinal) ? 200 * 1024 : 600 * 1024);
        }
    }

    [Fact]
    public async Task The_diary_is_by_the_day()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.LogAsync(new { title_id = "19", watched_on = "2025-03-31", rating = 8 });
        await visitor.LogAsync(new { title_id = "20", watched_on = "2025-04-01" });
        await visitor.LogAsync(new { title_id = "21", watched_at = "2025-03-10T12:00:00Z" });

        var month = await visitor.GetDataAsync("/api/v1/diary?month=2025-03");

        Assert.Equal(["2025-03-31", "2025-03-10"], month.GetProperty("days").EnumerateArray().Select(d => d.Text("day")));
        Assert.Equal(8, month.GetProperty("days")[0].GetProperty("entries")[0].GetProperty("rating").GetDecimal());
        Assert.Equal("2025-03", (await visitor.GetDataAsync("/api/v1/diary?month=2025-06")).Text("earlier")[..4] + "-03");
    }

    [Fact]
    public async Task The_catalogue_is_browsed_and_searched_by_the_same_filters()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.LogAsync(new { title_id = "19" });
        async Task<List<string>> FoundAsync(string query) => [.. (await visitor.GetDataAsync("/api/v1/search?limit=50&" + query)).EnumerateArray().Select(t => t.Text("id"))];

        var unseen = await FoundAsync("filter=" + Uri.EscapeDataString("genre:animation year:1995..1999 -seen:yes sort:year+"));
        var seen = await FoundAsync("q=toy+story&filter=seen:yes");
        var years = new List<int>();
        foreach (var id in unseen.Take(12))
            years.Add((await visitor.GetDataAsync($"/api/v1/titles/{id}")).GetProperty("year").GetInt32());

        Assert.Equal(["19"], seen);
        Assert.DoesNotContain("19", unseen);
        Assert.Equal(years.Order(), years);
        Assert.All(years, year => Assert.InRange(year, 1995, 1999));
        using var wrong = await visitor.GetAsync("/api/v1/search?filter=gnre:drama");
        Assert.Equal("filter_invalid", (await wrong.JsonAsync()).Text("code"));
        visitor.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var page = await visitor.GetStringAsync("/search?filter=gnre:drama");
        Assert.Contains("There is no &#x27;gnre:&#x27;", page, StringComparison.Ordinal);
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : KeepingALibrary(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : KeepingALibrary(program);
}
