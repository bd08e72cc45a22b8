using System.Net;
using Marquee.Data;
using Marquee.Tests.Host;

namespace Marquee.Tests.Accounts;

/// <summary>Registering, signing in and out with forms alone, as without script.</summary>
public abstract class SigningInOnThePages(ProgramOn program)
{
    [Fact]
    public async Task From_registering_to_signing_out_and_in_again()
    {
        var email = People.NewEmail();
        var visitor = await program.NewVisitorAsync();

        using var registered = await visitor.SendFormAsync("/register", "/register", ("display_name", "Ines"), ("email", email), ("password", People.Password));
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (registered.StatusCode, registered.Headers.Location!.ToString()));
        Assert.Contains("Ines", (await visitor.PageAsync("/")).QuerySelector(".topbar [popovertarget=who]")!.TextContent, StringComparison.Ordinal);

        using var left = await visitor.SendFormAsync("/", "/sign-out");
        Assert.Equal("Sign in", (await visitor.PageAsync("/")).QuerySelector(".topbar a[href^='/sign-in']")!.TextContent);

        using var back = await visitor.SignInAsync(email, page: "/sign-in?back=%2Ftitles%2F19");
        Assert.Equal((HttpStatusCode.SeeOther, "/titles/19"), (back.StatusCode, back.Headers.Location!.ToString()));
        Assert.NotNull((await visitor.PageAsync("/")).QuerySelector(".topbar [popovertarget=who]"));
    }

    [Fact]
    public async Task A_wrong_password_shows_the_form_again_with_the_address_and_the_reason_and_without_the_password()
    {
        var email = People.NewEmail();
        var visitor = await program.NewVisitorAsync();

        using var answer = await visitor.SignInAsync(email, "a password of mine");

        var html = await answer.Content.ReadAsStringAsync();
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(email, page.QuerySelector("input[name=email]")!.GetAttribute("value"));
        Assert.Contains("do not go together", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("a password of mine", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_is_too_short_is_said_at_its_field()
    {
        using var answer = await (await program.NewVisitorAsync()).SendFormAsync("/register", "/register", ("email", People.NewEmail()), ("password", "short"));

        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        var field = page.QuerySelector("input[name=password][aria-invalid=true]")!;
        Assert.Contains("at least 8", page.GetElementById(field.GetAttribute("aria-describedby")!)!.TextContent, StringComparison.Ordinal);
    }

    [Theory, InlineData("https://evil.example/"), InlineData("//evil.example"), InlineData("/\\evil.example"), InlineData("javascript:alert(1)"), InlineData("/%0d%0aSet-Cookie: x=y\r\n")]
    public async Task Signing_in_never_leads_away(string back)
    {
        var email = People.NewEmail();
        var visitor = await program.NewVisitorAsync();
        await visitor.RegisterAsync(email);

        using var answer = await visitor.SendFormAsync("/sign-in", "/sign-in", ("email", email), ("password", People.Password), ("back", back));

        Assert.Equal((HttpStatusCode.SeeOther, true), (answer.StatusCode, answer.Headers.Location!.ToString() is "/" || answer.Headers.Location!.ToString().StartsWith("/%", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_session_planted_before_is_not_the_one_that_is_signed_in()
    {
        var email = People.NewEmail();
        var running = await program.RunningAsync();
        await running.NewVisitor().RegisterAsync(email);
        const string planted = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        var cookies = new CookieContainer();
        cookies.Add(running.Address, new Cookie("marquee_session", planted));
        using var victim = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = running.Address };

        using var answer = await victim.SignInAsync(email);

        Assert.NotEqual(planted, cookies.GetCookies(running.Address)["marquee_session"]!.Value);
        Assert.True(cookies.GetCookies(running.Address)["marquee_session"]!.HttpOnly);
        using var attacker = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = running.Address };
        attacker.DefaultRequestHeaders.Add("Cookie", $"marquee_session={planted}");
        using var me = await attacker.GetAsync("/api/v1/me");
        Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
    }

    [Fact]
    public async Task A_forgotten_password_is_reset_by_the_link_once_and_every_session_ends()
    {
        var email = People.NewEmail();
        var running = await program.RunningAsync();
        var visitor = running.NewVisitor();
        var tokens = await visitor.RegisterAsync(email);
        using (var asked = await visitor.SendFormAsync("/forgot", "/forgot", ("email", email)))
            Assert.Equal("/sign-in", asked.Headers.Location!.ToString());
        var link = await LinkAsync(running, email, "/reset");

        using var reset = await visitor.SendFormAsync(link, "/reset", ("password", "another good one"));
        using var again = await visitor.SendFormAsync(link, "/reset", ("password", "yet another one"));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity), (reset.StatusCode, again.StatusCode));
        using (var client = running.With(tokens.Access()))
        using (var me = await client.GetAsync("/api/v1/me"))
            Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
        using (var old = await visitor.LoginAsync(email))
            Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        using var login = await visitor.LoginAsync(email, "another good one");
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
    }

    [Fact]
    public async Task Asking_for_a_link_says_the_same_for_an_unknown_address_and_writes_nothing()
    {
        var email = People.NewEmail();
        var running = await program.RunningAsync();

        using var asked = await running.NewVisitor().SendFormAsync("/forgot", "/forgot", ("email", email));

        Assert.Equal("/sign-in", asked.Headers.Location!.ToString());
        await using var connection = await running.Database.OpenAsync();
        Assert.Equal(0, await connection.ScalarAsync<long>("select count(*) from mails where to_address = @email", new { email }, default));
    }

    [Fact]
    public async Task The_link_in_a_letter_does_not_follow_the_host_header()
    {
        var email = People.NewEmail();
        var running = await program.RunningAsync();
        var visitor = running.NewVisitor();
        await visitor.RegisterAsync(email);
        visitor.DefaultRequestHeaders.Host = "evil.example";
        visitor.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");

        using var asked = await visitor.SendFormAsync("/forgot", "/forgot", ("email", email));

        await using var connection = await running.Database.OpenAsync();
        var bodies = await connection.QueryAsync<string>("select body from mails where to_address = @email", new { email }, default);
        Assert.NotEmpty(bodies);
        Assert.DoesNotContain(bodies, body => body.Contains("evil.example", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_address_is_confirmed_by_the_link_of_its_letter()
    {
        var email = People.NewEmail();
        var running = await program.RunningAsync();
        var visitor = running.NewVisitor();
        var tokens = await visitor.RegisterAsync(email);
        var link = await LinkAsync(running, email, "/verify");

        using var confirmed = await visitor.SendFormAsync(link, "/verify");

        Assert.Equal(HttpStatusCode.SeeOther, confirmed.StatusCode);
        using var client = running.With(tokens.Access());
        Assert.True((await client.GetDataAsync("/api/v1/me")).GetProperty("email_verified").GetBoolean());
    }

    /// <summary>The latest link of that page in the letters to an address, as its reader opens it.</summary>
    static async Task<string> LinkAsync(RunningProgram running, string email, string page)
    {
        await using var connection = await running.Database.OpenAsync();
        var body = await connection.ScalarAsync<string>(
            "select body from mails where to_address = @email and body like @like order by id desc limit 1", new { email, like = $"%{page}?%" }, default);
        var start = body!.IndexOf(page + "?", StringComparison.Ordinal);
        return body[start..body.IndexOf('\n', start)];
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : SigningInOnThePages(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : SigningInOnThePages(program);
}
