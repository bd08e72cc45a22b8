using System.Net;
using System.Net.Http.Json;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Accounts;

public abstract class GuessingPasswords(DatabaseKind kind)
{
    [Fact]
    public async Task Is_slowed_down_by_account_whether_there_is_one_or_not_and_the_right_password_waits_too()
    {
        await using var program = await RunningProgram.StartEmptyAsync(kind);
        var visitor = program.NewVisitor();
        var (known, unknown) = (People.NewEmail(), People.NewEmail());
        await visitor.RegisterAsync(known);

        var answers = new List<(HttpStatusCode Known, HttpStatusCode Unknown)>();
        for (var guess = 0; guess < 7; guess++)
            answers.Add((await StatusAsync(visitor, known, $"guess number {guess}"), await StatusAsync(visitor, unknown, $"guess number {guess}")));

        Assert.All(answers, pair => Assert.Equal(pair.Known, pair.Unknown));
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1].Known);
        using var right = await visitor.LoginAsync(known);
        Assert.Equal(HttpStatusCode.TooManyRequests, right.StatusCode);
        Assert.True(right.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Equal("too_many_attempts", (await right.JsonAsync()).Text("code"));

        // Another account from the same place is not locked out with it.
        var other = People.NewEmail();
        await visitor.RegisterAsync(other);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(visitor, other, People.Password));
    }

    [Fact]
    public async Task Many_at_once_are_many()
    {
        await using var program = await RunningProgram.StartEmptyAsync(kind);
        var email = People.NewEmail();
        await program.NewVisitor().RegisterAsync(email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(guess => StatusAsync(program.NewVisitor(), email, $"guess number {guess}")));

        Assert.InRange(answers.Count(status => status == HttpStatusCode.Unauthorized), 1, 5);
        Assert.All(answers, status => Assert.True(status is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Is_slowed_down_by_address_over_many_accounts()
    {
        await using var program = await RunningProgram.StartEmptyAsync(kind);
        using var attacker = From(program, "203.0.113.7");
        using var other = From(program, "198.51.100.9");

        var answers = new List<HttpStatusCode>();
        for (var guess = 0; guess < 53; guess++)
            answers.Add(await StatusAsync(attacker, People.NewEmail(), "the same for all"));

        Assert.Equal(HttpStatusCode.Unauthorized, answers[10]);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(other, People.NewEmail(), "the same for all"));
    }

    [Fact]
    public async Task Signing_in_forgets_the_failures_before()
    {
        await using var program = await RunningProgram.StartEmptyAsync(kind);
        var visitor = program.NewVisitor();
        var email = People.NewEmail();
        await visitor.RegisterAsync(email);

        for (var evening = 0; evening < 3; evening++)
        {
            for (var slip = 0; slip < 3; slip++)
                Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(visitor, email, "a slip of the finger"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(visitor, email, People.Password));
        }
    }

    [Theory]
    [InlineData("password"), InlineData("P@ssw0rd"), InlineData("Sunshine2024!"), InlineData("qwertyuiop"), InlineData("abcabcabc"), InlineData("87654321"), InlineData("aaaaaaaaaaaa"), InlineData("iloveyou1")]
    public async Task The_ones_that_are_tried_first_are_not_taken(string password)
    {
        await using var program = await RunningProgram.StartEmptyAsync(kind);

        using var answer = await program.NewVisitor().PostAsJsonAsync("/api/v1/auth/register", new { email = People.NewEmail(), password });

        Assert.Equal("password_too_common", (await answer.JsonAsync()).Text("code"));
    }

    static HttpClient From(RunningProgram program, string address)
    {
        var client = program.NewVisitor();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }

    static async Task<HttpStatusCode> StatusAsync(HttpClient visitor, string email, string password)
    {
        using var answer = await visitor.LoginAsync(email, password);
        return answer.StatusCode;
    }

    public sealed class On_Sqlite() : GuessingPasswords(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : GuessingPasswords(DatabaseKind.PostgreSql);
}
