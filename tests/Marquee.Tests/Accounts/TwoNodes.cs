using System.Diagnostics;
using System.Net;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;
using Marquee.Tests.Tracking;

namespace Marquee.Tests.Accounts;

/// <summary>Two programs over one PostgreSQL, each with a folder of its own.</summary>
public sealed class TwoNodes
{
    [Fact]
    public async Task A_session_and_a_token_revoked_on_one_are_refused_on_the_other_within_a_second()
    {
        await using var nodes = await Nodes.StartAsync();
        var registered = await nodes.One.NewVisitor().RegisterAsync();
        using var there = nodes.Other.With(registered.Access());
        using var here = nodes.One.With(registered.Access());
        using (var good = await there.GetAsync("/api/v1/me")) Assert.Equal(HttpStatusCode.OK, good.StatusCode);

        using var script = nodes.Other.With((await here.PostDataAsync("/api/v1/me/tokens", new { name = "script", scopes = new[] { "read" } })).Text("token"));
        using (var good = await script.GetAsync("/api/v1/me")) Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        var token = (await here.GetDataAsync("/api/v1/me/tokens"))[0].GetProperty("id").ToString();

        using (await here.DeleteAsync($"/api/v1/me/tokens/{token}")) { }
        await RefusedAsync(script);
        using (await here.PostAsync("/api/v1/auth/logout", null)) { }
        await RefusedAsync(there);
    }

    static async Task RefusedAsync(HttpClient there)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            using var answer = await there.GetAsync("/api/v1/me");
            if (answer.StatusCode == HttpStatusCode.Unauthorized) break;
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(1), $"still let in after {since.Elapsed}");
        }
    }

    [Fact]
    public async Task A_form_opened_on_one_is_taken_by_the_other_and_its_session_holds_on_both()
    {
        await using var nodes = await Nodes.StartAsync();
        var email = People.NewEmail();
        await nodes.One.NewVisitor().RegisterAsync(email);
        // One browser before a load balancer: the cookie of 127.0.0.1 goes to both ports.
        var cookies = new CookieContainer();
        using var atOne = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = nodes.One.Address };
        using var atOther = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = nodes.Other.Address };
        var form = (await atOne.PageAsync("/sign-in")).QuerySelector("form[action='/sign-in']")!;
        var token = form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        using var sent = await atOther.PostAsync("/sign-in", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("email", email), new("password", People.Password)]));

        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        Assert.NotNull((await atOne.PageAsync("/")).QuerySelector(".topbar [popovertarget=who]"));
        Assert.NotNull((await atOther.PageAsync("/")).QuerySelector(".topbar [popovertarget=who]"));
    }

    sealed class Nodes(RunningProgram one, RunningProgram other) : IAsyncDisposable
    {
        public RunningProgram One => one;

        public RunningProgram Other => other;

        public static async Task<Nodes> StartAsync()
        {
            var (connection, _) = await TestDatabase.PlaceAsync(DatabaseKind.PostgreSql);
            return new Nodes(
                await RunningProgram.StartAsync(RunningProgram.NewFolder(), connection, withSample: false),
                await RunningProgram.StartAsync(RunningProgram.NewFolder(), connection, withSample: false));
        }

        public async ValueTask DisposeAsync()
        {
            await one.DisposeAsync();
            await other.DisposeAsync();
        }
    }
}
