using System.Globalization;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Tracking;

/// <summary>Random sequences of what people do, against a model that a child can follow.</summary>
public abstract class RandomDays(ProgramOn program)
{
    const int Steps = 45;

    /// <summary>What is true, kept by hand.</summary>
    sealed class Model
    {
        public HashSet<string> Seen = [];
        public int Films, Episodes;
        public decimal? Rating;
        public bool Listed;

        public Model Copy() => new() { Seen = [.. Seen], Films = Films, Episodes = Episodes, Rating = Rating, Listed = Listed };
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Counts_statuses_and_next_up_are_what_they_should_be_after_every_step(int seed)
    {
        var dice = new Random(seed);
        var visitor = await program.NewVisitorAsync();
        var show = await visitor.ProgressAsync(Watchers.Lost);
        var regular = show.GetProperty("seasons").EnumerateArray().Where(s => s.GetProperty("number").GetInt32() > 0)
            .SelectMany(s => s.GetProperty("episodes").EnumerateArray().Select(e => (Id: e.Text("id"), Season: s.GetProperty("number").GetInt32()))).ToList();
        var model = new Model();
        var history = new Stack<(long Step, Model Before)>();
        var last = 0L;

        for (var step = 0; step < Steps; step++)
        {
            var before = model.Copy();
            switch (dice.Next(9))
            {
                case 0 or 1:
                    var one = regular[dice.Next(regular.Count)];
                    await visitor.PostDataAsync("/api/v1/titles/1/episodes/watched", new { episodes = new[] { one.Id } });
                    Mark(model, [one.Id]);
                    break;
                case 2:
                    var upTo = dice.Next(regular.Count);
                    await visitor.PostDataAsync("/api/v1/titles/1/episodes/watched", new { up_to = regular[upTo].Id });
                    Mark(model, regular.Take(upTo + 1).Select(e => e.Id));
                    break;
                case 3:
                    var season = 1 + dice.Next(3);
                    await visitor.PostDataAsync("/api/v1/titles/1/episodes/watched", new { season });
                    Mark(model, regular.Where(e => e.Season == season).Select(e => e.Id));
                    break;
                case 4:
                    var off = regular[dice.Next(regular.Count)].Season;
                    await visitor.PostDataAsync("/api/v1/titles/1/episodes/unwatched", new { season = off });
                    model.Episodes -= model.Seen.RemoveWhere(id => regular.Any(e => e.Id == id && e.Season == off));
                    break;
                case 5:
                    // The same viewing from two services, and then again: one play more.
                    var day = DateTimeOffset.UnixEpoch.AddDays(15_000 + 3 * step);
                    foreach (var source in new[] { "plex", "trakt", "plex" })
                        await visitor.LogAsync(new { title_id = "19", watched_at = day.AddMinutes(source == "trakt" ? 70 : 0), source, source_event_id = $"{source}-{step}" });
                    model.Films++;
                    break;
                case 6:
                    model.Rating = dice.Next(2, 21) / 2m;
                    await visitor.RateAsync("19", model.Rating.Value);
                    break;
                case 7:
                    model.Listed = dice.Next(2) == 0;
                    using (await visitor.SendJsonAsync(model.Listed ? HttpMethod.Put : HttpMethod.Delete, "/api/v1/titles/22/favourite")) { }
                    break;
                default:
                    if (history.TryPop(out var taken))
                    {
                        await visitor.PostDataAsync($"/api/v1/undo/{taken.Step}");
                        model = taken.Before;
                    }

                    break;
            }

            await HoldsAsync(visitor, model, regular.ConvertAll(e => e.Id), $"seed {seed}, step {step}");
            var latest = await LatestAsync(visitor);
            // A step of three requests is three undo steps: those are not taken back as one.
            if (latest > last && model.Films == before.Films)
                history.Push((latest, before));
            else if (latest > last)
                history.Clear();
            last = Math.Max(last, latest);
        }
    }

    static void Mark(Model model, IEnumerable<string> episodes) => model.Episodes += episodes.Count(model.Seen.Add);

    static async Task HoldsAsync(HttpClient visitor, Model model, List<string> regular, string where)
    {
        var show = await visitor.ProgressAsync(Watchers.Lost);
        Assert.True(model.Seen.Count == show.GetProperty("seen").GetInt32(), where);
        Assert.True(model.Episodes == show.GetProperty("plays").GetInt32(), where);
        var status = model.Seen.Count == 0 ? "none" : model.Seen.Count == regular.Count ? "completed" : "watching";
        Assert.True(status == show.Text("status"), $"{where}: {status} and not {show.Text("status")}");
        var furthest = regular.FindLastIndex(model.Seen.Contains);
        var next = regular.Skip(furthest + 1).FirstOrDefault() ?? regular.FirstOrDefault(id => !model.Seen.Contains(id));
        Assert.True(next == (show.TryGetProperty("next", out var found) ? found.Text("id") : null), $"{where}: next-up");
        Assert.True(model.Films == (await visitor.PlaysAsync("19")).Count, $"{where}: films");
        var rated = (await visitor.GetDataAsync("/api/v1/ratings")).EnumerateArray().ToList();
        Assert.True(model.Rating == (rated.Count == 0 ? null : rated[0].GetProperty("rating").GetDecimal()), $"{where}: rating");
        var library = (await visitor.GetDataAsync("/api/v1/library?filter=favourite:yes%20title:jumanji")).GetArrayLength();
        Assert.True(library == 0, where);
    }

    static async Task<long> LatestAsync(HttpClient visitor)
    {
        var steps = (await visitor.GetDataAsync("/api/v1/undo")).EnumerateArray().ToList();
        return steps.Count == 0 ? 0 : long.Parse(steps[0].Text("id"), CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_hundred_writers_at_once_lose_nothing()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.LogAsync(new { title_id = "19", watched_on = "2020-01-01" });
        var list = (await visitor.PostDataAsync("/api/v1/lists", new { name = "Everything" })).Text("id");

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            using var answer = (i % 4) switch
            {
                0 => await visitor.SendJsonAsync(HttpMethod.Post, "/api/v1/plays", new { title_id = $"{100 + i}", watched_on = "2025-01-01" }),
                1 => await visitor.SendJsonAsync(HttpMethod.Put, $"/api/v1/titles/{100 + i}/rating", new { rating = 7 }),
                2 => await visitor.SendJsonAsync(HttpMethod.Post, $"/api/v1/lists/{list}/items", new { titles = new[] { $"{100 + i}" } }),
                _ => await visitor.SendJsonAsync(HttpMethod.Put, $"/api/v1/titles/{100 + i}/tags", new { tags = new[] { "hundred" } }),
            };
            return (answer.StatusCode, Body: await answer.Content.ReadAsStringAsync());
        }));

        Assert.All(answers, answer => Assert.True((int)answer.StatusCode < 300, answer.Body));
        Assert.Equal(26, await CountAsync(visitor, "/api/v1/plays?limit=200"));
        Assert.Equal(25, await CountAsync(visitor, "/api/v1/ratings?limit=200"));
        Assert.Equal(25, await CountAsync(visitor, $"/api/v1/lists/{list}/items"));
        Assert.Equal(25, await CountAsync(visitor, "/api/v1/library?filter=tag:hundred&limit=200"));
        var changes = (await visitor.GetDataAsync("/api/v1/changes")).GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("seq").GetInt64()).ToList();
        Assert.Equal(changes.Order().Distinct(), changes);
    }

    static async Task<int> CountAsync(HttpClient visitor, string path) => (await visitor.GetDataAsync(path)).GetArrayLength();

    public sealed class On_Sqlite(ProgramOnSqlite program) : RandomDays(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : RandomDays(program);
}
