using System.Text.Json;
using Marquee.Data;
using Marquee.Tests.Access;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;
using Marquee.Tests.Tracking;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Events;

/// <summary>
/// Takes every way in that changes what somebody tracks, and looks for its event in the outbox; sends what creates again under its key; and looks
/// for each kind of thing in the change feed. A new route fails here until a step below takes it.
/// </summary>
public abstract class EveryChangeTells(ProgramOn program)
{
    static readonly HashSet<string> Tags = ["Plays", "Shows", "Preferences", "Changes", "Lists", "Ratings", "Reviews", "Library"];

    // A request and the events it must write. {name} is what an earlier step kept under that name: Keep "list=id" keeps the answer's id as {list}.
    sealed record Step(string Route, string Path, object? Body, string Events, string? Keep = null, bool Friend = false);

    static readonly Step[] Steps =
    [
        new("POST /plays", "/plays", new { title_id = "19", watched_on = "2024-05-01" }, "play.logged", "play=play_id"),
        new("POST /plays/bulk", "/plays/bulk", new { plays = new[] { new { title_id = "20", watched_on = "2024-05-02" } } }, "play.logged"),
        new("PATCH /plays/{id:long}", "/plays/{play}", new { note = "Twice as good" }, "play.edited"),
        new("POST /undo/{id:long}", "/undo/{undo}", null, "change.undone"),
        new("DELETE /plays/{id:long}", "/plays/{play}", null, "play.deleted"),
        new("POST /plays", "/plays", new { title_id = "21", watched_on = "2024-05-01" }, "play.logged", "other=play_id"),
        new("POST /plays/delete", "/plays/delete", new { ids = "{other}" }, "play.deleted"),
        new("PUT /progress", "/progress", new { title_id = "19", seconds = 900 }, "progress.kept"),
        new("POST /titles/{id}/episodes/watched", "/titles/1/episodes/watched", new { season = 1 }, "play.logged"),
        new("POST /titles/{id}/episodes/unwatched", "/titles/1/episodes/unwatched", new { season = 1 }, "play.deleted"),
        new("POST /titles/{id}/episodes/watched", "/titles/1/episodes/watched", new { season = 1 }, "play.logged"),
        new("POST /titles/{id}/rewatch", "/titles/1/rewatch", null, "rewatch.started"),
        new("PUT /titles/{id}/status", "/titles/1/status", new { status = "paused" }, "status.set"),
        new("PUT /preferences", "/preferences", new { genres = new { liked = new[] { "Drama" } } }, "preferences.changed"),

        new("PUT /titles/{id}/rating", "/titles/19/rating", new { rating = 8.5 }, "title.rated"),
        new("DELETE /titles/{id}/rating", "/titles/19/rating", null, "title.unrated"),
        new("PUT /seasons/{id}/rating", "/seasons/{season}/rating", new { rating = 8 }, "part.rated"),
        new("DELETE /seasons/{id}/rating", "/seasons/{season}/rating", null, "part.unrated"),
        new("PUT /episodes/{id}/rating", "/episodes/{episode}/rating", new { rating = 8 }, "part.rated"),
        new("DELETE /episodes/{id}/rating", "/episodes/{episode}/rating", null, "part.unrated"),
        new("POST /ratings/bulk", "/ratings/bulk", new { ratings = new[] { new { title_id = "19", rating = 9 } } }, "title.rated"),
        new("PUT /ratings/display", "/ratings/display", new { display = "ten" }, "rating_display.chosen"),

        new("POST /lists", "/lists", new { name = "Told" }, "list.made", "list=id"),
        new("PATCH /lists/{id}", "/lists/{list}", new { description = "What is told" }, "list.edited"),
        new("POST /lists/{id}/items", "/lists/{list}/items", new { titles = new[] { "19", "20", "21" } }, "list.added title.listed title.listed title.listed"),
        new("PUT /lists/{id}/items/{title}/position", "/lists/{list}/items/21/position", new { after = "19" }, "list.moved"),
        new("PUT /lists/{id}/items/{title}/note", "/lists/{list}/items/21/note", new { note = "First" }, "list.noted"),
        new("POST /lists/{id}/items/remove", "/lists/{list}/items/remove", new { titles = new[] { "20" } }, "list.removed"),
        new("DELETE /lists/{id}/items/{title}", "/lists/{list}/items/21", null, "list.removed"),
        new("POST /lists/{id}/copy", "/lists/{list}/copy", null, "list.made"),
        new("POST /lists/{id}/share", "/lists/{list}/share", null, "list.shared"),
        new("DELETE /lists/{id}/share", "/lists/{list}/share", null, "list.unshared"),
        new("POST /lists/{id}/invitations", "/lists/{list}/invitations", new { role = "edit" }, "list.invited", "secret=secret"),
        new("POST /lists/join", "/lists/join", new { secret = "{secret}" }, "list.joined", Friend: true),
        new("DELETE /lists/{id}/collaborators/{profile}", "/lists/{list}/collaborators/{friend}", null, "list.left", Friend: true),
        new("DELETE /lists/{id}", "/lists/{list}", null, "list.deleted"),
        new("PUT /titles/{id}/watchlist", "/titles/22/watchlist", null, "list.added title.listed"),
        new("DELETE /titles/{id}/watchlist", "/titles/22/watchlist", null, "list.removed"),
        new("PUT /titles/{id}/favourite", "/titles/22/favourite", null, "list.added title.listed"),
        new("DELETE /titles/{id}/favourite", "/titles/22/favourite", null, "list.removed"),

        new("POST /titles/{id}/reviews", "/titles/19/reviews", new { body = "Toys that live when nobody looks.", rating = 9, visibility = "public" }, "review.published title.rated", "review=id"),
        new("PATCH /reviews/{id:long}", "/reviews/{review}", new { spoiler = true }, "review.edited"),
        new("PUT /reviews/{id:long}/reactions/{kind}", "/reviews/{review}/reactions/like", null, "review.reacted", Friend: true),
        new("DELETE /reviews/{id:long}/reactions/{kind}", "/reviews/{review}/reactions/like", null, "review.unreacted", Friend: true),
        new("POST /reviews/{id:long}/comments", "/reviews/{review}/comments", new { body = "So true." }, "review.commented", "comment=id", Friend: true),
        new("PATCH /reviews/{id:long}/comments/{comment:long}", "/reviews/{review}/comments/{comment}", new { body = "So very true." }, "review.comment_edited", Friend: true),
        new("DELETE /reviews/{id:long}/comments/{comment:long}", "/reviews/{review}/comments/{comment}", null, "review.uncommented", Friend: true),
        new("POST /reviews/{id:long}/report", "/reviews/{review}/report", new { reason = "other" }, "review.reported", Friend: true),
        new("DELETE /reviews/{id:long}", "/reviews/{review}", null, "review.deleted"),

        new("PUT /titles/{id}/tags", "/titles/19/tags", new { tags = new[] { "toys" } }, "title.tagged"),
        new("PUT /titles/{id}/note", "/titles/19/note", new { note = "Lend it to Ann" }, "title.noted"),
        new("POST /titles/{id}/copies", "/titles/19/copies", new { medium = "disc" }, "title.owned", "copy=copies.0.id"),
        new("PATCH /titles/{id}/copies/{copy:long}", "/titles/19/copies/{copy}", new { place = "Lent to Ann" }, "copy.edited"),
        new("DELETE /titles/{id}/copies/{copy:long}", "/titles/19/copies/{copy}", null, "title.disowned"),
        new("POST /library/bulk", "/library/bulk", new { titles = new[] { "19" }, tag = "all" }, "library.changed"),
        new("PUT /titles/{id}/hidden", "/titles/23/hidden", new { }, "title.hidden"),
        new("DELETE /titles/{id}/hidden", "/titles/23/hidden", null, "title.shown"),
    ];

    [Fact]
    public async Task Each_change_writes_its_event_and_every_route_that_changes_something_is_tried()
    {
        var running = await program.RunningAsync();
        Assert.Equal(Changing(running.Services).Order(StringComparer.Ordinal), Steps.Select(s => s.Route).Distinct().Order(StringComparer.Ordinal));

        var (visitor, friend) = (running.NewVisitor(), running.NewVisitor());
        var kept = new Dictionary<string, string>();
        var (me, other) = (await ProfileAsync(running.Database, visitor), await ProfileAsync(running.Database, friend));
        kept["friend"] = $"{other}";
        var show = await visitor.ProgressAsync(Watchers.Lost);
        kept["season"] = show.GetProperty("seasons")[0].Text("id");
        kept["episode"] = show.Episodes(1)[0];

        foreach (var step in Steps)
        {
            var since = await LatestAsync(running.Database);
            if (step.Path.Contains("{undo}", StringComparison.Ordinal))
                kept["undo"] = $"{await visitor.LastUndoAsync()}";
            var key = step.Route.StartsWith("POST", StringComparison.Ordinal) ? Guid.NewGuid().ToString() : null;
            var answer = await SendAsync(step.Friend ? friend : visitor, step, kept, key);
            if (step.Keep?.Split('=') is [var name, var path])
                kept[name] = At(answer!.Value, path);

            // A season of episodes is as many events: each kind counts once unless the step names it more often.
            var told = await SinceAsync(running.Database, since, step.Friend ? other : me);
            var expected = step.Events.Split(' ');
            Assert.True(expected.GroupBy(e => e).All(e => told.Count(t => t == e.Key) >= e.Count()), $"{step.Route} told [{string.Join(", ", told)}] instead of [{step.Events}]");

            // Sent again, as after a lost connection, it gets the same answer and changes nothing.
            if (key is null)
                continue;
            since = await LatestAsync(running.Database);
            var again = await SendAsync(step.Friend ? friend : visitor, step, kept, key, replayed: true);
            Assert.Equal(answer?.GetRawText(), answer is null ? null : again?.GetRawText());
            Assert.Empty(await SinceAsync(running.Database, since, step.Friend ? other : me));
        }

        await FeedTellsOfEveryKindAsync(visitor, friend);
    }

    [Fact]
    public async Task Each_of_them_is_described_for_programs()
    {
        var visitor = await program.NewVisitorAsync();
        var paths = JsonDocument.Parse(await visitor.GetStringAsync("/openapi/v1.json")).RootElement.GetProperty("paths");
        foreach (var route in Steps.Select(s => s.Route).Distinct())
        {
            var (method, path) = (route.Split(' ')[0], "/api/v1" + route.Split(' ')[1].Replace(":long", "", StringComparison.Ordinal));
            Assert.True(paths.TryGetProperty(path, out var described) || paths.TryGetProperty(path + "/", out described), $"{route} is not in the description");
            Assert.NotEqual("", described.GetProperty(method.ToLowerInvariant()).GetProperty("summary").GetString());
        }
    }

    /// <summary>Whatever the walk made is in the change feed, and what it took away as a tombstone.</summary>
    static async Task FeedTellsOfEveryKindAsync(HttpClient visitor, HttpClient friend)
    {
        var mine = (await visitor.GetDataAsync("/api/v1/changes")).GetProperty("changes").EnumerateArray().ToList();
        var theirs = (await friend.GetDataAsync("/api/v1/changes")).GetProperty("changes").EnumerateArray().ToList();
        Assert.Superset(
            new HashSet<string> { "play", "progress", "status", "preferences", "rating", "season_rating", "episode_rating", "rating_display", "list", "list_item", "collaborator", "review", "tag", "note", "copy", "hidden" },
            mine.Select(c => c.Text("entity")).ToHashSet());
        Assert.Superset(new HashSet<string> { "reaction", "comment", "collaborator" }, theirs.Select(c => c.Text("entity")).ToHashSet());
        var gone = mine.Concat(theirs).Where(c => c.GetProperty("gone").GetBoolean()).Select(c => c.Text("entity")).ToHashSet();
        Assert.Superset(new HashSet<string> { "play", "season_rating", "episode_rating", "list", "list_item", "collaborator", "review", "reaction", "comment", "copy", "hidden" }, gone);
    }

    static List<string> Changing(IServiceProvider services) =>
    [..
        from endpoint in services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText?.Trim('/')
        where path.StartsWith("/api/v1/", StringComparison.Ordinal)
            && (endpoint.Metadata.OfType<ITagsMetadata>().Any(m => m.Tags.Any(Tags.Contains)) || path.EndsWith("/hidden", StringComparison.Ordinal))
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
        where method is not ("GET" or "HEAD")
        select $"{method} {path["/api/v1".Length..]}",
    ];

    static async Task<JsonElement?> SendAsync(HttpClient visitor, Step step, Dictionary<string, string> kept, string? key, bool replayed = false)
    {
        string Filled(string text) => kept.Aggregate(text, (filled, value) => filled.Replace($"{{{value.Key}}}", value.Value, StringComparison.Ordinal));
        var body = step.Body is null ? null : JsonSerializer.Deserialize<JsonElement>(Filled(JsonSerializer.Serialize(step.Body).Replace("\"ids\":\"{other}\"", "\"ids\":[{other}]", StringComparison.Ordinal))) as object;
        using var answer = await visitor.SendJsonAsync(new HttpMethod(step.Route.Split(' ')[0]), "/api/v1" + Filled(step.Path), body, key);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{step.Route} answered {(int)answer.StatusCode}: {text}");
        Assert.True(answer.Headers.Contains("Idempotency-Replayed") == replayed, $"{step.Route} {(replayed ? "was carried out again" : "was not carried out")}");
        return text == "" ? null : JsonDocument.Parse(text).RootElement.GetProperty("data");
    }

    static string At(JsonElement answer, string path) => path.Split('.').Aggregate(answer, (at, part) => int.TryParse(part, out var place) ? at[place] : at.GetProperty(part)).GetString()!;

    static async Task<long> ProfileAsync(Database database, HttpClient visitor)
    {
        var play = long.Parse((await visitor.LogAsync(new { title_id = "30", watched_on = "2001-01-01" })).Text("play_id"), System.Globalization.CultureInfo.InvariantCulture);
        await using var connection = await database.OpenAsync();
        return await connection.ScalarAsync<long>("select profile_id from plays where id = @play", new { play }, CancellationToken.None);
    }

    static async Task<long> LatestAsync(Database database)
    {
        await using var connection = await database.OpenAsync();
        return await connection.ScalarAsync<long?>("select max(id) from outbox", null, CancellationToken.None) ?? 0;
    }

    static async Task<List<string>> SinceAsync(Database database, long since, long profile)
    {
        await using var connection = await database.OpenAsync();
        return await connection.QueryAsync<string>("select kind from outbox where id > @since and body like @whose order by id",
            new { since, whose = $"%\"profileId\":\"{profile}\"%" }, CancellationToken.None);
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : EveryChangeTells(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : EveryChangeTells(program);
}
