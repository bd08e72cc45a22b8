using System.Net;
using System.Net.Http.Json;
using Marquee.Data;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;
using Marquee.Tests.Tracking;

namespace Marquee.Tests.Accounts;

/// <summary>What the owner and admins do: users, roles, shutting out, sessions, invitations, who may register.</summary>
public abstract class LookingAfterTheServer(DatabaseKind kind)
{
    [Fact]
    public async Task Accounts_are_found_by_a_part_of_an_address_or_a_name_a_page_at_a_time()
    {
        await using var own = await RunningProgram.StartEmptyAsync(kind);
        using var owner = own.With((await own.NewVisitor().RegisterAsync("owner@films.example", "Olga")).Access());
        for (var i = 0; i < 5; i++)
            await own.NewVisitor().RegisterAsync($"guest{i}@films.example", i == 3 ? "100% Marek" : $"G{i}");

        Assert.Equal(["guest3@films.example"], await FoundAsync(owner, "?q=100%25%20mar"));
        Assert.Equal(["owner@films.example"], await FoundAsync(owner, "?role=owner"));
        Assert.Equal(["guest4@films.example", "guest3@films.example"], await FoundAsync(owner, "?q=GUEST&limit=2"));
        using var page = await owner.GetAsync("/api/v1/admin/users?q=guest&limit=2");
        var pagination = (await page.JsonAsync()).GetProperty("pagination");
        Assert.Equal(5, pagination.GetProperty("total").GetInt32());
        Assert.Equal(["guest2@films.example", "guest1@films.example"], await FoundAsync(owner, $"?q=guest&limit=2&after={pagination.Text("next")}"));
    }

    [Fact]
    public async Task An_account_that_is_shut_out_is_out_everywhere_at_once_and_in_again_later()
    {
        await using var own = await RunningProgram.StartEmptyAsync(kind);
        using var owner = own.With((await own.NewVisitor().RegisterAsync()).Access());
        var email = People.NewEmail();
        var registered = await own.NewVisitor().RegisterAsync(email);
        using var member = own.With(registered.Access());
        using var script = own.With((await member.PostDataAsync("/api/v1/me/tokens", new { name = "script", scopes = new[] { "read" } })).Text("token"));
        var id = registered.Text("id");

        await owner.SendDataAsync(HttpMethod.Put, $"/api/v1/admin/users/{id}/disabled", new { disabled = true });

        using (var session = await member.GetAsync("/api/v1/me")) Assert.Equal(HttpStatusCode.Unauthorized, session.StatusCode);
        await Task.Delay(600);
        using (var token = await script.GetAsync("/api/v1/me")) Assert.Equal(HttpStatusCode.Unauthorized, token.StatusCode);
        using (var refresh = await own.NewVisitor().RefreshAsync(registered.Refresh())) Assert.Equal(HttpStatusCode.Unauthorized, refresh.StatusCode);
        using (var login = await own.NewVisitor().LoginAsync(email)) Assert.Equal((HttpStatusCode.Unauthorized, "credentials_wrong"), (login.StatusCode, (await login.JsonAsync()).Text("code")));
        Assert.Equal([email], await FoundAsync(owner, "?state=disabled"));

        await owner.SendDataAsync(HttpMethod.Put, $"/api/v1/admin/users/{id}/disabled", new { disabled = false });

        // The sessions that were ended stay ended.
        using (var session = await member.GetAsync("/api/v1/me")) Assert.Equal(HttpStatusCode.Unauthorized, session.StatusCode);
        using (var login = await own.NewVisitor().LoginAsync(email)) Assert.Equal(HttpStatusCode.OK, login.StatusCode);
        Assert.Equal(["account.enabled", "sessions.revoked", "account.disabled"], (await KindsAsync(owner, id)).Where(one => one.StartsWith("account.e", StringComparison.Ordinal) || one.StartsWith("account.d", StringComparison.Ordinal) || one.StartsWith("sessions", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task There_is_one_owner_always_and_the_role_is_handed_over()
    {
        await using var own = await RunningProgram.StartEmptyAsync(kind);
        var first = await own.NewVisitor().RegisterAsync();
        var second = await own.NewVisitor().RegisterAsync();
        using var owner = own.With(first.Access());
        using var other = own.With(second.Access());

        foreach (var role in (string[])["admin", "member"])
            using (var refused = await owner.PutAsJsonAsync($"/api/v1/admin/users/{first.Text("id")}/role", new { role }))
                Assert.Equal((HttpStatusCode.Conflict, "last_owner"), (refused.StatusCode, (await refused.JsonAsync()).Text("code")));
        using (var refused = await owner.PutAsJsonAsync($"/api/v1/admin/users/{first.Text("id")}/disabled", new { disabled = true }))
            Assert.Equal("last_owner", (await refused.JsonAsync()).Text("code"));

        var made = await owner.SendDataAsync(HttpMethod.Put, $"/api/v1/admin/users/{second.Text("id")}/role", new { role = "owner" });

        Assert.Equal("owner", made.Text("role"));
        Assert.Equal("admin", (await other.GetDataAsync($"/api/v1/admin/users/{first.Text("id")}")).Text("role"));
        // What was theirs alone is not any more, from the next request on.
        using (var mails = await owner.GetAsync("/api/v1/admin/mails")) Assert.Equal("not_for_you", (await mails.JsonAsync()).Text("code"));
        Assert.Contains("role.changed", await KindsAsync(other, second.Text("id")));
    }

    [Fact]
    public async Task An_admin_looks_after_members_and_neither_after_admins_nor_roles()
    {
        await using var own = await RunningProgram.StartEmptyAsync(kind);
        var first = await own.NewVisitor().RegisterAsync();
        var (admin, member, another) = (await own.NewVisitor().RegisterAsync(), await own.NewVisitor().RegisterAsync(), await own.NewVisitor().RegisterAsync());
        using var owner = own.With(first.Access());
        await owner.SendDataAsync(HttpMethod.Put, $"/api/v1/admin/users/{admin.Text("id")}/role", new { role = "admin" });
        await owner.SendDataAsync(HttpMethod.Put, $"/api/v1/admin/users/{another.Text("id")}/role", new { role = "admin" });
        using var acting = own.With(admin.Access());

        await acting.SendDataAsync(HttpMethod.Put, $"/api/v1/admin/users/{member.Text("id")}/disabled", new { disabled = true });
        foreach (var (path, body) in ((string, object)[])[
            ($"{another.Text("id")}/disabled", new { disabled = true }), ($"{first.Text("id")}/disabled", new { disabled = true }),
            ($"{admin.Text("id")}/role", new { role = "owner" }), ($"{member.Text("id")}/role", new { role = "admin" })])
            using (var refused = await acting.PutAsJsonAsync($"/api/v1/admin/users/{path}", body))
                Assert.Equal((path, HttpStatusCode.Forbidden, "not_for_you"), (path, refused.StatusCode, (await refused.JsonAsync()).Text("code")));
        using (var sessions = await acting.DeleteAsync($"/api/v1/admin/users/{first.Text("id")}/sessions")) Assert.Equal(HttpStatusCode.Forbidden, sessions.StatusCode);
        using (var own_ = await acting.PutAsJsonAsync($"/api/v1/admin/users/{admin.Text("id")}/disabled", new { disabled = true })) Assert.Equal("own_account", (await own_.JsonAsync()).Text("code"));
        using (var inviting = await acting.PostAsJsonAsync("/api/v1/admin/invitations", new { role = "admin" })) Assert.Equal(HttpStatusCode.Forbidden, inviting.StatusCode);
        using (var unknown = await acting.PutAsJsonAsync("/api/v1/admin/users/999999/disabled", new { disabled = true })) Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Sessions_of_others_are_listed_and_ended_one_by_one_or_all()
    {
        await using var own = await RunningProgram.StartEmptyAsync(kind);
        using var owner = own.With((await own.NewVisitor().RegisterAsync()).Access());
        var email = People.NewEmail();
        var registered = await own.NewVisitor().RegisterAsync(email);
        using var login = await own.NewVisitor().LoginAsync(email);
        using var one = own.With(registered.Access());
        using var two = own.With((await login.JsonAsync()).GetProperty("data").Access());
        var users = $"/api/v1/admin/users/{registered.Text("id")}";
        var sessions = (await owner.GetDataAsync($"{users}/sessions")).EnumerateArray().ToList();
        Assert.Equal(2, sessions.Count);

        // The latest used first: the one that signed in last.
        using (var ended = await owner.DeleteAsync($"{users}/sessions/{sessions[0].Text("id")}")) Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        using (var gone = await two.GetAsync("/api/v1/me")) using (var stays = await one.GetAsync("/api/v1/me"))
            Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (gone.StatusCode, stays.StatusCode));
        var all = await owner.SendDataAsync(HttpMethod.Delete, $"{users}/sessions");

        Assert.Equal(1, all.GetProperty("ended").GetInt32());
        using (var gone = await one.GetAsync("/api/v1/me")) Assert.Equal(HttpStatusCode.Unauthorized, gone.StatusCode);
        using (var none = await owner.DeleteAsync($"{users}/sessions/{sessions[1].Text("id")}")) Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        var actor = (await owner.GetDataAsync($"/api/v1/admin/audit?account={registered.Text("id")}&kind=session.revoked"))[0];
        Assert.NotEqual(email, actor.Text("actor"));
    }

    [Fact]
    public async Task An_invitation_is_good_once_for_its_address_until_it_expires_or_is_taken_back()
    {
        var clock = new MovedClock();
        await using var own = await RunningProgram.StartEmptyAsync(kind, with: settings => settings with { Clock = clock });
        using var owner = own.With((await own.NewVisitor().RegisterAsync()).Access());
        await owner.SendDataAsync(HttpMethod.Put, "/api/v1/admin/registration", new { mode = "invited" });
        var meant = await InviteAsync(owner, new { email = "marek@films.example", days = 2 });
        var open = await InviteAsync(owner, new { });
        var back = await InviteAsync(owner, new { });
        using (var taken = await owner.DeleteAsync($"/api/v1/admin/invitations/{back.Id}")) Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);

        Assert.Equal("invitation_needed", await JoinAsync(own, People.NewEmail(), null));
        Assert.Equal("invitation_needed", await JoinAsync(own, People.NewEmail(), meant.Secret));
        Assert.Equal("invitation_needed", await JoinAsync(own, People.NewEmail(), back.Secret));
        Assert.Equal("", await JoinAsync(own, "marek@films.example", meant.Secret));
        Assert.Equal("invitation_needed", await JoinAsync(own, People.NewEmail(), meant.Secret));
        // Of two who come with one link one gets in.
        var two = await Task.WhenAll(JoinAsync(own, People.NewEmail(), open.Secret), JoinAsync(own, People.NewEmail(), open.Secret));
        Assert.Equal(["", "invitation_needed"], two.Order());
        var late = await InviteAsync(owner, new { days = 1 });
        clock.Shift = TimeSpan.FromHours(25);
        Assert.Equal("invitation_needed", await JoinAsync(own, People.NewEmail(), late.Secret));
        clock.Shift = TimeSpan.Zero;

        Assert.Equal(["open", "revoked", "accepted", "accepted"], (await owner.GetDataAsync("/api/v1/admin/invitations")).EnumerateArray().Select(one => one.Text("state")));
        Assert.Contains("invitation.made", (await owner.GetDataAsync("/api/v1/admin/audit?kind=invitation")).EnumerateArray().Select(entry => entry.Text("kind")));
        Assert.Contains((await owner.GetDataAsync("/api/v1/admin/mails")).EnumerateArray(), mail => mail.Text("to_address") == "marek@films.example" && mail.Text("body").Contains(meant.Secret, StringComparison.Ordinal));
        await using var connection = await own.Database.OpenAsync();
        Assert.Equal(0, await connection.ScalarAsync<long>("select count(*) from invitations where token_hash = @Secret", new { open.Secret }, default));
    }

    [Fact]
    public async Task Who_may_register_is_the_owners_choice_and_in_the_log()
    {
        await using var own = await RunningProgram.StartEmptyAsync(kind);
        using var owner = own.With((await own.NewVisitor().RegisterAsync()).Access());

        using (var nonsense = await owner.PutAsJsonAsync("/api/v1/admin/registration", new { mode = "perhaps" })) Assert.Equal("mode_invalid", (await nonsense.JsonAsync()).Text("code"));
        await owner.SendDataAsync(HttpMethod.Put, "/api/v1/admin/registration", new { mode = "closed" });
        Assert.Equal("registration_closed", await JoinAsync(own, People.NewEmail(), null));
        await owner.SendDataAsync(HttpMethod.Put, "/api/v1/admin/registration", new { mode = "open" });

        Assert.Equal("", await JoinAsync(own, People.NewEmail(), null));
        Assert.Equal(2, (await owner.GetDataAsync("/api/v1/admin/audit?kind=registration.changed")).GetArrayLength());
    }

    [Fact]
    public async Task What_changes_who_gets_in_asks_for_proof_and_is_not_for_a_script()
    {
        await using var own = await RunningProgram.StartEmptyAsync(kind);
        using var owner = own.With((await own.NewVisitor().RegisterAsync()).Access());
        var member = await own.NewVisitor().RegisterAsync();
        using var script = own.With((await owner.PostDataAsync("/api/v1/me/tokens", new { name = "admin", scopes = new[] { "admin" } })).Text("token"));
        await own.Database.WriteAsync(connection => connection.ExecuteAsync("update sessions set proved_at = 0", null, default));
        await Task.Delay(600);
        (string Path, object Body)[] sensitive =
        [
            ($"/api/v1/admin/users/{member.Text("id")}/role", new { role = "admin" }), ($"/api/v1/admin/users/{member.Text("id")}/disabled", new { disabled = true }),
            ("/api/v1/admin/registration", new { mode = "closed" }),
        ];

        foreach (var (path, body) in sensitive)
        {
            using var asked = await owner.PutAsJsonAsync(path, body);
            using var byScript = await script.PutAsJsonAsync(path, body);
            Assert.Equal((path, "proof_needed", "insufficient_scope"), (path, (await asked.JsonAsync()).Text("code"), (await byScript.JsonAsync()).Text("code")));
        }

        using (var invited = await owner.PostAsJsonAsync("/api/v1/admin/invitations", new { })) Assert.Equal("proof_needed", (await invited.JsonAsync()).Text("code"));
        // Looking is no change.
        Assert.Equal(2, (await script.GetDataAsync("/api/v1/admin/users")).GetArrayLength());
    }

    [Fact]
    public async Task On_the_pages_an_owner_does_the_same_without_script()
    {
        await using var own = await RunningProgram.StartEmptyAsync(kind);
        var (email, theirs) = (People.NewEmail(), People.NewEmail());
        await own.NewVisitor().RegisterAsync(email);
        var member = await own.NewVisitor().RegisterAsync(theirs, "Marek");
        var browser = own.NewVisitor();
        await browser.SignInAsync(email);
        var page = $"/admin/users/{member.Text("id")}";

        Assert.NotNull((await browser.PageAsync("/admin/users?q=marek")).QuerySelector($"a[href='{page}']"));
        Assert.NotNull((await browser.PageAsync("/")).QuerySelector("#who a[href='/admin/users']"));
        using (var role = await browser.SendFormAsync(page, page + "/role", ("role", "admin"))) Assert.Equal(page, role.Headers.Location!.ToString());
        Assert.Equal("admin", (await browser.GetDataAsync($"/api/v1{page}")).Text("role"));
        using (await browser.SendFormAsync(page, page + "/disable")) { }
        using (await browser.SendFormAsync(page, page + "/enable")) { }
        using var invited = await browser.SendFormAsync("/admin/invitations", "/admin/invitations", ("email", ""), ("role", "member"), ("days", "7"));
        Assert.Contains("/register?invitation=", await invited.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (await browser.SendFormAsync("/admin/invitations", "/admin/invitations/registration", ("mode", "invited"))) { }
        Assert.Equal("invited", (await browser.GetDataAsync("/api/v1/admin/registration")).Text("mode"));
        // A member has no such line in the menu, and no such page.
        var plain = own.NewVisitor();
        await browser.SendFormAsync(page, page + "/role", ("role", "member"));
        await plain.SignInAsync(theirs);
        Assert.Null((await plain.PageAsync("/")).QuerySelector("#who a[href='/admin/users']"));
        using var refused = await plain.GetAsync("/admin/users");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    static async Task<List<string>> FoundAsync(HttpClient owner, string query) => [.. (await owner.GetDataAsync("/api/v1/admin/users" + query)).EnumerateArray().Select(account => account.Text("email"))];

    static async Task<List<string>> KindsAsync(HttpClient owner, string account) => [.. (await owner.GetDataAsync($"/api/v1/admin/audit?account={account}")).EnumerateArray().Select(entry => entry.Text("kind"))];

    static async Task<(string Id, string Secret)> InviteAsync(HttpClient owner, object body)
    {
        var made = await owner.PostDataAsync("/api/v1/admin/invitations", body);
        return (made.Text("id"), made.Text("link").Split("invitation=")[1]);
    }

    /// <returns>Why not; empty: they have an account.</returns>
    static async Task<string> JoinAsync(RunningProgram program, string email, string? invitation)
    {
        using var answer = await program.NewVisitor().PostAsJsonAsync("/api/v1/auth/register", new { email, password = People.Password, invitation });
        return answer.IsSuccessStatusCode ? "" : (await answer.JsonAsync()).Text("code");
    }

    public sealed class On_Sqlite() : LookingAfterTheServer(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : LookingAfterTheServer(DatabaseKind.PostgreSql);
}
