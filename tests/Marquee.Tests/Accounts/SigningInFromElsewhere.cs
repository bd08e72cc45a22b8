using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Marquee.Features.Accounts.External;
using Marquee.Platform;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Accounts;

/// <summary>Accounts of another provider, with a provider of our own over real HTTP.</summary>
public abstract class SigningInFromElsewhere(DatabaseKind kind)
{
    [Fact]
    public async Task Somebody_new_gets_an_account_and_the_next_time_is_signed_in_to_it()
    {
        await using var provider = await ProviderOfOurOwn.StartAsync();
        await using var own = await StartAsync(provider);
        var visitor = own.NewVisitor();

        using var first = await ProviderOfOurOwn.ThroughAsync(visitor, "/sign-in/with/oidc?back=%2Fprofiles");
        var me = await visitor.GetDataAsync("/api/v1/me");
        var again = own.NewVisitor();
        using var second = await ProviderOfOurOwn.ThroughAsync(again, "/sign-in/with/oidc");

        Assert.Equal((HttpStatusCode.SeeOther, "/profiles"), (first.StatusCode, first.Headers.Location!.ToString()));
        Assert.Equal(("ines@elsewhere.example", "Ines Elsewhere", true), (me.Text("email"), me.Text("display_name"), me.GetProperty("email_verified").GetBoolean()));
        Assert.Equal(me.Text("id"), (await again.GetDataAsync("/api/v1/me")).Text("id"));
        // Asked with PKCE, a nonce and a state, each new.
        Assert.Equal(("S256", "code"), (provider.Asked[0]["code_challenge_method"], provider.Asked[0]["response_type"]));
        foreach (var name in (string[])["state", "nonce", "code_challenge"]) Assert.NotEqual(provider.Asked[0][name], provider.Asked[1][name]);
    }

    [Theory]
    [InlineData("nonce", "another"), InlineData("nonce", null)]
    [InlineData("aud", "somebody-else"), InlineData("aud", null)]
    [InlineData("iss", "https://evil.example"), InlineData("sub", null)]
    public async Task A_token_that_says_something_else_is_refused(string claim, string? value)
    {
        await RefusedAsync(provider => provider.Spoil = claims => claims[claim] = value);
    }

    [Fact]
    public Task A_token_for_several_that_names_another_as_the_one_who_asked_is_refused() =>
        RefusedAsync(provider => provider.Spoil = claims => (claims["aud"], claims["azp"]) = (new[] { "marquee-client", "other" }, "other"));

    [Fact]
    public Task A_token_that_has_expired_is_refused() => RefusedAsync(provider => provider.Spoil = claims => claims["exp"] = DateTimeOffset.UtcNow.AddMinutes(-2).ToUnixTimeSeconds());

    [Fact]
    public Task A_token_of_the_future_is_refused() => RefusedAsync(provider => provider.Spoil = claims => claims["iat"] = DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds());

    [Fact]
    public Task A_token_signed_with_another_key_is_refused() => RefusedAsync(provider => provider.WithForeignKey = true);

    [Theory, InlineData("none"), InlineData("HS256"), InlineData("RS512")]
    public Task A_token_signed_in_another_way_is_refused(string algorithm) => RefusedAsync(provider => provider.Algorithm = algorithm);

    [Fact]
    public async Task An_answer_is_taken_once_and_by_the_browser_that_asked()
    {
        await using var provider = await ProviderOfOurOwn.StartAsync();
        await using var own = await StartAsync(provider);
        var (visitor, other) = (own.NewVisitor(), own.NewVisitor());
        using var away = await visitor.GetAsync("/sign-in/with/oidc");
        using var there = await visitor.GetAsync(away.Headers.Location);
        var cookie = away.Headers.GetValues("Set-Cookie").Single(set => set.StartsWith("marquee_journey", StringComparison.Ordinal)).Split(';')[0];

        using var stolen = await other.GetAsync(there.Headers.Location);
        using var changed = await visitor.GetAsync(new Uri(there.Headers.Location!.ToString().Replace("state=", "state=x", StringComparison.Ordinal)));
        Assert.Equal("state_wrong", (await stolen.JsonAsync()).Text("code"));
        Assert.Equal("state_wrong", (await changed.JsonAsync()).Text("code"));

        // Played again with the very cookie: the first time it is good, then never.
        using var first = await own.SendWithAsync(there.Headers.Location!, cookie);
        using var replayed = await own.SendWithAsync(there.Headers.Location!, cookie);
        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        Assert.Equal("state_wrong", (await replayed.JsonAsync()).Text("code"));
    }

    [Fact]
    public async Task An_address_that_has_an_account_here_is_not_taken_over()
    {
        await using var provider = await ProviderOfOurOwn.StartAsync();
        await using var own = await StartAsync(provider);
        await own.NewVisitor().RegisterAsync("ines@elsewhere.example");
        var visitor = own.NewVisitor();

        using var answer = await ProviderOfOurOwn.ThroughAsync(visitor, "/sign-in/with/oidc");

        Assert.Equal("email_taken", (await answer.JsonAsync()).Text("code"));
        using var me = await visitor.GetAsync("/api/v1/me");
        Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
    }

    [Fact]
    public async Task An_account_is_linked_and_unlinked_and_the_last_way_in_stays()
    {
        await using var provider = await ProviderOfOurOwn.StartAsync();
        await using var own = await StartAsync(provider);
        var visitor = own.NewVisitor();
        await visitor.RegisterAsync("ines@here.example");
        await visitor.SignInAsync("ines@here.example");

        using var linked = await ProviderOfOurOwn.ThroughAsync(visitor, "/settings/connected/oidc");
        Assert.Equal("/settings/connected", linked.Headers.Location!.ToString());
        var elsewhere = own.NewVisitor();
        using (await ProviderOfOurOwn.ThroughAsync(elsewhere, "/sign-in/with/oidc"))
            Assert.Equal("ines@here.example", (await elsewhere.GetDataAsync("/api/v1/me")).Text("email"));
        // With a password beside it, it may go.
        using var unlinked = await visitor.SendFormAsync("/settings/connected", "/settings/connected/unlink");
        Assert.Equal(HttpStatusCode.SeeOther, unlinked.StatusCode);

        // Somebody who has nothing else keeps it.
        provider.Person = ("sub-2", "marek@elsewhere.example", true, "Marek");
        var only = own.NewVisitor();
        using (await ProviderOfOurOwn.ThroughAsync(only, "/sign-in/with/oidc"))
        using (var refused = await only.SendFormAsync("/settings/connected", "/settings/connected/unlink"))
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Fact]
    public async Task A_link_to_begin_linking_from_another_site_is_refused()
    {
        await using var provider = await ProviderOfOurOwn.StartAsync();
        await using var own = await StartAsync(provider);
        var visitor = own.NewVisitor();
        await visitor.RegisterAsync("ines@here.example");
        await visitor.SignInAsync("ines@here.example");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/settings/connected/oidc");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await visitor.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task With_the_provider_away_the_page_says_so()
    {
        var provider = await ProviderOfOurOwn.StartAsync();
        await using var own = await StartAsync(provider);
        await provider.DisposeAsync();

        using var answer = await own.NewVisitor().GetAsync("/sign-in/with/oidc");

        Assert.Equal("provider_silent", (await answer.JsonAsync()).Text("code"));
    }

    [Fact]
    public void Apples_secret_is_signed_with_the_teams_key_for_five_minutes()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var client = new ProviderClient(new HttpClient(), TimeProvider.System);
        var apple = new SignInProvider("apple", "Apple", new Uri("https://appleid.apple.com"), "org.films", null, key.ExportPkcs8PrivateKeyPem(), "KEY1", "TEAM1");

        var parts = client.AppleSecret(apple).Split('.');

        Assert.True(key.VerifyData(System.Text.Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), System.Buffers.Text.Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));
        var (head, claims) = (Json(parts[0]), Json(parts[1]));
        Assert.Equal(("ES256", "KEY1"), (head.Text("alg"), head.Text("kid")));
        Assert.Equal(("TEAM1", "org.films", "https://appleid.apple.com"), (claims.Text("iss"), claims.Text("sub"), claims.Text("aud")));
        Assert.Equal(300, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
    }

    static JsonElement Json(string part) => JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(part)).RootElement;

    async Task RefusedAsync(Action<ProviderOfOurOwn> spoil)
    {
        await using var provider = await ProviderOfOurOwn.StartAsync();
        await using var own = await StartAsync(provider);
        spoil(provider);
        var visitor = own.NewVisitor();

        using var answer = await ProviderOfOurOwn.ThroughAsync(visitor, "/sign-in/with/oidc");

        Assert.Equal("provider_refused", (await answer.JsonAsync()).Text("code"));
        using var me = await visitor.GetAsync("/api/v1/me");
        Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
    }

    Task<RunningProgram> StartAsync(ProviderOfOurOwn provider) => RunningProgram.StartEmptyAsync(kind, with: settings => settings with { SignInProviders = [provider.Settings()] });

    public sealed class On_Sqlite() : SigningInFromElsewhere(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : SigningInFromElsewhere(DatabaseKind.PostgreSql);
}
