using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Writing;
using Marquee.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Catalogue;

/// <summary>
/// A page asks the database no more often for two hundred rows than for ten. Counted on PostgreSQL, whose driver tells of every command it sends; the pages send the
/// same ones to SQLite.
/// </summary>
public sealed class CountingQueries
{
    const int Few = 10, Many = 200, Most = 60;

    [Fact]
    public async Task Pages_ask_no_more_often_for_two_hundred_rows_than_for_ten()
    {
        TestDatabase.SkipWithout(DatabaseKind.PostgreSql);

        var (few, many) = (await CountAsync(Few), await CountAsync(Many));

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(Environment.NewLine, many.Select(page => $"{page.Value,3} {page.Key}")));
        // A search that finds little looks for slips of the finger as well, so few rows may take more queries, never the other way round.
        Assert.Empty(many.Where(page => few[page.Key] < page.Value).Select(page => $"{page.Key}: {few[page.Key]} for {Few}, {page.Value} for {Many}"));
        Assert.All(many, page => Assert.InRange(page.Value, 1, Most));
    }

    static async Task<SortedDictionary<string, int>> CountAsync(int rows)
    {
        await using var program = await RunningProgram.StartEmptyAsync(DatabaseKind.PostgreSql);
        await program.ReadyAsync();
        var visitor = program.NewVisitor();
        var pages = await FillAsync(program, visitor, rows);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, path) in pages)
        {
            // The first time fills what is kept in memory.
            using (var warm = await visitor.GetAsync(path))
                Assert.True(warm.IsSuccessStatusCode, $"{path}: {(int)warm.StatusCode}");
            counts[name] = await CommandsAsync(visitor, path);
        }

        return counts;
    }

    static async Task<int> CommandsAsync(HttpClient visitor, string path)
    {
        var trace = ActivityTraceId.CreateRandom();
        var commands = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                // What runs behind the pages has other traces.
                if (activity.Source.Name == "Npgsql" && activity.TraceId == trace && (activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")) is string sql)
                    commands.Enqueue(sql);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var answer = await visitor.SendAsync(request);
        await answer.Content.ReadAsStringAsync();
        if (Environment.GetEnvironmentVariable("MARQUEE_SHOW_QUERIES") is { } file)
            await File.AppendAllLinesAsync(file, [$"=== {path}", .. commands.Select(sql => sql.ReplaceLineEndings(" "))]);
        return commands.Count;
    }

    static async Task<IReadOnlyList<(string Name, string Path)>> FillAsync(RunningProgram program, HttpClient visitor, int rows)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var drafts = Enumerable.Range(1, rows).Select(n => new TitleDraft
        {
            Kind = n % 3 == 0 ? TitleKind.Show : TitleKind.Film,
            Title = $"Film number {n}",
            Year = 1900 + (n % 120),
            Overview = $"The story of number {n}.",
            Genres = [n % 2 == 0 ? "Comedy" : "Drama"],
            Directors = ["Anna Everywhere"],
            Cast = [$"Actor {n}", "Bela Often"],
            ExternalIds = [new ExternalId("test", $"{n}")],
        }).Append(new TitleDraft
        {
            Kind = TitleKind.Film,
            Title = "The crowded film",
            Year = 2000,
            Genres = ["Drama"],
            Keywords = [.. Enumerable.Range(1, rows).Select(n => $"keyword {n}")],
            Directors = ["Anna Everywhere"],
            Cast = [.. Enumerable.Range(1, rows).Select(n => $"Extra {n}")],
        }).Append(new TitleDraft
        {
            Kind = TitleKind.Show,
            Title = "The long show",
            Year = 2000,
            Seasons = [.. Enumerable.Range(1, rows / 10).Select(season => new SeasonDraft(season, today, [.. Enumerable.Range(1, 10).Select(n => new EpisodeDraft(n, $"Episode {n}", today, 40))]))],
        }).ToList();
        var ids = (await program.Database.WriteAsync(connection => program.Services.GetRequiredService<WriteTitles>().HandleAsync(connection, drafts, KnownTitle.Keep, default))).Ids;
        var (film, show) = (ids[rows], ids[rows + 1]);
        foreach (var id in ids)
        {
            using var rated = await visitor.PutAsJsonAsync($"/api/v1/titles/{id}/rating", new { rating = 7 });
            rated.EnsureSuccessStatusCode();
        }

        var plays = ids.Take(rows).Select(id => new { title_id = $"{id}", watched_on = "2024-05-02" });
        foreach (var some in plays.Chunk(50))
            await PostAsync("/api/v1/plays/bulk", new { plays = some });
        var list = (await PostAsync("/api/v1/lists", new { name = "Everything" })).GetProperty("data").GetProperty("id").ToString();
        for (var more = 0; more < rows / 10; more++)
            await PostAsync("/api/v1/lists", new { name = $"List {more}" });
        foreach (var some in ids.Chunk(50))
            await PostAsync($"/api/v1/lists/{list}/items", new { titles = some.Select(id => $"{id}") });
        foreach (var id in ids)
            using (await visitor.PutAsJsonAsync($"/api/v1/titles/{id}/favourite", new { })) { }
        await program.Database.WriteAsync(connection => connection.ExecuteAsync("update titles set vote_average = 8, vote_count = 20, popularity = id", null, default));
        var person = (await visitor.GetDataAsync($"/api/v1/titles/{film}")).GetProperty("directors")[0].GetProperty("id").GetString();
        return
        [
            ("browse", "/search"), ("browse a genre", "/search?genre=Drama"), ("search", "/search?q=film"), ("a film", $"/titles/{film}"), ("a show", $"/titles/{show}"), ("a person", $"/people/{person}"),
            ("calendar", "/calendar"), ("trending", "/discover"), ("popular", "/discover/popular"), ("new", "/discover/new"), ("gems", "/discover/gems"), ("services", "/services"),
            ("library", "/library"), ("diary", "/diary?year=2024"), ("lists", "/lists"), ("a list", $"/lists/{list}"), ("watchlist", "/watchlist"), ("reviews", "/reviews"), ("home", "/"),
        ];

        async Task<System.Text.Json.JsonElement> PostAsync(string path, object body)
        {
            using var answer = await visitor.PostAsJsonAsync(path, body);
            var json = await answer.JsonAsync();
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {json}");
            return json;
        }
    }
}
