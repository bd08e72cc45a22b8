using System.Net;
using System.Text.Json;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Accounts;

/// <summary>The keys of access tokens turn by themselves every thirty days, on a clock that is moved.</summary>
public abstract class TurningKeys(DatabaseKind kind)
{
    [Fact]
    public async Task The_next_key_is_published_before_it_signs_and_the_last_verifies_for_an_hour_after()
    {
        var clock = new MovedClock();
        await using var own = await RunningProgram.StartEmptyAsync(kind, with: settings => settings with { Clock = clock });
        var email = People.NewEmail();
        await own.NewVisitor().RegisterAsync(email);
        var first = Assert.Single(await PublishedAsync(own));

        // An hour before: there are two, and the old one still signs.
        clock.Shift = TimeSpan.FromDays(30) - TimeSpan.FromMinutes(55);
        var before = await TokenAsync(own, email);
        var published = await PublishedAsync(own);
        Assert.Equal((2, first), (published.Count, KeyOf(before)));
        var second = Assert.Single(published, key => key != first);

        // The turn: the new one signs, and what the old one signed a moment ago is good.
        clock.Shift += TimeSpan.FromMinutes(56);
        var late = await TokenAsync(own, email);
        clock.Shift += TimeSpan.FromMinutes(6);
        var after = await TokenAsync(own, email);
        Assert.Equal((first, second), (KeyOf(late), KeyOf(after)));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await MeAsync(own, late), await MeAsync(own, after)));

        // An hour later it is gone from the list, and nobody can be fooled with it.
        clock.Shift += TimeSpan.FromMinutes(65);
        Assert.Equal([second], await PublishedAsync(own));
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(own, late));
    }

    static async Task<List<string>> PublishedAsync(RunningProgram program) =>
        [.. JsonDocument.Parse(await program.NewVisitor().GetStringAsync("/.well-known/jwks.json")).RootElement.GetProperty("keys").EnumerateArray().Select(key => key.Text("kid"))];

    static async Task<string> TokenAsync(RunningProgram program, string email)
    {
        using var login = await program.NewVisitor().LoginAsync(email);
        return (await login.JsonAsync()).GetProperty("data").Access();
    }

    static string KeyOf(string token) => JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[0])).RootElement.Text("kid");

    static async Task<HttpStatusCode> MeAsync(RunningProgram program, string token)
    {
        using var client = program.With(token);
        using var answer = await client.GetAsync("/api/v1/me");
        return answer.StatusCode;
    }

    public sealed class On_Sqlite() : TurningKeys(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : TurningKeys(DatabaseKind.PostgreSql);
}
