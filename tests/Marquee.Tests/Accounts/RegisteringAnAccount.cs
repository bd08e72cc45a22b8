using System.Net;
using System.Net.Http.Json;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Accounts;

public abstract class RegisteringAnAccount(ProgramOn program, DatabaseKind kind)
{
    [Fact]
    public async Task The_first_account_is_the_owners_and_the_second_is_not()
    {
        await using var own = await RunningProgram.StartEmptyAsync(kind);

        var first = await own.NewVisitor().RegisterAsync();
        var second = await own.NewVisitor().RegisterAsync();

        Assert.Equal(("owner", "member"), (first.Text("role"), second.Text("role")));
    }

    [Fact]
    public async Task Of_two_who_come_first_together_one_is_the_owner()
    {
        await using var own = await RunningProgram.StartEmptyAsync(kind);

        var both = await Task.WhenAll(own.NewVisitor().RegisterAsync(), own.NewVisitor().RegisterAsync());

        Assert.Equal(["member", "owner"], both.Select(one => one.Text("role")).Order());
    }

    [Fact]
    public async Task A_guest_keeps_what_they_rated()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.RateAsync("19", 9);

        var registered = await visitor.RegisterAsync();

        using var client = (await program.RunningAsync()).With(registered.Access());
        var page = await client.PageAsync("/titles/19");
        Assert.NotNull(page.QuerySelector("input[name=rating][value='9'][checked]"));
        // The cookie is spent: whoever sits down at this browser next is somebody new.
        Assert.Null((await visitor.PageAsync("/titles/19")).QuerySelector("input[name=rating][value='9'][checked]"));
    }

    [Fact]
    public async Task The_tokens_that_come_with_it_say_who_one_is()
    {
        var email = People.NewEmail();
        var registered = await (await program.NewVisitorAsync()).RegisterAsync(email, "Ines Kowalska");

        using var client = (await program.RunningAsync()).With(registered.Access());
        var me = await client.GetDataAsync("/api/v1/me");

        Assert.Equal((email, "Ines Kowalska"), (me.Text("email"), me.Text("display_name")));
    }

    [Theory]
    [InlineData("not an address", "long enough", "email_invalid")]
    [InlineData("two@a.example, b@c.example", "long enough", "email_invalid")]
    [InlineData("a@b.example\r\nBcc: c@d.example", "long enough", "email_invalid")]
    [InlineData("short@films.example", "1234567", "password_too_short")]
    [InlineData("common@films.example", "Password1", "password_too_common")]
    [InlineData("itself@films.example", "itself@films.example", "password_too_common")]
    public async Task What_does_not_make_sense_is_refused_in_words(string email, string password, string code)
    {
        using var answer = await (await program.NewVisitorAsync()).PostAsJsonAsync("/api/v1/auth/register", new { email, password, display_name = "Ines" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(code, (await answer.JsonAsync()).Text("code"));
    }

    [Fact]
    public async Task One_address_has_one_account_however_it_is_written()
    {
        var email = People.NewEmail();
        await (await program.NewVisitorAsync()).RegisterAsync(email);

        using var again = await (await program.NewVisitorAsync()).PostAsJsonAsync("/api/v1/auth/register", new { email = email.ToUpperInvariant(), password = People.Password });

        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal("email_taken", (await again.JsonAsync()).Text("code"));
    }

    [Fact]
    public async Task Nobody_makes_themselves_the_owner_by_saying_so()
    {
        using var answer = await (await program.NewVisitorAsync()).PostAsJsonAsync("/api/v1/auth/register", new
        {
            email = People.NewEmail(),
            password = People.Password,
            display_name = "Mallory",
            role = "owner",
            email_verified = true,
            id = "1",
            account_id = "1",
            profile_id = "1",
        });
        var registered = (await answer.JsonAsync()).GetProperty("data");

        using var client = (await program.RunningAsync()).With(registered.Access());
        using var patched = await client.PatchAsJsonAsync("/api/v1/me", new { role = "owner", email = "other@films.example", display_name = "Still Mallory" });

        var me = await client.GetDataAsync("/api/v1/me");
        Assert.NotEqual("other@films.example", me.Text("email"));
        Assert.Equal(("Still Mallory", false), (me.Text("display_name"), me.GetProperty("email_verified").GetBoolean()));
        // Whoever registered first in this program's life is its owner; it was not this one by asking.
        Assert.Equal(registered.Text("role"), me.Text("role"));
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : RegisteringAnAccount(program, DatabaseKind.Sqlite);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : RegisteringAnAccount(program, DatabaseKind.PostgreSql);
}
