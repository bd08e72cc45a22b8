using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Marquee.Data;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Accounts;

/// <summary>An account that has neither password nor passkey shows again who it is: by the provider that signs it in, or by a letter.</summary>
public abstract partial class ProvingWithoutAPassword(DatabaseKind kind)
{
    [Fact]
    public async Task Through_the_provider_that_is_asked_to_make_sure_now()
    {
        await using var provider = await ProviderOfOurOwn.StartAsync();
        await using var own = await StartAsync(provider);
        var visitor = await SignedInAsync(own);
        using (var asked = await MakeTokenAsync(visitor)) Assert.Equal("proof_needed", (await asked.JsonAsync()).Text("code"));
        provider.Spoil = claims => claims["auth_time"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Assert.NotNull((await visitor.PageAsync("/prove?back=%2Fsettings%2Ftokens")).QuerySelector("a[href^='/prove/with/oidc']"));
        Assert.Null((await visitor.PageAsync("/prove")).QuerySelector("input[name=password]"));

        using var back = await ProviderOfOurOwn.ThroughAsync(visitor, "/prove/with/oidc?back=%2Fsettings%2Ftokens");

        Assert.Equal("/settings/tokens", back.Headers.Location!.ToString());
        Assert.Equal(("login", "0"), (provider.Asked[^1]["prompt"], provider.Asked[^1]["max_age"]));
        using var made = await MakeTokenAsync(visitor);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
    }

    [Theory, InlineData(null), InlineData(-3600)]
    public async Task A_provider_that_waves_them_through_proves_nothing(int? seconds)
    {
        await using var provider = await ProviderOfOurOwn.StartAsync();
        await using var own = await StartAsync(provider);
        var visitor = await SignedInAsync(own);
        if (seconds is { } ago) provider.Spoil = claims => claims["auth_time"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + ago;

        using var back = await ProviderOfOurOwn.ThroughAsync(visitor, "/prove/with/oidc");

        Assert.Equal("proof_too_old", (await back.JsonAsync()).Text("code"));
        using var asked = await MakeTokenAsync(visitor);
        Assert.Equal("proof_needed", (await asked.JsonAsync()).Text("code"));
    }

    [Fact]
    public async Task Somebody_elses_account_there_proves_nothing_here()
    {
        await using var provider = await ProviderOfOurOwn.StartAsync();
        await using var own = await StartAsync(provider);
        var visitor = await SignedInAsync(own);
        provider.Spoil = claims => (claims["auth_time"], claims["sub"]) = (DateTimeOffset.UtcNow.ToUnixTimeSeconds(), "sub-9");

        using var back = await ProviderOfOurOwn.ThroughAsync(visitor, "/prove/with/oidc");

        Assert.Equal("somebody_else", (await back.JsonAsync()).Text("code"));
    }

    [Fact]
    public async Task By_a_code_in_a_letter_once_and_in_this_session()
    {
        using var box = new LetterBox();
        await using var provider = await ProviderOfOurOwn.StartAsync();
        await using var own = await StartAsync(provider, box);
        var visitor = await SignedInAsync(own);
        using (var sent = await visitor.SendFormAsync("/prove", "/prove/letter")) Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var code = Code().Match(await box.ReceiveAsync("ines@elsewhere.example", "give this code")).Value;
        var elsewhere = own.NewVisitor();
        using (await ProviderOfOurOwn.ThroughAsync(elsewhere, "/sign-in/with/oidc")) { }

        // Another session of the same account, and a wrong code: nothing.
        using (var other = await elsewhere.PostAsJsonAsync("/api/v1/auth/prove", new { code })) Assert.Equal("code_wrong", (await other.JsonAsync()).Text("code"));
        using (var wrong = await visitor.PostAsJsonAsync("/api/v1/auth/prove", new { code = code == "000000" ? "000001" : "000000" })) Assert.Equal("code_wrong", (await wrong.JsonAsync()).Text("code"));
        using (var right = await visitor.PostAsJsonAsync("/api/v1/auth/prove", new { code })) Assert.Equal(HttpStatusCode.NoContent, right.StatusCode);
        using (var made = await MakeTokenAsync(visitor)) Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var again = await visitor.PostAsJsonAsync("/api/v1/auth/prove", new { code });
        Assert.Equal("code_wrong", (await again.JsonAsync()).Text("code"));
    }

    [Fact]
    public async Task Who_has_a_password_gives_it_and_gets_no_letter()
    {
        using var box = new LetterBox();
        await using var provider = await ProviderOfOurOwn.StartAsync();
        await using var own = await StartAsync(provider, box);
        await own.NewVisitor().PostAsJsonAsync("/api/v1/auth/register", new { email = "ines@here.example", password = People.Password });
        await own.Database.WriteAsync(connection => connection.ExecuteAsync("update accounts set email_verified = true", null, default));
        var visitor = own.NewVisitor();
        await visitor.SignInAsync("ines@here.example");

        using var letter = await visitor.PostAsync("/api/v1/auth/prove/letter", null);
        using var round = await visitor.GetAsync("/prove/with/oidc");

        Assert.Equal(("letter_not_possible", HttpStatusCode.NotFound), ((await letter.JsonAsync()).Text("code"), round.StatusCode));
    }

    /// <summary>Somebody whose only way in is the provider, signed in long enough ago to be asked.</summary>
    static async Task<HttpClient> SignedInAsync(RunningProgram program)
    {
        var visitor = program.NewVisitor();
        using (await ProviderOfOurOwn.ThroughAsync(visitor, "/sign-in/with/oidc")) { }
        await program.Database.WriteAsync(connection => connection.ExecuteAsync("update sessions set proved_at = 0", null, default));
        await Task.Delay(600);
        return visitor;
    }

    static Task<HttpResponseMessage> MakeTokenAsync(HttpClient visitor) => visitor.PostAsJsonAsync("/api/v1/me/tokens", new { name = "t", scopes = new[] { "read" } });

    Task<RunningProgram> StartAsync(ProviderOfOurOwn provider, LetterBox? box = null) =>
        RunningProgram.StartEmptyAsync(kind, with: settings => settings with { SignInProviders = [provider.Settings()], Smtp = box?.Address });

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex Code();

    public sealed class On_Sqlite() : ProvingWithoutAPassword(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : ProvingWithoutAPassword(DatabaseKind.PostgreSql);
}
