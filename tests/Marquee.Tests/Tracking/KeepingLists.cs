using System.Net;
using System.Text.Json;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Tracking;

public abstract class KeepingLists(ProgramOn program)
{
    static async Task<string> MakeAsync(HttpClient visitor, string name, string? filter = null, params string[] titles)
    {
        var id = (await visitor.PostDataAsync("/api/v1/lists", new { name, filter })).Text("id");
        if (titles.Length > 0)
            await visitor.PostDataAsync($"/api/v1/lists/{id}/items", new { titles });
        return id;
    }

    static async Task<string[]> OrderAsync(HttpClient visitor, string list) =>
        [.. (await visitor.GetDataAsync($"/api/v1/lists/{list}/items")).EnumerateArray().Select(i => i.GetProperty("title").Text("id"))];

    [Fact]
    public async Task Everybody_has_four_lists_and_makes_their_own()
    {
        var visitor = await program.NewVisitorAsync();
        await MakeAsync(visitor, "Neo-noir after midnight");

        var lists = await visitor.GetDataAsync("/api/v1/lists");

        Assert.Equal(["Watchlist", "Watching", "Completed", "Favourites", "Neo-noir after midnight"], lists.EnumerateArray().Select(l => l.Text("name")));
    }

    [Fact]
    public async Task What_was_listed_leaves_the_watchlist_when_it_is_watched_and_undo_puts_it_back()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.SendDataAsync(HttpMethod.Put, "/api/v1/titles/19/watchlist");
        await visitor.SendDataAsync(HttpMethod.Put, "/api/v1/titles/20/watchlist");
        var watchlist = (await visitor.GetDataAsync("/api/v1/lists"))[0].Text("id");
        Assert.Equal(["19", "20"], await OrderAsync(visitor, watchlist));

        await visitor.LogAsync(new { title_id = "19" });
        Assert.Equal(["20"], await OrderAsync(visitor, watchlist));
        await visitor.PostDataAsync($"/api/v1/undo/{await visitor.LastUndoAsync()}");

        Assert.Equal(["19", "20"], await OrderAsync(visitor, watchlist));
        Assert.Empty(await visitor.PlaysAsync("19"));
    }

    [Fact]
    public async Task Completed_and_watching_are_what_the_rule_says()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.LogAsync(new { title_id = "19" });
        await visitor.PostDataAsync("/api/v1/titles/1/episodes/watched", new { season = 1 });
        var lists = (await visitor.GetDataAsync("/api/v1/lists")).EnumerateArray().ToList();

        Assert.Equal(["1"], await OrderAsync(visitor, lists[1].Text("id")));
        Assert.Equal(["19"], await OrderAsync(visitor, lists[2].Text("id")));
        using var refused = await visitor.SendJsonAsync(HttpMethod.Post, $"/api/v1/lists/{lists[2].Text("id")}/items", new { titles = new[] { "20" } });
        Assert.Equal("list_by_rule", (await refused.JsonAsync()).Text("code"));
    }

    [Fact]
    public async Task Moving_a_title_writes_one_row()
    {
        var visitor = await program.NewVisitorAsync();
        var list = await MakeAsync(visitor, "In order", null, "19", "20", "21", "22");
        var before = (await visitor.GetDataAsync("/api/v1/changes")).Text("cursor");

        await visitor.SendDataAsync(HttpMethod.Put, $"/api/v1/lists/{list}/items/22/position", new { after = "19" });
        Assert.Equal(["19", "22", "20", "21"], await OrderAsync(visitor, list));
        var changes = (await visitor.GetDataAsync($"/api/v1/changes?since={before}")).GetProperty("changes");
        Assert.Equal([$"{list}:22"], changes.EnumerateArray().Select(c => c.Text("entity_id")));
        await visitor.SendDataAsync(HttpMethod.Put, $"/api/v1/lists/{list}/items/21/position", new { after = (string?)null });

        Assert.Equal(["21", "19", "22", "20"], await OrderAsync(visitor, list));
    }

    [Fact]
    public async Task A_thousand_moves_to_one_place_keep_the_order()
    {
        var visitor = await program.NewVisitorAsync();
        var list = await MakeAsync(visitor, "In order", null, "19", "20", "21");
        for (var i = 0; i < 60; i++)
            await visitor.SendDataAsync(HttpMethod.Put, $"/api/v1/lists/{list}/items/{(i % 2 == 0 ? "21" : "20")}/position", new { after = "19" });

        Assert.Equal(["19", "20", "21"], await OrderAsync(visitor, list));
    }

    [Fact]
    public async Task Two_who_edit_at_once_are_told_and_two_who_add_at_once_both_add()
    {
        var (owner, friend) = (await program.NewVisitorAsync(), await program.NewVisitorAsync());
        var list = await MakeAsync(owner, "Together", null, "19");
        var secret = (await owner.PostDataAsync($"/api/v1/lists/{list}/invitations", new { role = "edit" })).Text("secret");
        await friend.PostDataAsync("/api/v1/lists/join", new { secret });
        using var read = await friend.GetAsync($"/api/v1/lists/{list}");
        var tag = read.Headers.ETag!.Tag;

        await Task.WhenAll(
            owner.PostDataAsync($"/api/v1/lists/{list}/items", new { titles = new[] { "20", "22" } }),
            friend.PostDataAsync($"/api/v1/lists/{list}/items", new { titles = new[] { "21", "22" } }));
        using var first = await owner.SendJsonAsync(HttpMethod.Patch, $"/api/v1/lists/{list}", new { description = "The owner's words" }, ifMatch: tag);
        using var second = await friend.SendJsonAsync(HttpMethod.Patch, $"/api/v1/lists/{list}", new { description = "The friend's words" }, ifMatch: tag);

        Assert.Equal(["19", "20", "21", "22"], (await OrderAsync(owner, list)).Order());
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, second.StatusCode);
        Assert.Contains((await friend.GetDataAsync("/api/v1/changes")).GetProperty("changes").EnumerateArray(), c => c.Text("entity_id") == $"{list}:20");
        using var again = await (await program.NewVisitorAsync()).SendJsonAsync(HttpMethod.Post, "/api/v1/lists/join", new { secret });
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task Who_may_add_may_not_edit_and_takes_out_only_their_own()
    {
        var (owner, friend) = (await program.NewVisitorAsync(), await program.NewVisitorAsync());
        var list = await MakeAsync(owner, "Suggestions", null, "19");
        var secret = (await owner.PostDataAsync($"/api/v1/lists/{list}/invitations", new { role = "add" })).Text("secret");
        await friend.PostDataAsync("/api/v1/lists/join", new { secret });
        await friend.PostDataAsync($"/api/v1/lists/{list}/items", new { titles = new[] { "20" } });

        using var renamed = await friend.SendJsonAsync(HttpMethod.Patch, $"/api/v1/lists/{list}", new { name = "Mine now" });
        using var theirs = await friend.DeleteAsync($"/api/v1/lists/{list}/items/19");
        using var own = await friend.DeleteAsync($"/api/v1/lists/{list}/items/20");

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.NoContent], new[] { renamed, theirs, own }.Select(a => a.StatusCode));
    }

    [Fact]
    public async Task A_private_list_is_not_there_for_others_unless_they_have_its_link()
    {
        var (owner, other) = (await program.NewVisitorAsync(), await program.NewVisitorAsync());
        var list = await MakeAsync(owner, "Private", null, "19");
        await other.LogAsync(new { title_id = "19" });
        using var before = await other.GetAsync($"/api/v1/lists/{list}");
        var secret = (await owner.PostDataAsync($"/api/v1/lists/{list}/share")).Text("share");

        var shared = await other.GetDataAsync($"/api/v1/lists/{list}?secret={secret}");
        var copy = await other.PostDataAsync($"/api/v1/lists/{list}/copy?secret={secret}");
        using var _ = await owner.DeleteAsync($"/api/v1/lists/{list}/share");
        using var after = await other.GetAsync($"/api/v1/lists/{list}?secret={secret}");

        Assert.Equal(HttpStatusCode.NotFound, before.StatusCode);
        Assert.False(shared.TryGetProperty("share", out JsonElement _));
        Assert.Equal("read", shared.Text("role"));
        Assert.Equal(["19"], await OrderAsync(other, copy.Text("id")));
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
    }

    [Fact]
    public async Task A_smart_list_fills_itself()
    {
        var visitor = await program.NewVisitorAsync();
        var list = await MakeAsync(visitor, "Short and seen", "seen:yes runtime:<90 sort:title");
        await visitor.LogAsync(new { title_id = "19" });

        Assert.Equal(["19"], await OrderAsync(visitor, list));
        using var refused = await visitor.SendJsonAsync(HttpMethod.Post, "/api/v1/lists", new { name = "Wrong", filter = "colour:blue" });
        Assert.Equal("filter_invalid", (await refused.JsonAsync()).Text("code"));
    }

    [Theory]
    [InlineData("""{"name":"x"}""", "List name must be 2-100 characters")]
    [InlineData("""{"name":"Fine","description":"LONG"}""", "Description too long (max 500)")]
    public async Task What_is_wrong_with_a_list_is_said_in_words(string body, string words)
    {
        var visitor = await program.NewVisitorAsync();

        using var answer = await visitor.PostAsync("/api/v1/lists", new StringContent(body.Replace("LONG", new string('x', 501), StringComparison.Ordinal), null, "application/json"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(words, (await answer.JsonAsync()).Text("detail"));
    }

    [Fact]
    public async Task A_deleted_list_comes_back_with_its_titles_and_notes()
    {
        var visitor = await program.NewVisitorAsync();
        var list = await MakeAsync(visitor, "Precious", null, "19", "20");
        await visitor.SendDataAsync(HttpMethod.Put, $"/api/v1/lists/{list}/items/19/note", new { note = "The best one" });
        using var gone = await visitor.DeleteAsync($"/api/v1/lists/{list}");

        await visitor.PostDataAsync($"/api/v1/undo/{gone.Headers.GetValues("Marquee-Undo").Single()}");

        var items = await visitor.GetDataAsync($"/api/v1/lists/{list}/items");
        Assert.Equal("The best one", items[0].Text("note"));
        Assert.Equal(2, items.GetArrayLength());
    }

    [Fact]
    public async Task The_same_list_made_twice_under_one_key_is_one_list()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.LogAsync(new { title_id = "19" });

        var first = await visitor.PostDataAsync("/api/v1/lists", new { name = "Once" }, key: "k1");
        var second = await visitor.PostDataAsync("/api/v1/lists", new { name = "Once" }, key: "k1");

        Assert.Equal(first.ToString(), second.ToString());
    }

    [Theory]
    [InlineData("genre:comedy year:1990..1999 runtime:<100", "19")]
    [InlineData("director:\"John Lasseter\" kind:film", "19")]
    [InlineData("\"toy story\" -year:>=1999", "19")]
    [InlineData("decade:1990s title:toy rated:no", "19")]
    [InlineData("status:none kind:show title:lost -language:fr", "1")]
    public async Task The_grammar_finds_what_it_says(string filter, string expected)
    {
        var visitor = await program.NewVisitorAsync();
        var list = await MakeAsync(visitor, "Rule", filter + " limit:200");

        Assert.Contains(expected, await OrderAsync(visitor, list));
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : KeepingLists(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : KeepingLists(program);
}
