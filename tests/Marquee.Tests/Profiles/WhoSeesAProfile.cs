using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Marquee.Data;
using Marquee.Tests.Accounts;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Profiles;

/// <summary>What others see: nothing, until one opens it; each section for itself.</summary>
public abstract class WhoSeesAProfile(ProgramOn program)
{
    [Fact]
    public async Task A_new_profile_is_one_that_does_not_exist_to_anybody_else()
    {
        var (ines, id) = await PersonAsync();
        var (stranger, _) = await PersonAsync();

        using var page = await stranger.GetAsync($"/profiles/{id}");
        using var nobody = await stranger.GetAsync("/profiles/999999999");
        using var own = await ines.GetAsync($"/profiles/{id}");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.OK), (page.StatusCode, nobody.StatusCode, own.StatusCode));
    }

    [Theory]
    [InlineData("private", false, false)]
    [InlineData("friends", true, false)]
    [InlineData("public", true, true)]
    public async Task Friends_see_what_is_for_friends_and_everybody_what_is_public(string visibility, bool friendSees, bool strangerSees)
    {
        var (ines, id) = await PersonAsync();
        var (friend, friendId) = await PersonAsync();
        var (stranger, _) = await PersonAsync();
        await BefriendAsync(id, friendId);

        await ChangeAsync(ines, new { visibility });

        Assert.Equal(friendSees, (await LookAsync(friend, id)) is not null);
        Assert.Equal(strangerSees, (await LookAsync(stranger, id)) is not null);
        Assert.Equal(strangerSees, (await LookAsync(await program.NewVisitorAsync(), id)) is not null);
    }

    [Theory, InlineData("history"), InlineData("ratings"), InlineData("lists"), InlineData("reviews"), InlineData("statistics")]
    public async Task Each_section_is_open_for_itself(string section)
    {
        var (ines, id) = await PersonAsync();
        var (stranger, _) = await PersonAsync();
        await ines.RateAsync("19", 9);
        await ChangeAsync(ines, new { visibility = "public" });
        Assert.False((await LookAsync(stranger, id))!.Value.TryGetProperty(section, out _));

        await ChangeAsync(ines, new Dictionary<string, string> { [section + "_visibility"] = "public" });

        var seen = (await LookAsync(stranger, id))!.Value;
        Assert.Equal([section], ((string[])["history", "ratings", "lists", "reviews", "statistics"]).Where(name => seen.TryGetProperty(name, out _)));
    }

    [Fact]
    public async Task A_closed_profile_closes_every_section()
    {
        var (ines, id) = await PersonAsync();
        await ChangeAsync(ines, new { visibility = "private", ratings_visibility = "public" });

        Assert.Null(await LookAsync((await PersonAsync()).Client, id));
    }

    [Fact]
    public async Task One_who_was_blocked_sees_nothing()
    {
        var (ines, id) = await PersonAsync();
        var (other, otherId) = await PersonAsync();
        await ChangeAsync(ines, new { visibility = "public" });
        await (await program.RunningAsync()).Database.WriteAsync(connection => connection.ExecuteAsync(
            "insert into blocks (profile_id, blocked_id, created_at) values (@id, @otherId, 0)", new { id = long.Parse(id, CultureInfo.InvariantCulture), otherId = long.Parse(otherId, CultureInfo.InvariantCulture) }, default));

        Assert.Null(await LookAsync(other, id));
    }

    [Fact]
    public async Task What_one_says_about_oneself_is_kept_and_checked()
    {
        var (ines, id) = await PersonAsync();

        await ChangeAsync(ines, new { display_name = "Ines K.", bio = "Slow films.\nLong walks.", location = "Gdańsk", time_zone = "Europe/Warsaw", links = new[] { "https://example.org/ines" }, visibility = "public" });

        var seen = (await LookAsync(await program.NewVisitorAsync(), id))!.Value;
        Assert.Equal(("Ines K.", "Slow films.\nLong walks.", "Gdańsk", "https://example.org/ines"), (seen.Text("display_name"), seen.Text("bio"), seen.Text("location"), seen.GetProperty("links")[0].GetString()));
        foreach (var (wrong, code) in ((object, string)[])[(new { links = new[] { "javascript:alert(1)" } }, "links_invalid"), (new { time_zone = "Mars/Olympus" }, "time_zone_invalid"), (new { bio = new string('x', 501) }, "bio_invalid"), (new { visibility = "everyone" }, "visibility_invalid")])
        {
            using var answer = await ines.PatchAsJsonAsync("/api/v1/me", wrong);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, code), (answer.StatusCode, (await answer.JsonAsync()).Text("code")));
        }
    }

    [Fact]
    public async Task The_form_of_the_privacy_page_opens_what_it_says()
    {
        var email = People.NewEmail();
        var visitor = await program.NewVisitorAsync();
        var id = (await visitor.RegisterAsync(email)).Text("profile_id");
        await visitor.SignInAsync(email);

        using var saved = await visitor.SendFormAsync("/settings/privacy", "/settings/privacy", ("visibility", "public"), ("statistics_visibility", "friends"));

        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.NotNull((await visitor.PageAsync("/settings/privacy")).QuerySelector("input[name=statistics_visibility][value=friends][checked]"));
        Assert.NotNull(await LookAsync(await program.NewVisitorAsync(), id));
    }

    async Task<(HttpClient Client, string Profile)> PersonAsync()
    {
        var registered = await (await program.NewVisitorAsync()).RegisterAsync();
        return ((await program.RunningAsync()).With(registered.Access()), registered.Text("profile_id"));
    }

    async Task BefriendAsync(string one, string other) => await (await program.RunningAsync()).Database.WriteAsync(connection => connection.ExecuteAsync(
        "insert into follows (follower_id, followed_id, accepted, created_at) values (@one, @other, true, 0), (@other, @one, true, 0)", new { one = long.Parse(one, CultureInfo.InvariantCulture), other = long.Parse(other, CultureInfo.InvariantCulture) }, default));

    static async Task ChangeAsync(HttpClient client, object change)
    {
        using var answer = await client.PatchAsJsonAsync("/api/v1/me", change);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    static async Task<System.Text.Json.JsonElement?> LookAsync(HttpClient client, string profile)
    {
        using var answer = await client.GetAsync($"/api/v1/profiles/{profile}");
        return answer.StatusCode == HttpStatusCode.NotFound ? null : (await answer.JsonAsync()).GetProperty("data");
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : WhoSeesAProfile(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : WhoSeesAProfile(program);
}
