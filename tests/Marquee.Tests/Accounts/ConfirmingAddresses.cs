using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Marquee.Data;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Accounts;

/// <summary>Where e-mail is carried, an address must be confirmed before anybody signs in.</summary>
public abstract partial class ConfirmingAddresses(DatabaseKind kind)
{
    [Fact]
    public async Task A_new_account_signs_in_once_the_link_of_its_letter_was_opened()
    {
        using var box = new LetterBox();
        await using var program = await StartAsync(box);
        var email = People.NewEmail();
        var visitor = program.NewVisitor();

        using (var registered = await visitor.PostAsJsonAsync("/api/v1/auth/register", new { email, password = People.Password }))
            Assert.Equal(HttpStatusCode.Accepted, registered.StatusCode);
        using (var early = await visitor.LoginAsync(email))
            Assert.Equal("email_unverified", (await early.JsonAsync()).Text("code"));
        var letter = await box.ReceiveAsync(email, "/verify?");
        Assert.Contains("https://films.example/verify?", letter, StringComparison.Ordinal);
        using (var confirmed = await visitor.SendFormAsync(Link().Match(letter).Value, "/verify"))
            Assert.True(confirmed.StatusCode == HttpStatusCode.SeeOther, letter + Link().Match(letter).Value);

        using var login = await visitor.LoginAsync(email);
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
        await using var connection = await program.Database.OpenAsync();
        Assert.Equal(0, await connection.ScalarAsync<long>("select count(*) from mails where sent_at is not null and body <> ''", null, default));
    }

    [Fact]
    public async Task Registering_an_address_that_has_an_account_says_the_same_and_writes_to_its_holder()
    {
        using var box = new LetterBox();
        await using var program = await StartAsync(box);
        var email = People.NewEmail();
        var visitor = program.NewVisitor();

        using var first = await visitor.PostAsJsonAsync("/api/v1/auth/register", new { email, password = People.Password });
        using var second = await visitor.PostAsJsonAsync("/api/v1/auth/register", new { email, password = "quite another one" });

        Assert.Equal((first.StatusCode, await first.Content.ReadAsStringAsync()), (second.StatusCode, await second.Content.ReadAsStringAsync()));
        await box.ReceiveAsync(email, "It has an account");
    }

    [Fact]
    public async Task Nobodys_letter_box_is_filled_through_us()
    {
        using var box = new LetterBox();
        await using var program = await StartAsync(box);
        var email = People.NewEmail();
        using (await program.NewVisitor().PostAsJsonAsync("/api/v1/auth/register", new { email, password = People.Password })) { }

        for (var again = 0; again < 9; again++)
            using (await program.NewVisitor().SendFormAsync("/forgot", "/forgot", ("email", email))) { }

        await using var connection = await program.Database.OpenAsync();
        Assert.Equal(5, await connection.ScalarAsync<long>("select count(*) from mails where to_address = @email", new { email }, default));
    }

    [Fact]
    public async Task Behind_a_public_address_with_TLS_cookies_insist_on_it()
    {
        using var box = new LetterBox();
        await using var program = await StartAsync(box);
        var email = People.NewEmail();
        var visitor = program.NewVisitor();
        using (await visitor.PostAsJsonAsync("/api/v1/auth/register", new { email, password = People.Password })) { }
        await program.Database.WriteAsync(connection => connection.ExecuteAsync("update accounts set email_verified = true", null, default));
        visitor.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        using var page = await visitor.GetAsync("/sign-in");
        var token = TokenField().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value;
        // Its own cookie container would not send a Secure cookie over plain HTTP; the proxy does.
        var form = page.Headers.GetValues("Set-Cookie").Single(set => set.StartsWith("marquee_form", StringComparison.Ordinal)).Split(';')[0];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("email", email), new("password", People.Password)]) };
        request.Headers.Add("Cookie", form);
        using var answer = await visitor.SendAsync(request);

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(set => set.StartsWith("marquee_session", StringComparison.Ordinal)).ToLowerInvariant();
        Assert.All((string[])["secure", "httponly", "samesite=lax", "path=/"], part => Assert.Contains(part, cookie, StringComparison.Ordinal));
    }

    Task<RunningProgram> StartAsync(LetterBox box) => RunningProgram.StartEmptyAsync(kind, with: settings => settings with { Smtp = box.Address, PublicUrl = new Uri("https://films.example") });

    [GeneratedRegex(@"/verify\?\S+")]
    private static partial Regex Link();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();

    public sealed class On_Sqlite() : ConfirmingAddresses(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : ConfirmingAddresses(DatabaseKind.PostgreSql);
}
