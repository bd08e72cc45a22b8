using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Parser;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Accounts;

/// <summary>An authenticator app and recovery codes, set up and used with forms alone.</summary>
public abstract class UsingASecondFactor(ProgramOn program)
{
    [Fact]
    public async Task A_code_of_the_app_turns_it_on_and_shows_ten_recovery_codes_once()
    {
        var (visitor, _, _, codes) = await WithAppAsync();

        Assert.Equal(10, codes.Distinct().Count());
        var page = await visitor.PageAsync("/settings/security");
        Assert.Contains("10 of 10 recovery codes", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.All(codes, code => Assert.DoesNotContain(code, page.Body.InnerHtml, StringComparison.Ordinal));
        // The secret is not shown again either.
        Assert.Null((await visitor.PageAsync("/settings/security/authenticator")).QuerySelector("[name=code]"));
    }

    [Fact]
    public async Task A_wrong_code_turns_nothing_on()
    {
        var (visitor, email) = await RegisteredAsync();
        await visitor.SendFormAsync("/settings/security", "/settings/security/authenticator/begin");

        using var answer = await visitor.SendFormAsync("/settings/security/authenticator", "/settings/security/authenticator", ("code", "000000"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        using var login = await visitor.LoginAsync(email);
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
    }

    [Fact]
    public async Task The_picture_is_a_path_of_SVG_and_says_the_secret_in_letters_too()
    {
        var (visitor, _) = await RegisteredAsync();
        await visitor.SendFormAsync("/settings/security", "/settings/security/authenticator/begin");

        var page = await visitor.PageAsync("/settings/security/authenticator");

        var picture = page.QuerySelector("svg[role=img]")!;
        Assert.Equal("QR code for the authenticator app", picture.GetAttribute("aria-label"));
        Assert.True(picture.QuerySelector("path")!.GetAttribute("d")!.Length > 1000);
        Assert.Null(page.QuerySelector("[style]"));
    }

    [Fact]
    public async Task After_the_password_a_browser_is_asked_for_the_code()
    {
        var (_, email, app, _) = await WithAppAsync();
        var visitor = await program.NewVisitorAsync();

        using var password = await visitor.SignInAsync(email, page: "/sign-in?back=%2Ftitles%2F19");
        Assert.Equal((HttpStatusCode.SeeOther, "/second-factor"), (password.StatusCode, password.Headers.Location!.ToString()));
        // Half-way is not in.
        using (var me = await visitor.GetAsync("/api/v1/me")) Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
        using var wrong = await visitor.SendFormAsync("/second-factor", "/second-factor", ("code", "123456"));
        using var right = await visitor.SendFormAsync("/second-factor", "/second-factor", ("code", app.Code(1)));

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal((HttpStatusCode.SeeOther, "/titles/19"), (right.StatusCode, right.Headers.Location!.ToString()));
        using var signedIn = await visitor.GetAsync("/api/v1/me");
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
    }

    [Fact]
    public async Task Without_the_password_nobody_reaches_the_second_question()
    {
        var visitor = await program.NewVisitorAsync();

        Assert.Null((await visitor.PageAsync("/second-factor")).QuerySelector("[name=code]"));
        using var planted = new HttpRequestMessage(HttpMethod.Post, "/second-factor") { Content = new FormUrlEncodedContent([new("code", "123456")]) };
        using var answer = await visitor.SendAsync(planted);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_program_gives_the_code_in_the_same_request_and_each_code_once()
    {
        var (visitor, email, app, _) = await WithAppAsync();
        var code = app.Code(1);

        var asked = await LoginAsync(visitor, email, null);
        var first = await LoginAsync(visitor, email, code);
        var again = await LoginAsync(visitor, email, code);

        Assert.Equal((HttpStatusCode.Unauthorized, "second_factor_needed"), asked);
        Assert.Equal((HttpStatusCode.OK, ""), first);
        Assert.Equal((HttpStatusCode.Unauthorized, "code_wrong"), again);
    }

    [Fact]
    public async Task A_recovery_code_is_good_once_and_new_ones_replace_the_old()
    {
        var (visitor, email, _, codes) = await WithAppAsync();

        Assert.Equal((HttpStatusCode.OK, ""), await LoginAsync(visitor, email, codes[0]));
        Assert.Equal((HttpStatusCode.Unauthorized, "code_wrong"), await LoginAsync(visitor, email, codes[0]));
        Assert.Equal((HttpStatusCode.OK, ""), await LoginAsync(visitor, email, codes[1].ToLowerInvariant()));
        using var made = await visitor.SendFormAsync("/settings/security", "/settings/security/codes");
        var fresh = await CodesAsync(made);
        Assert.Equal((HttpStatusCode.Unauthorized, "code_wrong"), await LoginAsync(visitor, email, codes[2]));
        Assert.Equal((HttpStatusCode.OK, ""), await LoginAsync(visitor, email, fresh[2]));
    }

    [Fact]
    public async Task Turned_off_the_password_alone_is_enough_again()
    {
        var (visitor, email, _, codes) = await WithAppAsync();

        using var off = await visitor.SendFormAsync("/settings/security", "/settings/security/off");

        Assert.Equal(HttpStatusCode.SeeOther, off.StatusCode);
        Assert.Equal((HttpStatusCode.OK, ""), await LoginAsync(visitor, email, null));
        Assert.DoesNotContain(codes[0], await (await visitor.GetAsync("/settings/security")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    async Task<(HttpClient Visitor, string Email)> RegisteredAsync()
    {
        var email = People.NewEmail();
        var visitor = await program.NewVisitorAsync();
        await visitor.RegisterAsync(email);
        await visitor.SignInAsync(email);
        return (visitor, email);
    }

    async Task<(HttpClient Visitor, string Email, AuthenticatorApp App, IReadOnlyList<string> Codes)> WithAppAsync()
    {
        var (visitor, email) = await RegisteredAsync();
        await visitor.SendFormAsync("/settings/security", "/settings/security/authenticator/begin");
        var secret = (await visitor.PageAsync("/settings/security/authenticator")).QuerySelector(".panel code")!.TextContent;
        var app = new AuthenticatorApp(secret);
        using var on = await visitor.SendFormAsync("/settings/security/authenticator", "/settings/security/authenticator", ("code", app.Code()));
        return (visitor, email, app, await CodesAsync(on));
    }

    static async Task<IReadOnlyList<string>> CodesAsync(HttpResponseMessage answer) =>
        [.. new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()).QuerySelectorAll("ol code").Select(code => code.TextContent)];

    static async Task<(HttpStatusCode, string)> LoginAsync(HttpClient visitor, string email, string? code)
    {
        using var answer = await visitor.PostAsJsonAsync("/api/v1/auth/login", new { email, password = People.Password, code });
        return (answer.StatusCode, answer.IsSuccessStatusCode ? "" : (await answer.JsonAsync()).Text("code"));
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : UsingASecondFactor(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : UsingASecondFactor(program);
}
