using System.Net;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Tracking;

public abstract class LoggingPlays(ProgramOn program)
{
    [Fact]
    public async Task A_film_can_be_seen_several_times_and_each_time_is_a_play()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.LogAsync(new { title_id = "19", watched_on = "2025-03-01" });
        await visitor.LogAsync(new { title_id = "19", watched_at = "2025-04-02T20:15:00+02:00", note = "With the children" });
        await visitor.LogAsync(new { title_id = "19", unknown = true, again = true });

        var plays = await visitor.PlaysAsync("19");

        Assert.Equal(["exact", "day", "unknown"], plays.Select(p => p.Text("precision")));
        Assert.Equal("With the children", plays[0].Text("note"));
    }

    [Fact]
    public async Task The_same_viewing_from_two_sources_is_one_play_with_two_sources()
    {
        var visitor = await program.NewVisitorAsync();
        var first = await visitor.LogAsync(new { title_id = "19", watched_at = "2025-03-01T20:00:00Z", source = "plex", source_event_id = "p-1" });
        var second = await visitor.LogAsync(new { title_id = "19", watched_at = "2025-03-01T21:20:00Z", source = "trakt", source_event_id = "t-9" });
        var by_hand = await visitor.LogAsync(new { title_id = "19", watched_on = "2025-03-01" });

        var play = Assert.Single(await visitor.PlaysAsync("19"));
        Assert.Equal(["plex", "trakt", "manual"], play.GetProperty("sources").EnumerateArray().Select(s => s.GetString()));
        Assert.True(first.GetProperty("is_new").GetBoolean());
        Assert.False(second.GetProperty("is_new").GetBoolean());
        Assert.Equal(first.Text("play_id"), by_hand.Text("play_id"));
    }

    [Fact]
    public async Task A_day_told_first_shows_the_exact_time_told_later()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.LogAsync(new { title_id = "19", watched_on = "2025-03-01" });
        await visitor.LogAsync(new { title_id = "19", watched_at = "2025-03-01T20:00:00Z", source = "plex", source_event_id = "p-1" });

        Assert.Equal("exact", Assert.Single(await visitor.PlaysAsync("19")).Text("precision"));
    }

    [Fact]
    public async Task A_deleted_play_is_not_brought_back_by_its_source_and_comes_back_by_undo()
    {
        var visitor = await program.NewVisitorAsync();
        var told = new { title_id = "19", watched_at = "2025-03-01T20:00:00Z", source = "plex", source_event_id = "p-1" };
        var play = await visitor.LogAsync(told);

        using var deleted = await visitor.DeleteAsync($"/api/v1/plays/{play.Text("play_id")}");
        await visitor.LogAsync(told);
        Assert.Empty(await visitor.PlaysAsync("19"));
        await visitor.PostDataAsync($"/api/v1/undo/{deleted.Headers.GetValues("Marquee-Undo").Single()}");

        Assert.Equal(play.Text("play_id"), Assert.Single(await visitor.PlaysAsync("19")).Text("id"));
        Assert.Equal("completed", (await visitor.ProgressAsync("19")).Text("status"));
    }

    [Fact]
    public async Task A_play_is_corrected_only_by_who_read_its_latest_version()
    {
        var visitor = await program.NewVisitorAsync();
        var id = (await visitor.LogAsync(new { title_id = "19", watched_on = "2025-03-01" })).Text("play_id");
        using var read = await visitor.GetAsync($"/api/v1/plays/{id}");
        var tag = read.Headers.ETag!.Tag;

        using var changed = await visitor.SendJsonAsync(HttpMethod.Patch, $"/api/v1/plays/{id}", new { watched_on = "2025-03-02" }, ifMatch: tag);
        using var late = await visitor.SendJsonAsync(HttpMethod.Patch, $"/api/v1/plays/{id}", new { watched_on = "2025-03-03" }, ifMatch: tag);

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        Assert.Equal("version_conflict", (await late.JsonAsync()).Text("code"));
        Assert.StartsWith("2025-03-02", Assert.Single(await visitor.PlaysAsync("19")).Text("watched_at"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_sent_again_under_its_key_changes_nothing_and_gets_the_same_answer()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.LogAsync(new { title_id = "20", watched_on = "2025-03-01" });
        var play = new { title_id = "19", watched_on = "2025-03-01", again = true };

        var first = await visitor.LogAsync(play, key: "one");
        var second = await visitor.LogAsync(play, key: "one");
        using var other = await visitor.SendJsonAsync(HttpMethod.Post, "/api/v1/plays", new { title_id = "21" }, key: "one");

        Assert.Equal(first.ToString(), second.ToString());
        Assert.Single(await visitor.PlaysAsync("19"));
        Assert.Equal("idempotency_key_reused", (await other.JsonAsync()).Text("code"));
    }

    [Fact]
    public async Task Several_plays_go_in_together_or_not_at_all()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.PostDataAsync("/api/v1/plays/bulk", new { plays = new[] { new { title_id = "19" }, new { title_id = "20" } } });

        using var refused = await visitor.SendJsonAsync(HttpMethod.Post, "/api/v1/plays/bulk", new { plays = new[] { new { title_id = "21" }, new { title_id = "99999999" } } });

        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal(2, (await visitor.GetDataAsync("/api/v1/plays")).GetArrayLength());
    }

    [Fact]
    public async Task Plays_come_in_pages_that_leave_none_out()
    {
        var visitor = await program.NewVisitorAsync();
        for (var day = 1; day <= 7; day++)
            await visitor.LogAsync(new { title_id = "19", watched_on = $"2025-03-0{day}" });

        var (ids, after) = (new List<string>(), "");
        do
        {
            using var answer = await visitor.GetAsync($"/api/v1/plays?limit=3&after={after}");
            var page = await answer.JsonAsync();
            ids.AddRange(page.GetProperty("data").EnumerateArray().Select(p => p.Text("id")));
            after = page.GetProperty("pagination").TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (after is not null);

        Assert.Equal(7, ids.Distinct().Count());
        Assert.Equal(7, ids.Count);
    }

    [Theory]
    [InlineData("""{"title_id":"19","watched_on":"2999-01-01"}""", "watched_on_invalid")]
    [InlineData("""{"title_id":"19","watched_at":"1700-01-01T00:00:00Z"}""", "watched_at_invalid")]
    [InlineData("""{"title_id":"19","rating":11}""", "rating_invalid")]
    [InlineData("""{"title_id":"19","episode_id":"1"}""", "episode_not_found")]
    public async Task What_makes_no_sense_is_refused_with_a_code(string body, string code)
    {
        var visitor = await program.NewVisitorAsync();

        using var answer = await visitor.PostAsync("/api/v1/plays", new StringContent(body, null, "application/json"));

        Assert.Equal(code, (await answer.JsonAsync()).Text("code"));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Another_profiles_play_is_not_there()
    {
        var (one, other) = (await program.NewVisitorAsync(), await program.NewVisitorAsync());
        var id = (await one.LogAsync(new { title_id = "19" })).Text("play_id");
        await other.LogAsync(new { title_id = "20" });

        using var read = await other.GetAsync($"/api/v1/plays/{id}");
        using var edited = await other.SendJsonAsync(HttpMethod.Patch, $"/api/v1/plays/{id}", new { note = "mine" });
        using var deleted = await other.DeleteAsync($"/api/v1/plays/{id}");
        using var undone = await other.PostAsync($"/api/v1/undo/{await one.LastUndoAsync()}", null);

        Assert.All([read, edited, undone], answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        Assert.Single(await one.PlaysAsync("19"));
    }

    [Fact]
    public async Task Changes_come_once_each_with_tombstones()
    {
        var visitor = await program.NewVisitorAsync();
        var id = (await visitor.LogAsync(new { title_id = "19", rating = 8 })).Text("play_id");
        var first = await visitor.GetDataAsync("/api/v1/changes");
        using var _ = await visitor.DeleteAsync($"/api/v1/plays/{id}");

        var second = await visitor.GetDataAsync($"/api/v1/changes?since={first.Text("cursor")}");

        Assert.Contains(first.GetProperty("changes").EnumerateArray(), c => c.Text("entity") == "rating" && c.Text("entity_id") == "19");
        var gone = Assert.Single(second.GetProperty("changes").EnumerateArray(), c => c.Text("entity") == "play");
        Assert.Equal(id, gone.Text("entity_id"));
        Assert.True(gone.GetProperty("gone").GetBoolean());
        Assert.Empty((await visitor.GetDataAsync($"/api/v1/changes?since={second.Text("cursor")}")).GetProperty("changes").EnumerateArray());
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : LoggingPlays(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : LoggingPlays(program);
}
