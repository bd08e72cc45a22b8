using System.Globalization;
using System.Net;
using System.Text.Json;
using Marquee.Data;
using Marquee.Features.Catalogue.Merging;
using Marquee.Platform;
using Marquee.Tests.Access;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;
using Marquee.Tests.Tracking;

namespace Marquee.Tests.Catalogue;

/// <summary>A manual title turns out to be one that is here: everything moves along, without doubles or loss, the old address leads on, and it can be undone to the byte.</summary>
public abstract class MergingTitles(DatabaseKind kind)
{
    const string Film = Watchers.ToyStory, Show = Watchers.Lost;

    [Fact]
    public async Task Everything_moves_along_and_what_is_on_both_sides_becomes_one()
    {
        await using var house = await House.BuildAsync(kind);
        using var maker = await house.AsAsync(Persona.Friend);
        var own = (await maker.PostDataAsync("/api/v1/titles", new { kind = "film", title = "Toy Story, our tape" })).Text("id");
        var list = (await maker.PostDataAsync("/api/v1/lists", new { name = "Tapes" })).Text("id");
        foreach (var title in new[] { Film, own })
        {
            await maker.LogAsync(new { title_id = title, watched_on = "2024-01-05", note = title == own ? "on the old telly" : null });
            await maker.PostDataAsync($"/api/v1/lists/{list}/items", new { titles = new[] { title } });
            await maker.SendDataAsync(HttpMethod.Put, $"/api/v1/titles/{title}/tags", new { tags = new[] { "childhood" } });
            await maker.SendDataAsync(HttpMethod.Put, $"/api/v1/titles/{title}/note", new { note = "note of " + title });
        }

        await maker.SendDataAsync(HttpMethod.Put, $"/api/v1/titles/{Film}/rating", new { rating = 6 });
        await maker.SendDataAsync(HttpMethod.Put, $"/api/v1/titles/{own}/rating", new { rating = 9 });
        await maker.LogAsync(new { title_id = own, watched_on = "2023-06-01" });
        await maker.PostDataAsync($"/api/v1/titles/{own}/reviews", new { body = "The tape broke in the end, and still.", visibility = "public" });
        await maker.SendDataAsync(HttpMethod.Put, $"/api/v1/titles/{own}/favourite");
        await maker.PostDataAsync($"/api/v1/titles/{own}/copies", new { medium = "disc", format = "VHS" });

        var merged = await maker.PostDataAsync($"/api/v1/titles/{own}/merge", new { into = Film });
        var plays = await maker.PlaysAsync(Film);
        var things = await maker.GetDataAsync($"/api/v1/titles/{Film}/own");

        Assert.Equal(["2023-06-01", "2024-01-05"], plays.Select(play => play.Text("watched_at")[..10]).Order());
        Assert.Contains(plays, play => play.ToString().Contains("on the old telly", StringComparison.Ordinal));
        Assert.Equal(9, (await maker.GetDataAsync("/api/v1/ratings")).EnumerateArray().Single().GetProperty("rating").GetDecimal());
        Assert.Single((await maker.GetDataAsync($"/api/v1/lists/{list}/items")).EnumerateArray());
        Assert.Single((await maker.GetDataAsync($"/api/v1/titles/{Film}/reviews")).EnumerateArray());
        Assert.Contains($"note of {Film}", things.ToString(), StringComparison.Ordinal);
        Assert.Contains($"note of {own}", things.ToString(), StringComparison.Ordinal);
        Assert.Contains("VHS", things.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, merged.GetProperty("people").GetInt32());
        Assert.Equal(0, await LeftAsync(house, own));
        // The change feed: gone there, new here.
        var changes = (await maker.GetDataAsync("/api/v1/changes")).ToString();
        Assert.Contains("rating", changes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_old_address_leads_to_the_new_one_until_it_is_undone()
    {
        await using var house = await House.BuildAsync(kind);
        using var maker = await house.AsAsync(Persona.Friend);
        using var stranger = await house.AsAsync(Persona.Stranger);
        var own = (await maker.PostDataAsync("/api/v1/titles", new { kind = "film", title = "Toy Story, our tape" })).Text("id");
        var merge = (await maker.PostDataAsync($"/api/v1/titles/{own}/merge", new { into = Film })).GetProperty("id").ToString();

        using var page = await maker.GetAsync($"/titles/{own}?from=bookmark");
        using var api = await maker.GetAsync($"/api/v1/titles/{own}");
        using var change = await maker.SendJsonAsync(HttpMethod.Put, $"/api/v1/titles/{own}/rating", new { rating = 5 });
        using var poster = await maker.GetAsync($"/poster/{own}.svg");
        using var others = await stranger.GetAsync($"/api/v1/titles/{own}");
        using var notTheirs = await stranger.PostAsync($"/api/v1/merges/{merge}/undo", null);
        var undone = await maker.PostDataAsync($"/api/v1/merges/{merge}/undo");
        using var back = await maker.GetAsync($"/api/v1/titles/{own}");
        using var twice = await maker.PostAsync($"/api/v1/merges/{merge}/undo", null);

        Assert.Equal((HttpStatusCode.MovedPermanently, $"/titles/{Film}?from=bookmark"), (page.StatusCode, page.Headers.Location!.ToString()));
        Assert.Equal((HttpStatusCode.MovedPermanently, $"/api/v1/titles/{Film}"), (api.StatusCode, api.Headers.Location!.ToString()));
        Assert.Equal((HttpStatusCode.PermanentRedirect, $"/api/v1/titles/{Film}/rating"), (change.StatusCode, change.Headers.Location!.ToString()));
        Assert.Equal((HttpStatusCode.MovedPermanently, $"/poster/{Film}.svg"), (poster.StatusCode, poster.Headers.Location!.ToString()));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (others.StatusCode, notTheirs.StatusCode));
        Assert.Equal(0, undone.GetProperty("kept").GetInt32());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (back.StatusCode, twice.StatusCode));
        Assert.Equal(["title.merged", "title.unmerged"], (await TextsAsync(house, "select kind from outbox where kind in ('title.merged', 'title.unmerged') order by id")));
    }

    [Fact]
    public async Task Only_who_may_merges_and_only_what_can_be_one()
    {
        await using var house = await House.BuildAsync(kind);
        using var owner = await house.AsAsync(Persona.Owner);
        using var member = await house.AsAsync(Persona.Friend);
        var shared = (await owner.PostDataAsync("/api/v1/titles", new { kind = "film", title = "Shared tape", shared = true })).Text("id");
        var show = (await member.PostDataAsync("/api/v1/titles", new { kind = "show", title = "Plane crash", seasons = new[] { new { number = 1, episodes = new[] { new { number = 99, name = "Never made" } } } } })).Text("id");
        var mine = (await member.PostDataAsync("/api/v1/titles", new { kind = "film", title = "Mine" })).Text("id");
        var episode = (await member.GetDataAsync($"/api/v1/titles/{show}")).GetProperty("seasons")[0].GetProperty("episodes")[0].Text("id");
        await member.LogAsync(new { title_id = show, episode_id = episode, watched_on = "2024-01-05" });

        Assert.Equal((403, "title_not_yours"), await MergeAsync(member, shared, Film));
        Assert.Equal((409, "title_not_manual"), await MergeAsync(member, Film, "20"));
        Assert.Equal((422, "merge_kind"), await MergeAsync(member, mine, Show));
        Assert.Equal((422, "merge_same"), await MergeAsync(member, mine, mine));
        Assert.Equal((404, "title_not_found"), await MergeAsync(owner, mine, Film));
        Assert.Equal((409, "episode_missing"), await MergeAsync(member, show, Show));
        Assert.Single(await member.PlaysAsync(show));
        Assert.Equal((200, ""), await MergeAsync(owner, shared, Film));
    }

    [Fact]
    public async Task What_was_changed_after_a_merge_stays_when_it_is_undone_and_is_counted()
    {
        await using var house = await House.BuildAsync(kind);
        using var maker = await house.AsAsync(Persona.Friend);
        var own = (await maker.PostDataAsync("/api/v1/titles", new { kind = "film", title = "Toy Story, our tape" })).Text("id");
        await maker.SendDataAsync(HttpMethod.Put, $"/api/v1/titles/{own}/rating", new { rating = 9 });
        await maker.LogAsync(new { title_id = own, watched_on = "2023-06-01" });
        var merge = (await maker.PostDataAsync($"/api/v1/titles/{own}/merge", new { into = Film })).GetProperty("id").ToString();
        await maker.SendDataAsync(HttpMethod.Put, $"/api/v1/titles/{Film}/rating", new { rating = 4 });

        var undone = await maker.PostDataAsync($"/api/v1/merges/{merge}/undo");

        Assert.Equal(1, undone.GetProperty("kept").GetInt32());
        Assert.Equal([40, 90], (await TextsAsync(house, "select cast(value as text) from ratings order by value")).Select(value => int.Parse(value, CultureInfo.InvariantCulture)));
        Assert.Single(await maker.PlaysAsync(own));
        Assert.Empty(await maker.PlaysAsync(Film));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Whatever_the_state_was_a_merge_and_its_undo_leave_it_byte_for_byte(int seed)
    {
        await using var house = await House.BuildAsync(kind);
        var dice = new Random(seed);
        var isShow = seed % 2 == 0;
        using var owner = await house.AsAsync(Persona.Owner);
        using var friend = await house.AsAsync(Persona.Friend);
        object written = isShow
            ? new { kind = "show", title = "Our island", shared = true, seasons = new[] { new { number = 1, episodes = Enumerable.Range(1, 4).Select(number => new { number, name = "E" + number }) } } }
            : new { kind = "film", title = "Our tape", shared = true };
        var own = (await owner.PostDataAsync("/api/v1/titles", written)).Text("id");
        var into = isShow ? Show : Film;
        foreach (var person in new[] { owner, friend })
        {
            var list = (await person.PostDataAsync("/api/v1/lists", new { name = "A list" })).Text("id");
            var episodes = new Dictionary<string, List<string>>();
            if (isShow)
                foreach (var title in new[] { own, into })
                    episodes[title] = [.. (await person.ProgressAsync(title)).Episodes(1).Take(4)];
            for (var step = 0; step < 24; step++)
                await StepAsync(person, dice, dice.Next(2) == 0 ? own : into, list, episodes);
        }

        var before = await DumpAsync(house);
        var merge = (await owner.PostDataAsync($"/api/v1/titles/{own}/merge", new { into })).GetProperty("id").ToString();
        var (left, doubles) = (await LeftAsync(house, own), await DoublesAsync(house));
        var ratedBy = await TextsAsync(house, "select cast(profile_id as text) from ratings order by 1");
        var undone = await owner.PostDataAsync($"/api/v1/merges/{merge}/undo");
        var after = await DumpAsync(house);

        Assert.Equal((0, 0, 0), (left, doubles, undone.GetProperty("kept").GetInt32()));
        Assert.Equal(before.Where(row => row.StartsWith("ratings ", StringComparison.Ordinal)).Select(row => JsonDocument.Parse(row[8..]).RootElement.GetProperty("profile_id").ToString()).Distinct().Order(), ratedBy);
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task No_table_that_hangs_on_titles_is_forgotten()
    {
        string[] ofTheTitleItself =
        [
            "title_names", "seasons", "episodes", "external_ids", "credits", "title_genres", "title_keywords", "title_certifications", "title_services", "title_watch_links", "videos", "title_metadata",
            "search_documents", "manual_title_ids", "population_ratings", "trending_buckets", "trending_marks", "highlights", "title_artwork", "custom_posters", "exposures", "outside_scores",
        ];
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var connection = await database.Database.OpenAsync();
        var tables = kind == DatabaseKind.Sqlite
            ? await connection.QueryAsync<string>("select m.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and c.name = 'title_id'", null, default)
            : await connection.QueryAsync<string>("select table_name from information_schema.columns where table_schema = current_schema() and column_name = 'title_id'", null, default);

        var forgotten = tables.Except(ofTheTitleItself).Except(MergedRows.Tables.Select(table => table.Name));

        Assert.Empty(forgotten);
    }

    static async Task StepAsync(HttpClient person, Random dice, string title, string list, Dictionary<string, List<string>> episodes)
    {
        var episode = episodes.TryGetValue(title, out var all) ? all[dice.Next(all.Count)] : null;
        var day = $"2024-01-0{1 + dice.Next(3)}";
        switch (dice.Next(11))
        {
            case 0 or 1:
                await person.LogAsync(new { title_id = title, episode_id = episode, watched_on = day, note = dice.Next(2) == 0 ? "note " + dice.Next(3) : null });
                break;
            case 2:
                using (await person.SendJsonAsync(HttpMethod.Post, "/api/v1/plays", new { title_id = title, episode_id = episode, watched_on = day, source = "plex", source_event_id = "event " + dice.Next(3) })) { }
                break;
            case 3:
                await person.SendDataAsync(HttpMethod.Put, $"/api/v1/titles/{title}/rating", new { rating = 1 + dice.Next(10) });
                break;
            case 4:
                await person.PostDataAsync($"/api/v1/lists/{list}/items", new { titles = new[] { title }, note = dice.Next(2) == 0 ? "in a list" : null });
                break;
            case 5:
                await person.SendDataAsync(HttpMethod.Put, $"/api/v1/titles/{title}/{(dice.Next(2) == 0 ? "watchlist" : "favourite")}");
                break;
            case 6:
                await person.SendDataAsync(HttpMethod.Put, $"/api/v1/titles/{title}/tags", new { tags = new[] { "tag" + dice.Next(3), "tag" + dice.Next(3) }.Distinct() });
                break;
            case 7:
                await person.SendDataAsync(HttpMethod.Put, $"/api/v1/titles/{title}/note", new { note = "about " + dice.Next(3) });
                break;
            case 8:
                await person.PostDataAsync($"/api/v1/titles/{title}/copies", new { medium = "disc", format = "DVD " + dice.Next(2) });
                break;
            case 9:
                using (await person.SendJsonAsync(HttpMethod.Post, $"/api/v1/titles/{title}/reviews", new { body = "A review that is long enough.", rating = 7, visibility = "public" })) { }
                break;
            default:
                using (await person.SendJsonAsync(HttpMethod.Put, dice.Next(2) == 0 ? $"/api/v1/titles/{title}/status" : "/api/v1/progress",
                    new { status = "paused", title_id = title, episode_id = episode, seconds = 60 + dice.Next(100), length = 3000 })) { }
                break;
        }

        if (episode is not null && dice.Next(4) == 0)
            await person.SendDataAsync(HttpMethod.Put, $"/api/v1/episodes/{episode}/rating", new { rating = 1 + dice.Next(10) });
        if (dice.Next(8) == 0)
            using (await person.SendJsonAsync(HttpMethod.Put, $"/api/v1/titles/{title}/hidden", new { reason = "not interested" })) { }
    }

    // Every row of every table that a merge may touch, and the titles themselves.
    static async Task<List<string>> DumpAsync(House house)
    {
        await using var connection = await house.Program.Database.OpenAsync();
        var rows = new List<string>();
        foreach (var table in MergedRows.Tables.Select(table => table.Name).Concat(["titles", "seasons", "episodes", "lists", "manual_title_ids", "title_genres", "credits", "title_names"]))
            foreach (var row in await Dapper.SqlMapper.QueryAsync(connection, $"select * from {table}{(table == "titles" ? " where manual or id in (1, 19)" : table is "seasons" or "episodes" or "title_genres" or "credits" or "title_names" ? " where title_id in (1, 19) or title_id > 9000" : "")}"))
                rows.Add(table + " " + JournalRow.Of((IDictionary<string, object?>)row).Json);
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    static async Task<long> LeftAsync(House house, string title)
    {
        await using var connection = await house.Program.Database.OpenAsync();
        return await connection.ScalarAsync<long>(
            "select " + string.Join(" + ", MergedRows.Tables.Where(table => table.Name != "play_sources").Select(table => $"(select count(*) from {table.Name} where title_id = @title)")),
            new { title = long.Parse(title, CultureInfo.InvariantCulture) }, default);
    }

    static async Task<long> DoublesAsync(House house)
    {
        await using var connection = await house.Program.Database.OpenAsync();
        return await connection.ScalarAsync<long>(
            "select count(*) from (select 1 as one from plays group by profile_id, title_id, coalesce(episode_id, 0), coalesce(watched_at, 0), precision, ordinal having count(*) > 1) d", null, default);
    }

    static async Task<List<string>> TextsAsync(House house, string sql)
    {
        await using var connection = await house.Program.Database.OpenAsync();
        return await connection.QueryAsync<string>(sql, null, default);
    }

    static async Task<(int, string)> MergeAsync(HttpClient who, string from, string into)
    {
        using var answer = await who.SendJsonAsync(HttpMethod.Post, $"/api/v1/titles/{from}/merge", new { into });
        var json = await answer.JsonAsync();
        return ((int)answer.StatusCode, json.TryGetProperty("code", out var code) ? code.GetString()! : "");
    }

    public sealed class On_Sqlite() : MergingTitles(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : MergingTitles(DatabaseKind.PostgreSql);
}
