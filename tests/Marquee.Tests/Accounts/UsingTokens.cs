using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marquee.Data;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Accounts;

public abstract class UsingTokens(ProgramOn program)
{
    [Fact]
    public async Task Signing_in_gives_a_pair_that_lasts_a_quarter_of_an_hour()
    {
        var email = People.NewEmail();
        var visitor = await program.NewVisitorAsync();
        await visitor.RegisterAsync(email);

        using var answer = await visitor.LoginAsync(email);
        var tokens = (await answer.JsonAsync()).GetProperty("data");

        Assert.Equal(("Bearer", 900), (tokens.Text("token_type"), tokens.GetProperty("expires_in").GetInt32()));
        Assert.Equal(HttpStatusCode.OK, await MeAsync(tokens.Access()));
    }

    [Fact]
    public async Task An_access_token_is_verified_by_anybody_with_the_published_keys()
    {
        var visitor = await program.NewVisitorAsync();
        var parts = (await visitor.RegisterAsync()).Access().Split('.');
        var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement;
        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
        var discovery = JsonDocument.Parse(await visitor.GetStringAsync("/.well-known/openid-configuration")).RootElement;
        var keys = JsonDocument.Parse(await visitor.GetStringAsync("/.well-known/jwks.json")).RootElement.GetProperty("keys");
        var key = keys.EnumerateArray().Single(k => k.Text("kid") == header.Text("kid"));

        using var rsa = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars(key.Text("n")), Exponent = Base64Url.DecodeFromChars(key.Text("e")) });
        Assert.True(rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal((discovery.Text("issuer"), "marquee", 900L), (claims.Text("iss"), claims.Text("aud"), claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64()));
        Assert.All((string[])["sub", "session", "profile"], name => Assert.NotEmpty(claims.Text(name)));
        Assert.DoesNotContain("\"d\"", keys.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_gives_the_next()
    {
        var visitor = await program.NewVisitorAsync();
        var first = await visitor.RegisterAsync();

        var second = await RefreshedAsync(visitor, first.Refresh());
        var third = await RefreshedAsync(visitor, second.Refresh());

        Assert.Equal(3, new[] { first, second, third }.Select(pair => pair.Refresh()).Distinct().Count());
        Assert.Equal(HttpStatusCode.OK, await MeAsync(third.Access()));
    }

    [Fact]
    public async Task A_refresh_token_used_twice_ends_its_family_and_is_in_the_audit_log()
    {
        var visitor = await program.NewVisitorAsync();
        var first = await visitor.RegisterAsync();
        var other = await visitor.RegisterAsync();
        var second = await RefreshedAsync(visitor, first.Refresh());

        using var reused = await visitor.RefreshAsync(first.Refresh());
        using var next = await visitor.RefreshAsync(second.Refresh());

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (reused.StatusCode, next.StatusCode));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await MeAsync(second.Access()), await MeAsync(other.Access())));
        await using var connection = await (await program.RunningAsync()).Database.OpenAsync();
        Assert.Equal(1, await connection.ScalarAsync<long>("select count(*) from audit where kind = 'token.reused' and account_id = @id", new { id = long.Parse(first.Text("id"), null) }, default));
    }

    [Fact]
    public async Task Of_two_who_refresh_at_once_one_gets_the_next_pair()
    {
        var visitor = await program.NewVisitorAsync();
        var first = await visitor.RegisterAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => visitor.RefreshAsync(first.Refresh())));

        Assert.InRange(answers.Count(answer => answer.IsSuccessStatusCode), 0, 1);
    }

    [Fact]
    public async Task Logging_out_ends_this_session_and_logging_out_everywhere_ends_all()
    {
        var email = People.NewEmail();
        var visitor = await program.NewVisitorAsync();
        var (one, two, three) = (await visitor.RegisterAsync(email), await LoggedInAsync(visitor, email), await LoggedInAsync(visitor, email));
        var running = await program.RunningAsync();

        using (var client = running.With(one.Access()))
        using (var answer = await client.PostAsync("/api/v1/auth/logout", null))
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await MeAsync(one.Access()), await MeAsync(two.Access())));
        using (var refreshed = await visitor.RefreshAsync(one.Refresh()))
            Assert.Equal(HttpStatusCode.Unauthorized, refreshed.StatusCode);

        using (var client = running.With(two.Access()))
        using (var answer = await client.PostAsync("/api/v1/auth/logout-all", null))
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (await MeAsync(two.Access()), await MeAsync(three.Access())));
    }

    [Fact]
    public async Task An_unknown_address_and_a_wrong_password_get_the_same_answer()
    {
        var email = People.NewEmail();
        var visitor = await program.NewVisitorAsync();
        await visitor.RegisterAsync(email);

        using var unknown = await visitor.LoginAsync(People.NewEmail(), "not the password");
        using var wrong = await visitor.LoginAsync(email, "not the password");

        var (one, other) = (await unknown.JsonAsync(), await wrong.JsonAsync());
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (unknown.StatusCode, wrong.StatusCode));
        Assert.Equal((one.Text("code"), one.Text("detail")), (other.Text("code"), other.Text("detail")));
    }

    async Task<HttpStatusCode> MeAsync(string token)
    {
        using var client = (await program.RunningAsync()).With(token);
        using var answer = await client.GetAsync("/api/v1/me");
        return answer.StatusCode;
    }

    static async Task<JsonElement> RefreshedAsync(HttpClient visitor, string token)
    {
        using var answer = await visitor.RefreshAsync(token);
        return (await answer.JsonAsync()).GetProperty("data");
    }

    static async Task<JsonElement> LoggedInAsync(HttpClient visitor, string email)
    {
        using var answer = await visitor.LoginAsync(email);
        return (await answer.JsonAsync()).GetProperty("data");
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : UsingTokens(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : UsingTokens(program);
}
