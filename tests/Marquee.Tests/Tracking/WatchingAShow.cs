using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Tracking;

public abstract class WatchingAShow(ProgramOn program)
{
    [Fact]
    public async Task Marking_an_episode_makes_the_show_watched_and_the_one_behind_it_next()
    {
        var visitor = await program.NewVisitorAsync();
        var episodes = (await visitor.ProgressAsync(Watchers.Lost)).Episodes(1);

        await visitor.PostDataAsync("/api/v1/titles/1/episodes/watched", new { episodes = new[] { episodes[0] } });

        var show = await visitor.ProgressAsync(Watchers.Lost);
        Assert.Equal("watching", show.Text("status"));
        Assert.Equal(1, show.GetProperty("seen").GetInt32());
        Assert.Equal(episodes[1], show.GetProperty("next").Text("id"));
        var next = Assert.Single((await visitor.GetDataAsync("/api/v1/next-up")).EnumerateArray());
        Assert.Equal(episodes[1], next.Text("episode_id"));
        Assert.False(string.IsNullOrEmpty(next.Text("air_date")));
    }

    [Fact]
    public async Task Up_to_here_marks_everything_before_and_no_specials()
    {
        var visitor = await program.NewVisitorAsync();
        var show = await visitor.ProgressAsync(Watchers.Lost);

        var marked = await visitor.PostDataAsync("/api/v1/titles/1/episodes/watched", new { up_to = show.Episodes(2)[2] });

        Assert.Equal(show.Episodes(1).Count + 3, marked.GetProperty("changed").GetArrayLength());
        var after = await visitor.ProgressAsync(Watchers.Lost);
        Assert.Equal(show.Episodes(1).Count + 3, after.GetProperty("seen").GetInt32());
        Assert.Equal(show.Episodes(2)[3], after.GetProperty("next").Text("id"));
    }

    [Fact]
    public async Task A_season_is_marked_once_and_unmarked_and_undo_brings_it_back()
    {
        var visitor = await program.NewVisitorAsync();
        var count = (await visitor.ProgressAsync(Watchers.Lost)).Episodes(1).Count;
        await visitor.PostDataAsync("/api/v1/titles/1/episodes/watched", new { season = 1, when = "release" });
        var twice = await visitor.PostDataAsync("/api/v1/titles/1/episodes/watched", new { season = 1 });
        Assert.Empty(twice.GetProperty("changed").EnumerateArray());
        Assert.Equal(count, (await visitor.PlaysAsync(Watchers.Lost)).Count);

        await visitor.PostDataAsync("/api/v1/titles/1/episodes/unwatched", new { season = 1 });
        Assert.Equal("none", (await visitor.ProgressAsync(Watchers.Lost)).Text("status"));
        var undone = await visitor.PostDataAsync($"/api/v1/undo/{await visitor.LastUndoAsync()}");

        Assert.Equal(0, undone.GetProperty("kept").GetInt32());
        Assert.Equal(count, (await visitor.ProgressAsync(Watchers.Lost)).GetProperty("seen").GetInt32());
    }

    [Fact]
    public async Task All_of_a_show_that_ended_is_completed_and_can_be_started_again()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.PostDataAsync("/api/v1/titles/1/episodes/watched", new { all = true });
        Assert.Equal("completed", (await visitor.ProgressAsync(Watchers.Lost)).Text("status"));

        await visitor.PostDataAsync("/api/v1/titles/1/rewatch");

        var again = await visitor.ProgressAsync(Watchers.Lost);
        Assert.Equal((2, 0, "watching"), (again.GetProperty("cycle").GetInt32(), again.GetProperty("seen").GetInt32(), again.Text("status")));
        Assert.Equal(again.Episodes(1)[0], again.GetProperty("next").Text("id"));
        await visitor.PostDataAsync("/api/v1/titles/1/episodes/watched", new { episodes = new[] { again.Episodes(1)[0] } });
        Assert.Equal(1, (await visitor.ProgressAsync(Watchers.Lost)).GetProperty("seen").GetInt32());
    }

    [Fact]
    public async Task A_status_by_hand_stands_until_they_watch_on()
    {
        var visitor = await program.NewVisitorAsync();
        var episodes = (await visitor.ProgressAsync(Watchers.Lost)).Episodes(1);
        await visitor.PostDataAsync("/api/v1/titles/1/episodes/watched", new { episodes = new[] { episodes[0] } });
        await visitor.SendDataAsync(HttpMethod.Put, "/api/v1/titles/1/status", new { status = "dropped" });
        Assert.Equal("dropped", (await visitor.ProgressAsync(Watchers.Lost)).Text("status"));
        Assert.Empty((await visitor.GetDataAsync("/api/v1/next-up")).EnumerateArray());

        await visitor.PostDataAsync("/api/v1/titles/1/episodes/watched", new { episodes = new[] { episodes[1] } });

        Assert.Equal("watching", (await visitor.ProgressAsync(Watchers.Lost)).Text("status"));
    }

    [Fact]
    public async Task Specials_do_not_count_towards_the_show()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.PostDataAsync("/api/v1/titles/1/episodes/watched", new { season = 0 });

        var show = await visitor.ProgressAsync(Watchers.Lost);

        Assert.Equal(0, show.GetProperty("seen").GetInt32());
        Assert.Equal("watching", show.Text("status"));
        Assert.Equal(show.Episodes(1)[0], show.GetProperty("next").Text("id"));
    }

    [Fact]
    public async Task A_file_with_two_episodes_is_one_event_and_two_plays()
    {
        var visitor = await program.NewVisitorAsync();
        var episodes = (await visitor.ProgressAsync(Watchers.Lost)).Episodes(1);
        var told = episodes.Take(2).Select(e => new { title_id = "1", episode_id = e, watched_at = "2025-03-01T20:00:00Z", source = "plex", source_event_id = "double" }).ToArray();
        await visitor.PostDataAsync("/api/v1/plays/bulk", new { plays = told });
        await visitor.PostDataAsync("/api/v1/plays/bulk", new { plays = told });

        Assert.Equal(2, (await visitor.PlaysAsync(Watchers.Lost)).Count);
    }

    [Fact]
    public async Task Where_one_stopped_is_kept_until_the_end_counts_as_watched()
    {
        var visitor = await program.NewVisitorAsync();
        var episode = (await visitor.ProgressAsync(Watchers.Lost)).Episodes(1)[0];
        await visitor.SendDataAsync(HttpMethod.Put, "/api/v1/progress", new { title_id = "1", episode_id = episode, seconds = 1200, length = 2520 });
        var begun = Assert.Single((await visitor.GetDataAsync("/api/v1/continue")).EnumerateArray());
        Assert.Equal((episode, 22), (begun.Text("episode_id"), begun.GetProperty("minutes").GetInt32()));

        var end = await visitor.SendDataAsync(HttpMethod.Put, "/api/v1/progress", new { title_id = "1", episode_id = episode, seconds = 2400, length = 2520 });

        Assert.True(end.GetProperty("finished").GetBoolean());
        Assert.Empty((await visitor.GetDataAsync("/api/v1/continue")).EnumerateArray());
        Assert.Equal(1, (await visitor.ProgressAsync(Watchers.Lost)).GetProperty("seen").GetInt32());
    }

    [Fact]
    public async Task Seasons_and_episodes_are_rated_by_themselves()
    {
        var visitor = await program.NewVisitorAsync();
        var show = await visitor.ProgressAsync(Watchers.Lost);
        var season = show.GetProperty("seasons")[0].Text("id");
        await visitor.SendDataAsync(HttpMethod.Put, $"/api/v1/seasons/{season}/rating", new { rating = 8.5 });
        await visitor.SendDataAsync(HttpMethod.Put, $"/api/v1/episodes/{show.Episodes(1)[0]}/rating", new { rating = 9 });

        var rated = (await visitor.ProgressAsync(Watchers.Lost)).GetProperty("seasons")[0];

        Assert.Equal(8.5m, rated.GetProperty("rating").GetDecimal());
        Assert.Equal(9m, rated.GetProperty("episodes")[0].GetProperty("rating").GetDecimal());
        Assert.Empty((await visitor.GetDataAsync("/api/v1/ratings")).EnumerateArray());
        Assert.Single((await visitor.GetDataAsync("/api/v1/ratings?of=episodes")).EnumerateArray());
    }

    [Fact]
    public async Task A_library_knows_a_status_as_the_title_itself_does()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.LogAsync(new { title_id = "19", watched_on = "2020-01-01" });
        await visitor.RateAsync("20", 8);
        var changes = new (string Path, object Body)[]
        {
            ("/episodes/watched", new { season = 1 }), ("/episodes/watched", new { all = true }), ("/rewatch", new { }), ("/episodes/watched", new { season = 1 }),
            ("/episodes/unwatched", new { all = true }),
        };
        foreach (var (path, body) in changes)
        {
            await visitor.PostDataAsync("/api/v1/titles/1" + path, body);
            await SameAsync();
        }

        foreach (var status in new[] { "dropped", "paused", "completed", "watching", null })
        {
            await visitor.SendDataAsync(HttpMethod.Put, "/api/v1/titles/1/status", new { status });
            await SameAsync();
        }

        async Task SameAsync()
        {
            foreach (var item in (await visitor.GetDataAsync("/api/v1/library")).EnumerateArray())
            {
                var (id, status) = (item.GetProperty("title").Text("id"), item.Text("status"));
                Assert.Equal((await visitor.ProgressAsync(id)).Text("status"), status);
                Assert.Equal([id], (await visitor.GetDataAsync($"/api/v1/library?filter=status:{status}")).EnumerateArray().Select(i => i.GetProperty("title").Text("id")).Where(i => i == id));
            }
        }
    }

    [Fact]
    public async Task A_search_of_one_letter_says_that_two_are_needed()
    {
        var visitor = await program.NewVisitorAsync();
        visitor.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        Assert.Contains("Enter at least 2 characters", await visitor.GetStringAsync("/log?q=t"), StringComparison.Ordinal);
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : WatchingAShow(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : WatchingAShow(program);
}
