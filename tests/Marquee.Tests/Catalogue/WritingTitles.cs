using System.Net;
using Marquee.Data;
using Marquee.Tests.Access;
using Marquee.Tests.Accounts;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;
using Marquee.Tests.Tracking;

namespace Marquee.Tests.Catalogue;

/// <summary>Titles that people write themselves: made, changed, shared and deleted, over REST and on pages, with no key of any provider.</summary>
public abstract class WritingTitles(DatabaseKind kind)
{
    static readonly object Play = new
    {
        kind = "show",
        title = "The School Play",
        year = 2019,
        original_title = "Das Schulspiel",
        runtime = 40,
        genres = new[] { "drama", "Comedy" },
        overview = "Third form, great ambitions.",
        directors = new[] { "Aunt Ada" },
        cast = new[] { "Ben", "Cleo" },
        external_ids = new Dictionary<string, string> { ["imdb"] = "https://www.imdb.com/title/tt99/", ["tvdb"] = "77" },
        seasons = new[] { new { number = 1, name = "Spring", episodes = new[] { new { number = 1, name = "First night", air_date = "2019-03-01" }, new { number = 2, name = "", air_date = "2019-03-02" } } } },
    };

    [Fact]
    public async Task A_title_is_written_whole_read_again_and_found_by_its_maker()
    {
        await using var house = await House.BuildAsync(kind);
        using var maker = await house.AsAsync(Persona.Friend);

        using var made = await maker.SendJsonAsync(HttpMethod.Post, "/api/v1/titles", Play);
        var title = (await made.JsonAsync()).GetProperty("data");
        using var read = await maker.GetAsync($"/api/v1/titles/{title.Text("id")}");
        var own = await maker.GetDataAsync("/api/v1/titles/own?q=school");

        Assert.Equal((HttpStatusCode.Created, "\"1\""), (made.StatusCode, read.Headers.ETag!.Tag));
        Assert.Equal(["Comedy", "Drama"], title.GetProperty("genres").EnumerateArray().Select(genre => genre.GetString()));
        Assert.Equal("Aunt Ada", title.GetProperty("creators")[0].Text("name"));
        Assert.Equal("tt0000099", title.GetProperty("external_ids").Text("imdb"));
        Assert.Equal(["First night", "Episode 2"], title.GetProperty("seasons")[0].GetProperty("episodes").EnumerateArray().Select(episode => episode.Text("name")));
        Assert.Equal((true, 2019, 40, "Das Schulspiel"), (title.GetProperty("manual").GetBoolean(), title.GetProperty("year").GetInt32(), title.GetProperty("runtime").GetInt32(), title.Text("original_title")));
        Assert.Equal(title.Text("id"), own[0].Text("id"));
        Assert.Contains("The School Play", await maker.GetStringAsync("/search?q=school+play"), StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(house, "select count(*) from outbox where kind = 'title.made'"));
    }

    [Fact]
    public async Task Who_made_it_changes_it_and_nobody_overwrites_what_they_have_not_read()
    {
        await using var house = await House.BuildAsync(kind);
        using var maker = await house.AsAsync(Persona.Friend);
        var id = (await maker.PostDataAsync("/api/v1/titles", Play)).Text("id");

        var edited = await maker.SendDataAsync(HttpMethod.Patch, $"/api/v1/titles/{id}", new { title = "The School Play, again", overview = "", year = 0 });
        using var outdated = await maker.SendJsonAsync(HttpMethod.Patch, $"/api/v1/titles/{id}", new { title = "Mine" }, ifMatch: "\"1\"");
        using var upToDate = await maker.SendJsonAsync(HttpMethod.Patch, $"/api/v1/titles/{id}", new { cast = new[] { "Dora" } }, ifMatch: "\"2\"");
        var read = await maker.GetDataAsync($"/api/v1/titles/{id}");

        Assert.Equal((HttpStatusCode.PreconditionFailed, HttpStatusCode.OK), (outdated.StatusCode, upToDate.StatusCode));
        Assert.Equal("The School Play, again", read.Text("title"));
        Assert.False(edited.TryGetProperty("overview", out _) || edited.TryGetProperty("year", out _));
        Assert.Equal(["Dora"], read.GetProperty("cast").EnumerateArray().Select(person => person.Text("name")));
        Assert.Equal(2, read.GetProperty("seasons")[0].GetProperty("episodes").GetArrayLength());
        Assert.Equal(2, await CountAsync(house, "select count(*) from outbox where kind = 'title.edited'"));
    }

    [Fact]
    public async Task Only_an_admin_shares_and_then_everybody_finds_it()
    {
        await using var house = await House.BuildAsync(kind);
        using var owner = await house.AsAsync(Persona.Owner);
        using var admin = await house.AsAsync(Persona.Admin);
        using var member = await house.AsAsync(Persona.Friend);
        var id = (await owner.PostDataAsync("/api/v1/titles", Play)).Text("id");

        using var hidden = await member.GetAsync($"/api/v1/titles/{id}");
        using var refused = await member.SendJsonAsync(HttpMethod.Post, "/api/v1/titles", new { kind = "film", title = "For all of you", shared = true });
        await owner.SendDataAsync(HttpMethod.Patch, $"/api/v1/titles/{id}", new { shared = true });
        var found = await member.GetDataAsync("/api/v1/search?q=school+play");
        using var notTheirs = await member.SendJsonAsync(HttpMethod.Patch, $"/api/v1/titles/{id}", new { title = "Mine" });
        var mended = await admin.SendDataAsync(HttpMethod.Patch, $"/api/v1/titles/{id}", new { overview = "Mended." });
        await owner.SendDataAsync(HttpMethod.Patch, $"/api/v1/titles/{id}", new { shared = false });
        var gone = await member.GetDataAsync("/api/v1/search?q=school+play");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (hidden.StatusCode, refused.StatusCode, notTheirs.StatusCode));
        Assert.Contains(found.EnumerateArray(), hit => hit.Text("id") == id);
        Assert.Equal("Mended.", mended.Text("overview"));
        Assert.DoesNotContain(gone.EnumerateArray(), hit => hit.Text("id") == id);
    }

    [Theory]
    [InlineData("""{"title":"x"}""", 422, "bad_kind")]
    [InlineData("""{"kind":"film","title":"  "}""", 422, "title_invalid")]
    [InlineData("""{"kind":"film","title":"x","year":12}""", 422, "year_invalid")]
    [InlineData("""{"kind":"film","title":"x","runtime":-1}""", 422, "runtime_invalid")]
    [InlineData("""{"kind":"film","title":"x","genres":["Nonsense"]}""", 422, "genre_unknown")]
    [InlineData("""{"kind":"film","title":"x","external_ids":{"imdb":"no"}}""", 422, "external_id_invalid")]
    [InlineData("""{"kind":"film","title":"x","external_ids":{"other":"1"}}""", 422, "external_id_invalid")]
    [InlineData("""{"kind":"film","title":"x","external_ids":{"imdb":"tt0113277"}}""", 409, "title_known")]
    [InlineData("""{"kind":"film","title":"x","seasons":[{"number":1}]}""", 422, "seasons_invalid")]
    [InlineData("""{"kind":"show","title":"x","seasons":[{"number":1},{"number":1}]}""", 422, "seasons_invalid")]
    public async Task What_makes_no_sense_is_refused_with_its_reason(string body, int status, string code)
    {
        await using var house = await House.BuildAsync(kind);
        using var maker = await house.AsAsync(Persona.Friend);

        using var answer = await maker.PostAsync("/api/v1/titles", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal((status, code), ((int)answer.StatusCode, (await answer.JsonAsync()).Text("code")));
        Assert.Equal(0, await CountAsync(house, "select count(*) from titles where manual"));
    }

    [Fact]
    public async Task What_somebody_has_watched_of_it_is_not_deleted_under_them()
    {
        await using var house = await House.BuildAsync(kind);
        using var maker = await house.AsAsync(Persona.Friend);
        var title = await maker.PostDataAsync("/api/v1/titles", Play);
        var id = title.Text("id");
        var episodes = title.GetProperty("seasons")[0].GetProperty("episodes");
        await maker.LogAsync(new { title_id = id, episode_id = episodes[0].Text("id"), watched_on = "2024-01-05" });

        using var inUse = await maker.SendJsonAsync(HttpMethod.Delete, $"/api/v1/titles/{id}");
        using var watched = await maker.SendJsonAsync(HttpMethod.Patch, $"/api/v1/titles/{id}", new { seasons = new[] { new { number = 1, episodes = new[] { new { number = 2, name = "B" } } } } });
        await maker.SendDataAsync(HttpMethod.Patch, $"/api/v1/titles/{id}", new { seasons = new[] { new { number = 1, episodes = new[] { new { number = 1, name = "A" } } } } });
        var read = await maker.GetDataAsync($"/api/v1/titles/{id}");
        var other = (await maker.PostDataAsync("/api/v1/titles", new { kind = "film", title = "Nothing of mine" })).Text("id");
        using var deleted = await maker.SendJsonAsync(HttpMethod.Delete, $"/api/v1/titles/{other}");
        using var notManual = await maker.SendJsonAsync(HttpMethod.Delete, $"/api/v1/titles/{Watchers.ToyStory}");

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.NoContent, HttpStatusCode.Forbidden), (inUse.StatusCode, watched.StatusCode, deleted.StatusCode, notManual.StatusCode));
        Assert.Equal("A", Assert.Single(read.GetProperty("seasons")[0].GetProperty("episodes").EnumerateArray()).Text("name"));
    }

    [Fact]
    public async Task The_pages_make_and_change_one_and_say_beside_the_field_what_is_wrong()
    {
        await using var house = await House.BuildAsync(kind);
        using var maker = house.Program.NewVisitor();

        using var wrong = await maker.SendFormAsync("/titles/new", "/titles/new", ("kind", "show"), ("title", "Our street"), ("year", "99"), ("episodes", "1x01 Rain 2024-01-05"));
        using var made = await maker.SendFormAsync("/titles/new", "/titles/new", ("kind", "show"), ("title", "Our street"), ("year", "1999"), ("episodes", "1x01 Rain 2024-01-05\n1x02 Sun\n"));
        var address = made.Headers.Location!.ToString();
        var page = await maker.GetStringAsync(address);
        using var edited = await maker.SendFormAsync(address + "/edit", address + "/edit", ("title", "Our street, then"), ("kind_is", "show"), ("version", "1"), ("episodes", "1x01 Rain\n1x02 Sun\n2x01 Snow"));
        var read = await maker.GetDataAsync("/api/v1" + address);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (wrong.StatusCode, made.StatusCode, edited.StatusCode));
        var again = await wrong.Content.ReadAsStringAsync();
        Assert.Contains("Write a year such as 1995.", again, StringComparison.Ordinal);
        Assert.Contains("value=\"Our street\"", again, StringComparison.Ordinal);
        Assert.Contains("Nobody but you sees it.", page, StringComparison.Ordinal);
        Assert.Equal(("Our street, then", 2), (read.Text("title"), read.GetProperty("seasons").GetArrayLength()));
    }

    static async Task<long> CountAsync(House house, string sql)
    {
        await using var connection = await house.Program.Database.OpenAsync();
        return await connection.ScalarAsync<long>(sql, null, default);
    }

    public sealed class On_Sqlite() : WritingTitles(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : WritingTitles(DatabaseKind.PostgreSql);
}
