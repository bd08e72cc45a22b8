using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Marquee.Data;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Accounts;

public abstract class SessionsAndTokens(ProgramOn program)
{
    [Fact]
    public async Task Sessions_are_listed_named_and_ended_one_by_one()
    {
        var email = People.NewEmail();
        var running = await program.RunningAsync();
        var visitor = running.NewVisitor();
        visitor.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        using var mine = running.With((await visitor.RegisterAsync(email)).Access());
        using var login = await visitor.LoginAsync(email);
        using var other = running.With((await login.JsonAsync()).GetProperty("data").Access());

        var sessions = (await mine.GetDataAsync("/api/v1/me/sessions")).EnumerateArray().ToList();
        var theirs = sessions.Single(session => !session.GetProperty("is_current").GetBoolean()).Text("id");
        Assert.Equal((2, "Firefox on Linux", "This machine"), (sessions.Count, sessions[0].Text("device_name"), sessions[0].Text("place")));

        using (var named = await mine.PatchAsJsonAsync($"/api/v1/me/sessions/{theirs}", new { name = "Kitchen" }))
            Assert.Equal(HttpStatusCode.NoContent, named.StatusCode);
        Assert.Contains((await mine.GetDataAsync("/api/v1/me/sessions")).EnumerateArray(), session => session.Text("device_name") == "Kitchen");
        using (var ended = await mine.DeleteAsync($"/api/v1/me/sessions/{theirs}"))
            Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        using (var refused = await other.GetAsync("/api/v1/me"))
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var again = await mine.DeleteAsync($"/api/v1/me/sessions/{theirs}");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task Another_accounts_session_and_token_are_not_there()
    {
        var running = await program.RunningAsync();
        using var one = running.With((await running.NewVisitor().RegisterAsync()).Access());
        using var other = running.With((await running.NewVisitor().RegisterAsync()).Access());
        var session = (await other.GetDataAsync("/api/v1/me/sessions"))[0].Text("id");
        var token = (await MakeAsync(other, "read")).GetProperty("id").GetInt64();

        using var ended = await one.DeleteAsync($"/api/v1/me/sessions/{session}");
        using var revoked = await one.DeleteAsync($"/api/v1/me/tokens/{token}");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (ended.StatusCode, revoked.StatusCode));
        Assert.Single((await other.GetDataAsync("/api/v1/me/sessions")).EnumerateArray());
    }

    [Fact]
    public async Task A_browser_whose_session_was_ended_elsewhere_is_signed_out()
    {
        var email = People.NewEmail();
        var running = await program.RunningAsync();
        using var api = running.With((await running.NewVisitor().RegisterAsync(email)).Access());
        var browser = running.NewVisitor();
        using (await browser.SignInAsync(email)) { }
        Assert.NotNull((await browser.PageAsync("/settings/sessions")).QuerySelector(".chip.on"));

        using (await api.DeleteAsync("/api/v1/me/sessions")) { }

        Assert.NotNull((await browser.PageAsync("/")).QuerySelector(".topbar a[href^='/sign-in']"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/settings/sessions");
        request.Headers.Accept.ParseAdd("text/html");
        using var settings = await browser.SendAsync(request);
        Assert.Equal((HttpStatusCode.SeeOther, "/sign-in?back=%2Fsettings%2Fsessions"), (settings.StatusCode, settings.Headers.Location!.ToString()));
    }

    [Fact]
    public async Task A_personal_token_does_what_its_scopes_say_and_its_secret_is_nowhere_to_be_found()
    {
        var running = await program.RunningAsync();
        using var me = running.With((await running.NewVisitor().RegisterAsync()).Access());
        var made = await MakeAsync(me, "read");
        var token = made.Text("token");
        using var reader = running.With(token);

        using var read = await reader.GetAsync("/api/v1/me");
        using var written = await reader.PutAsJsonAsync("/api/v1/titles/19/rating", new { rating = 9 });
        using var more = await reader.PostAsJsonAsync("/api/v1/me/tokens", new { name = "more", scopes = (string[])["write"] });

        Assert.StartsWith("mq_", token, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (read.StatusCode, written.StatusCode, more.StatusCode));
        Assert.Equal("insufficient_scope", (await written.JsonAsync()).Text("code"));
        var listed = await me.GetDataAsync("/api/v1/me/tokens");
        Assert.DoesNotContain(token, listed.ToString(), StringComparison.Ordinal);
        Assert.Equal(token[^4..], listed[0].Text("hint"));
        await using var connection = await running.Database.OpenAsync();
        Assert.Equal(0, await connection.ScalarAsync<long>("select count(*) from personal_tokens where token_hash = @token", new { token }, default));
    }

    [Fact]
    public async Task A_revoked_personal_token_is_refused_at_once_and_an_expired_one_too()
    {
        var running = await program.RunningAsync();
        using var me = running.With((await running.NewVisitor().RegisterAsync()).Access());
        var (revoked, expired) = (await MakeAsync(me, "read"), await MakeAsync(me, "read"));
        using var first = running.With(revoked.Text("token"));
        using (var good = await first.GetAsync("/api/v1/me")) Assert.Equal(HttpStatusCode.OK, good.StatusCode);

        using (await me.DeleteAsync($"/api/v1/me/tokens/{revoked.GetProperty("id").GetInt64()}")) { }
        await running.Database.WriteAsync(connection => connection.ExecuteAsync("update personal_tokens set expires_at = 1 where id = @id", new { id = expired.GetProperty("id").GetInt64() }, default));

        using var second = running.With(expired.Text("token"));
        using var one = await first.GetAsync("/api/v1/me");
        using var two = await second.GetAsync("/api/v1/me");
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (one.StatusCode, two.StatusCode));
        Assert.Contains("invalid_token", one.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"","scopes":["read"]}""", "token_name_invalid")]
    [InlineData("""{"name":"x","scopes":[]}""", "scopes_invalid")]
    [InlineData("""{"name":"x","scopes":["everything"]}""", "scopes_invalid")]
    [InlineData("""{"name":"x","scopes":["read"],"expires_in_days":0}""", "expiry_invalid")]
    [InlineData("""{"name":"x","scopes":["admin"]}""", "admin_scope")]
    public async Task A_token_that_makes_no_sense_is_refused_in_words(string body, string code)
    {
        var running = await program.RunningAsync();
        await running.NewVisitor().RegisterAsync(); // whoever came first looks after the server
        using var me = running.With((await running.NewVisitor().RegisterAsync()).Access());

        using var answer = await me.PostAsync("/api/v1/me/tokens", new StringContent(body, null, "application/json"));

        Assert.Equal(code, (await answer.JsonAsync()).Text("code"));
    }

    [Fact]
    public async Task A_change_that_matters_asks_for_proof_when_the_last_is_old()
    {
        var running = await program.RunningAsync();
        var registered = await running.NewVisitor().RegisterAsync();
        using var me = running.With(registered.Access());
        await running.Database.WriteAsync(connection => connection.ExecuteAsync(
            "update sessions set proved_at = proved_at - 3600000 where account_id = @id", new { id = long.Parse(registered.Text("id"), null) }, default));
        await Task.Delay(700); // the session is looked up again within half a second

        using var asked = await me.PostAsJsonAsync("/api/v1/me/tokens", new { name = "script", scopes = (string[])["read"] });
        using var wrong = await me.PostAsJsonAsync("/api/v1/auth/prove", new { password = "not mine at all" });
        using var proved = await me.PostAsJsonAsync("/api/v1/auth/prove", new { password = People.Password });
        using var made = await me.PostAsJsonAsync("/api/v1/me/tokens", new { name = "script", scopes = (string[])["read"] });

        Assert.Equal("proof_needed", (await asked.JsonAsync()).Text("code"));
        Assert.Equal("password_wrong", (await wrong.JsonAsync()).Text("code"));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Created), (proved.StatusCode, made.StatusCode));
    }

    [Fact]
    public async Task On_the_page_a_token_is_shown_once_and_proof_is_asked_for_on_the_way()
    {
        var email = People.NewEmail();
        var running = await program.RunningAsync();
        var browser = running.NewVisitor();
        await running.NewVisitor().RegisterAsync(email);
        using (await browser.SignInAsync(email)) { }

        using var made = await browser.SendFormAsync("/settings/tokens", "/settings/tokens", ("name", "Kodi"), ("scopes", "scrobble"), ("expires_in_days", "30"));
        var html = await made.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        Assert.Matches("value=\"mq_[A-Za-z0-9_-]{43}\"", html);
        Assert.DoesNotContain("value=\"mq_", (await browser.PageAsync("/settings/tokens")).DocumentElement.OuterHtml, StringComparison.Ordinal);

        await running.Database.WriteAsync(connection => connection.ExecuteAsync("update sessions set proved_at = 1 where account_id = (select id from accounts where email = @email)", new { email }, default));
        await Task.Delay(700);
        using var sent = await browser.SendFormAsync("/settings/tokens", "/settings/tokens", ("name", "Kodi"), ("scopes", "scrobble"));
        Assert.StartsWith("/prove?back=", sent.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var proved = await browser.SendFormAsync("/prove?back=%2Fsettings%2Ftokens", "/prove", ("password", People.Password));
        Assert.Equal("/settings/tokens", proved.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_keeps_this_one()
    {
        var email = People.NewEmail();
        var running = await program.RunningAsync();
        var visitor = running.NewVisitor();
        using var me = running.With((await visitor.RegisterAsync(email)).Access());
        using var login = await visitor.LoginAsync(email);
        using var other = running.With((await login.JsonAsync()).GetProperty("data").Access());

        using (var common = await me.PutAsJsonAsync("/api/v1/me/password", new { password = "Sunshine2024!" }))
            Assert.Equal("password_too_common", (await common.JsonAsync()).Text("code"));
        using (var changed = await me.PutAsJsonAsync("/api/v1/me/password", new { password = "paper lantern orbit" }))
            Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);

        using var mine = await me.GetAsync("/api/v1/me");
        using var theirs = await other.GetAsync("/api/v1/me");
        using var old = await visitor.LoginAsync(email);
        using var now = await visitor.LoginAsync(email, "paper lantern orbit");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK), (mine.StatusCode, theirs.StatusCode, old.StatusCode, now.StatusCode));
    }

    [Fact]
    public async Task A_new_address_signs_in_and_the_old_one_hears_of_it()
    {
        var (before, after) = (People.NewEmail(), People.NewEmail());
        var running = await program.RunningAsync();
        var visitor = running.NewVisitor();
        using var me = running.With((await visitor.RegisterAsync(before)).Access());

        using (var changed = await me.PutAsJsonAsync("/api/v1/me/email", new { email = after }))
            Assert.True((await changed.JsonAsync()).GetProperty("data").GetProperty("changed").GetBoolean());

        using var old = await visitor.LoginAsync(before);
        using var now = await visitor.LoginAsync(after);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (old.StatusCode, now.StatusCode));
        await using var connection = await running.Database.OpenAsync();
        Assert.Equal(1, await connection.ScalarAsync<long>("select count(*) from mails where to_address = @before and subject = 'Your address was changed'", new { before }, default));
    }

    [Fact]
    public async Task What_happened_is_in_the_accounts_own_log_and_others_do_not_see_it()
    {
        var running = await program.RunningAsync();
        var email = People.NewEmail();
        using var me = running.With((await running.NewVisitor().RegisterAsync(email)).Access());
        using (await running.NewVisitor().LoginAsync(email, "not the password")) { }
        using var other = running.With((await running.NewVisitor().RegisterAsync()).Access());

        var mine = (await me.GetDataAsync("/api/v1/me/audit")).EnumerateArray().Select(entry => entry.Text("kind")).ToList();
        var theirs = (await other.GetDataAsync("/api/v1/me/audit")).EnumerateArray().ToList();

        Assert.Equal(["signin.failed", "session.started", "account.registered"], mine);
        Assert.All(theirs, entry => Assert.NotEqual(email, entry.Text("account")));
    }

    static async Task<JsonElement> MakeAsync(HttpClient client, params string[] scopes)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/me/tokens", new { name = "script", scopes });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.JsonAsync()).GetProperty("data");
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : SessionsAndTokens(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : SessionsAndTokens(program);
}
