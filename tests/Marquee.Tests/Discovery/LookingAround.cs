using System.Net.Http.Json;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Writing;
using Marquee.Platform.Events;
using Marquee.Platform.Jobs;
using Marquee.Providers.Tests.Fake;
using Marquee.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Discovery;

/// <summary>Trending, new, gems and highlights on a moved clock.</summary>
public abstract class LookingAround(DatabaseKind kind)
{
    sealed record Instance(RunningProgram Program, ShiftedClock Clock, IReadOnlyList<TitleId> Titles) : IAsyncDisposable
    {
        public HttpClient Visitor { get; } = Program.NewVisitor();

        /// <summary>Waits until everything that happened was handed to whoever counts it; this test hands out too, as a second node does.</summary>
        public async Task CountAsync()
        {
            var dispatch = Program.Services.GetRequiredService<DispatchOutbox>();
            while (await dispatch.TurnAsync(default) > 0)
                await Task.Yield();
        }

        public async Task<List<string?>> ListAsync(string path) =>
            [.. (await Visitor.GetDataAsync(path)).EnumerateArray().Select(t => (t.TryGetProperty("title", out var title) && title.ValueKind == System.Text.Json.JsonValueKind.Object ? title : t).GetProperty("title").GetString())];

        public ValueTask DisposeAsync() => Program.DisposeAsync();
    }

    async Task<Instance> StartAsync(int titles = 6)
    {
        TestDatabase.SkipWithout(kind);
        var clock = new ShiftedClock();
        var program = await RunningProgram.StartEmptyAsync(kind, with: settings => settings with { Clock = clock, WorksBehind = false });
        await program.ReadyAsync();
        var drafts = Enumerable.Range(1, titles).Select(n => new TitleDraft { Kind = TitleKind.Film, Title = $"Film {n}", Year = 1990 + n, Genres = [n % 2 == 0 ? "Comedy" : "Drama"] }).ToList();
        var written = await program.Database.WriteAsync(connection => program.Services.GetRequiredService<WriteTitles>().HandleAsync(connection, drafts, KnownTitle.Keep, default));
        return new Instance(program, clock, written.Ids);
    }

    static async Task RateAsync(Instance instance, params int[] places)
    {
        using var somebody = instance.Program.NewVisitor();
        foreach (var place in places)
            (await somebody.PutAsJsonAsync($"/api/v1/titles/{instance.Titles[place]}/rating", new { rating = 8 })).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task What_more_people_do_more_to_trends_higher_and_fades()
    {
        await using var instance = await StartAsync();
        Assert.Empty(await instance.ListAsync("/api/v1/discover/trending"));
        await RateAsync(instance, 0, 1);
        await RateAsync(instance, 0);
        await instance.CountAsync();

        Assert.Equal(["Film 1", "Film 2"], await instance.ListAsync("/api/v1/discover/trending?window=hour"));
        Assert.Equal(["Film 2"], await instance.ListAsync("/api/v1/discover/trending?window=day&genre=Comedy"));
        var score = (await instance.Visitor.GetDataAsync("/api/v1/discover/trending?window=hour"))[0].GetProperty("score").GetDouble();
        Assert.InRange(score, 3, 4);

        // A day later one rating of another title outweighs the two of yesterday.
        instance.Clock.Shift += TimeSpan.FromHours(23);
        await RateAsync(instance, 2);
        await instance.CountAsync();
        Assert.Equal(["Film 3"], await instance.ListAsync("/api/v1/discover/trending?window=hour"));
        Assert.Equal(["Film 3", "Film 1", "Film 2"], await instance.ListAsync("/api/v1/discover/trending?window=day"));
        Assert.Equal(["Film 1", "Film 3", "Film 2"], await instance.ListAsync("/api/v1/discover/trending?window=month"));
    }

    [Fact]
    public async Task Watching_counts_one_rating_two_reviewing_three_and_listing_a_half()
    {
        await using var instance = await StartAsync();
        using var fan = instance.Program.NewVisitor();
        async Task DoAsync(HttpMethod method, string path, object body)
        {
            using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
            using var answer = await fan.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        }

        await DoAsync(HttpMethod.Post, "/api/v1/plays", new { title_id = $"{instance.Titles[0]}" });
        await DoAsync(HttpMethod.Put, $"/api/v1/titles/{instance.Titles[1]}/rating", new { rating = 8 });
        await DoAsync(HttpMethod.Post, $"/api/v1/titles/{instance.Titles[2]}/reviews", new { body = "Long enough for a review of a film, and kind.", rating = 9, visibility = "public" });
        await DoAsync(HttpMethod.Put, $"/api/v1/titles/{instance.Titles[3]}/watchlist", new { });
        await instance.CountAsync();

        var trending = (await instance.Visitor.GetDataAsync("/api/v1/discover/trending?window=month")).EnumerateArray()
            .ToDictionary(t => t.GetProperty("title").GetProperty("title").GetString()!, t => Math.Round(t.GetProperty("score").GetDouble(), 1));
        // A review bears a rating, which counts too.
        Assert.Equal(new Dictionary<string, double> { ["Film 3"] = 5, ["Film 2"] = 2, ["Film 1"] = 1, ["Film 4"] = 0.5 }, trending);
        // Off and on again is no second listing on the same day.
        using (await fan.DeleteAsync($"/api/v1/titles/{instance.Titles[3]}/watchlist")) { }
        await DoAsync(HttpMethod.Put, $"/api/v1/titles/{instance.Titles[3]}/watchlist", new { });
        await instance.CountAsync();
        Assert.Equal(0.5, (await instance.Visitor.GetDataAsync("/api/v1/discover/trending?window=month&genre=Comedy"))[1].GetProperty("score").GetDouble(), 0.05);
    }

    [Fact]
    public async Task What_happened_long_ago_is_forgotten()
    {
        await using var instance = await StartAsync();
        await RateAsync(instance, 0);
        await instance.CountAsync();
        instance.Clock.Shift = TimeSpan.FromDays(41);
        var forgot = await instance.Program.Services.GetServices<IScheduledJob>().Single(job => job.Kind == "forget-trends").RunAsync(default);
        Assert.Equal("{ Counts = 1, Marks = 1 }", forgot.ToString());
    }

    [Fact]
    public async Task One_person_counts_once_a_day_however_often_events_are_read()
    {
        await using var instance = await StartAsync();
        using var fan = instance.Program.NewVisitor();
        for (var rating = 1; rating <= 10; rating++)
            (await fan.PutAsJsonAsync($"/api/v1/titles/{instance.Titles[0]}/rating", new { rating })).EnsureSuccessStatusCode();
        await instance.CountAsync();
        await Task.WhenAll(instance.CountAsync(), instance.CountAsync());

        Assert.InRange((await instance.Visitor.GetDataAsync("/api/v1/discover/trending?window=month"))[0].GetProperty("score").GetDouble(), 1.5, 2);
    }

    [Fact]
    public async Task Highlights_stay_for_their_day_and_week_and_then_change()
    {
        await using var instance = await StartAsync(60);
        await instance.Program.Database.WriteAsync(connection => connection.ExecuteAsync("update titles set vote_average = 8, vote_count = 20, popularity = id", null, default));
        var (day, week) = (await instance.ListAsync("/api/v1/discover/highlights"), await instance.ListAsync("/api/v1/discover/highlights?period=week"));
        Assert.Equal((6, 12), (day.Count, week.Count));
        await instance.Program.Database.WriteAsync(connection => connection.ExecuteAsync("update titles set popularity = 1000 - id", null, default));
        Assert.Equal(day, await instance.ListAsync("/api/v1/discover/highlights"));

        instance.Clock.Shift = TimeSpan.FromDays(7);
        Assert.NotEqual(day, await instance.ListAsync("/api/v1/discover/highlights"));
        Assert.Empty((await instance.ListAsync("/api/v1/discover/highlights?period=week")).Intersect(week));
    }

    [Fact]
    public async Task New_is_what_came_out_last_and_gems_are_loved_by_few()
    {
        await using var instance = await StartAsync();
        await instance.Program.Database.WriteAsync(connection => connection.ExecuteAsync(
            "update titles set release_date = '2300-01-01' where title = 'Film 6'; update titles set vote_average = 9, vote_count = 20 where title = 'Film 3'; update titles set vote_average = 9, vote_count = 2000 where title = 'Film 4'", null, default));

        Assert.Equal(["Film 5", "Film 4"], (await instance.ListAsync("/api/v1/discover/new")).Take(2));
        Assert.Equal(["Film 3"], await instance.ListAsync("/api/v1/discover/gems"));
        foreach (var tab in (string[])["", "/trending", "/new", "/popular", "/gems"])
            Assert.Contains("<h1>Discover</h1>", await instance.Visitor.GetStringAsync("/discover" + tab), StringComparison.Ordinal);
    }

    public sealed class On_Sqlite() : LookingAround(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : LookingAround(DatabaseKind.PostgreSql);
}
