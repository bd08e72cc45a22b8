using System.Net;
using System.Net.Http.Json;
using Marquee.Tests.Accounts;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Profiles;

/// <summary>Several people in one account: making, switching, guests, and kids with a cap.</summary>
public abstract class AFamilyOfProfiles(ProgramOn program)
{
    [Fact]
    public async Task A_second_profile_has_a_taste_of_its_own_and_is_switched_to_by_its_face()
    {
        var visitor = await SignedInAsync();
        await visitor.RateAsync("19", 9);
        using (var made = await visitor.SendFormAsync("/profiles/new", "/profiles", ("display_name", "Marek"), ("kind", "personal")))
            Assert.Equal((HttpStatusCode.SeeOther, "/profiles"), (made.StatusCode, made.Headers.Location!.ToString()));
        var marek = Face(await visitor.PageAsync("/profiles"), "Marek");

        using var switched = await visitor.SendFormAsync("/profiles", "/profiles/switch", ("id", marek));

        Assert.Equal(HttpStatusCode.SeeOther, switched.StatusCode);
        var me = await visitor.GetDataAsync("/api/v1/me");
        Assert.Equal((marek, "Marek"), (me.GetProperty("profile").Text("id"), me.Text("display_name")));
        Assert.Null((await visitor.PageAsync("/titles/19")).QuerySelector("input[name=rating][value='9'][checked]"));
    }

    [Fact]
    public async Task The_guest_leaves_the_taste_of_the_house_alone()
    {
        var visitor = await SignedInAsync();

        using var guest = await visitor.SendFormAsync("/profiles", "/profiles/switch", ("id", "guest"));
        await visitor.RateAsync("19", 2);

        Assert.Equal("guest", (await visitor.GetDataAsync("/api/v1/me")).GetProperty("profile").Text("kind"));
        var faces = (await visitor.GetDataAsync("/api/v1/profiles")).EnumerateArray().ToList();
        using var back = await visitor.SendFormAsync("/profiles", "/profiles/switch", ("id", faces[0].Text("id")));
        Assert.Null((await visitor.PageAsync("/titles/19")).QuerySelector("input[name=rating][checked]"));
    }

    [Fact]
    public async Task Another_accounts_profile_is_one_that_does_not_exist()
    {
        var theirs = (await (await program.NewVisitorAsync()).RegisterAsync()).Text("profile_id");
        var visitor = await SignedInAsync();

        using var switched = await visitor.PostAsJsonAsync($"/api/v1/profiles/{theirs}/switch", new { });
        using var removed = await visitor.DeleteAsync($"/api/v1/profiles/{theirs}");
        using var nobody = await visitor.PostAsJsonAsync("/api/v1/profiles/999999999/switch", new { });

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (switched.StatusCode, removed.StatusCode, nobody.StatusCode));
        Assert.Equal((await nobody.JsonAsync()).Text("detail"), (await switched.JsonAsync()).Text("detail"));
    }

    [Fact]
    public async Task Out_of_a_kids_profile_leads_its_PIN_alone()
    {
        var visitor = await SignedInAsync();
        var own = (await visitor.GetDataAsync("/api/v1/me")).GetProperty("profile").Text("id");
        var kid = await KidAsync(visitor);

        using var without = await visitor.PostAsJsonAsync($"/api/v1/profiles/{own}/switch", new { });
        using var wrong = await visitor.PostAsJsonAsync($"/api/v1/profiles/{own}/switch", new { pin = "9999" });
        using var settings = await visitor.GetAsync("/api/v1/me/sessions");
        Assert.Equal(("pin_needed", "pin_wrong"), ((await without.JsonAsync()).Text("code"), (await wrong.JsonAsync()).Text("code")));
        Assert.Equal((HttpStatusCode.Forbidden, "kid_profile"), (settings.StatusCode, (await settings.JsonAsync()).Text("code")));
        Assert.Equal(kid, (await visitor.GetDataAsync("/api/v1/me")).GetProperty("profile").Text("id"));
        // The page asks for it, without script.
        Assert.NotNull((await visitor.PageAsync($"/profiles?to={own}")).QuerySelector("input[name=pin]"));

        using var right = await visitor.PostAsJsonAsync($"/api/v1/profiles/{own}/switch", new { pin = "2468" });

        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        // A PIN is no password: what matters asks anew.
        using var sensitive = await visitor.DeleteAsync($"/api/v1/profiles/{kid}");
        Assert.Equal("proof_needed", (await sensitive.JsonAsync()).Text("code"));
    }

    [Fact]
    public async Task A_PIN_is_not_guessed_by_trying_them_all()
    {
        var visitor = await SignedInAsync();
        var own = (await visitor.GetDataAsync("/api/v1/me")).GetProperty("profile").Text("id");
        await KidAsync(visitor);
        var codes = new List<HttpStatusCode>();

        for (var pin = 1000; pin < 1010; pin++)
        {
            using var tried = await visitor.PostAsJsonAsync($"/api/v1/profiles/{own}/switch", new { pin = $"{pin}" });
            codes.Add(tried.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, codes);
    }

    [Fact]
    public async Task A_kid_meets_nothing_beyond_the_cap_by_search_suggestion_page_or_API()
    {
        var visitor = await SignedInAsync();
        var fit = (await visitor.GetDataAsync("/api/v1/search?certification=PG&kind=film&sort=popular&limit=1"))[0];
        var unfit = (await visitor.GetDataAsync("/api/v1/search?certification=R&kind=film&sort=popular&limit=1"))[0];
        var (id, title) = (unfit.Text("id"), unfit.Text("title"));
        Assert.Contains(id, (await visitor.GetStringAsync($"/search/suggest?q={Uri.EscapeDataString(title)}")), StringComparison.Ordinal);
        await KidAsync(visitor);

        var found = (await visitor.GetDataAsync("/api/v1/search?limit=50")).EnumerateArray().ToList();
        Assert.NotEmpty(found);
        Assert.All(found, one => Assert.Contains(one.Text("certification"), Fit));
        Assert.Equal(0, (await visitor.GetDataAsync("/api/v1/search?certification=R")).GetArrayLength());
        Assert.DoesNotContain($"/titles/{id}\"", await visitor.GetStringAsync($"/search/suggest?q={Uri.EscapeDataString(title)}"), StringComparison.Ordinal);
        Assert.Null((await visitor.PageAsync($"/search?q={Uri.EscapeDataString(title)}")).QuerySelector($"a[href='/titles/{id}']"));
        foreach (var address in (string[])[$"/api/v1/titles/{id}", $"/titles/{id}", $"/api/v1/titles/{id}/similar", $"/api/v1/titles/{id}/why"])
        {
            using var answer = await visitor.GetAsync(address);
            Assert.Equal((address, HttpStatusCode.NotFound), (address, answer.StatusCode));
        }

        using var rated = await visitor.PutAsJsonAsync($"/api/v1/titles/{id}/rating", new { value = 9 });
        using var open = await visitor.GetAsync($"/api/v1/titles/{fit.Text("id")}");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (rated.StatusCode, open.StatusCode));
    }

    [Fact]
    public async Task What_a_kid_is_recommended_is_within_the_cap()
    {
        var visitor = await SignedInAsync();
        await KidAsync(visitor);

        var list = (await visitor.GetDataAsync("/api/v1/recommendations?limit=50")).GetProperty("recommendations").EnumerateArray().ToList();

        Assert.NotEmpty(list);
        foreach (var one in list)
        {
            // Its own address is open to the kid, and says a certificate that is fit.
            Assert.Contains((await visitor.GetDataAsync($"/api/v1/titles/{one.Id()}")).Text("certification"), Fit);
        }
    }

    [Theory, InlineData("", "personal", "PG", "2468", "display_name_invalid"), InlineData("Kid", "kid", "R", "2468", "cap_invalid"), InlineData("Kid", "kid", "PG", "12", "pin_invalid"), InlineData("Kid", "owner", "PG", "2468", "kind_invalid")]
    public async Task What_makes_no_sense_is_refused_in_words(string name, string kind, string cap, string pin, string code)
    {
        var visitor = await SignedInAsync();

        using var answer = await visitor.PostAsJsonAsync("/api/v1/profiles", new { display_name = name, kind, certification_cap = cap, pin });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, code), (answer.StatusCode, (await answer.JsonAsync()).Text("code")));
    }

    [Fact]
    public async Task The_last_profile_stays_and_the_ninth_is_too_many()
    {
        var visitor = await SignedInAsync();
        var own = (await visitor.GetDataAsync("/api/v1/me")).GetProperty("profile").Text("id");

        using (var last = await visitor.DeleteAsync($"/api/v1/profiles/{own}"))
            Assert.Equal("last_profile", (await last.JsonAsync()).Text("code"));
        for (var i = 2; i <= 8; i++)
            (await visitor.PostAsJsonAsync("/api/v1/profiles", new { display_name = $"P{i}" })).EnsureSuccessStatusCode().Dispose();
        using var ninth = await visitor.PostAsJsonAsync("/api/v1/profiles", new { display_name = "P9" });

        Assert.Equal("too_many_profiles", (await ninth.JsonAsync()).Text("code"));
    }

    static readonly string[] Fit = ["G", "PG", "TV-Y", "TV-Y7", "TV-G", "TV-PG"];

    async Task<HttpClient> SignedInAsync()
    {
        var email = People.NewEmail();
        var visitor = await program.NewVisitorAsync();
        await visitor.RegisterAsync(email);
        await visitor.SignInAsync(email);
        return visitor;
    }

    /// <summary>Makes a kid's profile and goes into it.</summary>
    static async Task<string> KidAsync(HttpClient visitor)
    {
        using var made = await visitor.PostAsJsonAsync("/api/v1/profiles", new { display_name = "Kid", kind = "kid", certification_cap = "PG", pin = "2468" });
        var kid = (await made.JsonAsync()).GetProperty("data").Text("id");
        (await visitor.PostAsJsonAsync($"/api/v1/profiles/{kid}/switch", new { })).EnsureSuccessStatusCode().Dispose();
        return kid;
    }

    static string Face(AngleSharp.Html.Dom.IHtmlDocument page, string name) =>
        page.QuerySelectorAll(".faces form").Single(form => form.QuerySelector("b")!.TextContent == name).QuerySelector("input[name=id]")!.GetAttribute("value")!;

    public sealed class On_Sqlite(ProgramOnSqlite program) : AFamilyOfProfiles(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : AFamilyOfProfiles(program);
}
