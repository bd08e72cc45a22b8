using System.Net;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Tracking;

/// <summary>Whoever changes what somebody else changed meanwhile is told, and nothing is written.</summary>
public abstract class MindingVersions(ProgramOn program)
{
    static async Task<string> TagAsync(HttpClient visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        return answer.Headers.ETag!.Tag;
    }

    static async Task<HttpStatusCode> TryAsync(HttpClient visitor, HttpMethod method, string path, object? body, string ifMatch)
    {
        using var answer = await visitor.SendJsonAsync(method, path, body, ifMatch: ifMatch);
        return answer.StatusCode;
    }

    [Fact]
    public async Task A_rating_given_since_is_not_overwritten_and_not_taken_back()
    {
        var visitor = await program.NewVisitorAsync();
        const string path = "/api/v1/titles/19/rating";
        var none = await TagAsync(visitor, path);
        await visitor.RateAsync("19", 8.5m);
        var first = await TagAsync(visitor, path);
        await visitor.RateAsync("19", 9);

        Assert.Equal("\"0\"", none);
        Assert.Equal(HttpStatusCode.PreconditionFailed, await TryAsync(visitor, HttpMethod.Put, path, new { rating = 3 }, none));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await TryAsync(visitor, HttpMethod.Put, path, new { rating = 3 }, first));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await TryAsync(visitor, HttpMethod.Delete, path, null, first));
        Assert.Equal(9, (await visitor.GetDataAsync(path)).GetProperty("rating").GetDecimal());
        Assert.Equal(HttpStatusCode.OK, await TryAsync(visitor, HttpMethod.Put, path, new { rating = 3 }, await TagAsync(visitor, path)));
    }

    [Theory, InlineData("seasons"), InlineData("episodes")]
    public async Task Ratings_of_parts_have_versions_too(string parts)
    {
        var visitor = await program.NewVisitorAsync();
        var show = await visitor.ProgressAsync(Watchers.Lost);
        var path = $"/api/v1/{parts}/{(parts == "seasons" ? show.GetProperty("seasons")[0].Text("id") : show.Episodes(1)[0])}/rating";
        await visitor.SendDataAsync(HttpMethod.Put, path, new { rating = 7 });
        var tag = await TagAsync(visitor, path);

        Assert.Equal(HttpStatusCode.OK, await TryAsync(visitor, HttpMethod.Put, path, new { rating = 8 }, tag));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await TryAsync(visitor, HttpMethod.Put, path, new { rating = 9 }, tag));
    }

    [Fact]
    public async Task Copies_and_preferences_have_versions()
    {
        var visitor = await program.NewVisitorAsync();
        var copy = (await visitor.PostDataAsync("/api/v1/titles/19/copies", new { medium = "disc", place = "Shelf" })).GetProperty("copies")[0];
        var path = $"/api/v1/titles/19/copies/{copy.Text("id")}";
        Assert.Equal(HttpStatusCode.OK, await TryAsync(visitor, HttpMethod.Patch, path, new { note = "Lent to Ann" }, "\"1\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await TryAsync(visitor, HttpMethod.Patch, path, new { note = "Lent to Ben" }, "\"1\""));
        var kept = (await visitor.GetDataAsync("/api/v1/titles/19/own")).GetProperty("copies")[0];
        Assert.Equal(("Shelf", "Lent to Ann"), (kept.Text("place"), kept.Text("note")));

        var tag = await TagAsync(visitor, "/api/v1/preferences");
        Assert.Equal(HttpStatusCode.OK, await TryAsync(visitor, HttpMethod.Put, "/api/v1/preferences", new { languages = new { liked = new[] { "fr" } } }, tag));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await TryAsync(visitor, HttpMethod.Put, "/api/v1/preferences", new { }, tag));
    }

    [Fact]
    public async Task A_comment_is_changed_by_its_author_who_saw_its_latest_state()
    {
        var (author, reader) = (await program.NewVisitorAsync(), await program.NewVisitorAsync());
        var review = (await author.PostDataAsync("/api/v1/titles/19/reviews", new { body = "Toys that live when nobody looks.", rating = 9, visibility = "public" })).Text("id");
        var path = $"/api/v1/reviews/{review}/comments";
        path += "/" + (await reader.PostDataAsync(path, new { body = "So true." })).Text("id");

        Assert.Equal(HttpStatusCode.OK, await TryAsync(reader, HttpMethod.Patch, path, new { body = "So very true." }, "\"1\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await TryAsync(reader, HttpMethod.Patch, path, new { body = "Not at all." }, "\"1\""));
        Assert.Equal(HttpStatusCode.NotFound, await TryAsync(author, HttpMethod.Patch, path, new { body = "Mine now." }, "*"));
    }

    [Fact]
    public async Task What_comes_back_by_undo_has_the_number_it_had()
    {
        var visitor = await program.NewVisitorAsync();
        var copy = (await visitor.PostDataAsync("/api/v1/titles/19/copies", new { medium = "disc" })).GetProperty("copies")[0].Text("id");
        var list = (await visitor.PostDataAsync("/api/v1/lists", new { name = "Back again" })).Text("id");
        await visitor.PostDataAsync($"/api/v1/lists/{list}/items", new { titles = new[] { "19", "20" } });
        var play = (await visitor.LogAsync(new { title_id = "21", watched_on = "2024-01-01" })).Text("play_id");
        foreach (var (path, elsewhere, another) in new (string, string, object)[]
        {
            ($"/api/v1/titles/19/copies/{copy}", "/api/v1/titles/20/copies", new { medium = "file" }),
            ($"/api/v1/lists/{list}", "/api/v1/lists", new { name = "Another" }),
            ($"/api/v1/plays/{play}", "/api/v1/plays", new { title_id = "22", watched_on = "2024-01-02" }),
        })
        {
            using var gone = await visitor.DeleteAsync(path);
            await visitor.PostDataAsync(elsewhere, another);
            await visitor.PostDataAsync($"/api/v1/undo/{gone.Headers.GetValues("Marquee-Undo").Single()}");
        }

        Assert.Equal(copy, (await visitor.GetDataAsync("/api/v1/titles/19/own")).GetProperty("copies")[0].Text("id"));
        Assert.Equal(2, (await visitor.GetDataAsync($"/api/v1/lists/{list}/items")).GetArrayLength());
        Assert.Equal("21", (await visitor.GetDataAsync($"/api/v1/plays/{play}")).Text("title_id"));
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : MindingVersions(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : MindingVersions(program);
}
