using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Marquee.Data;
using Marquee.Features.Profiles.Leaving;
using Marquee.Tests.Accounts;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Profiles;

/// <summary>The package of everything, and leaving for good.</summary>
public abstract class TakingEverythingAlong(ProgramOn program, DatabaseKind kind)
{
    [Fact]
    public async Task A_package_holds_what_the_account_did_as_JSON_and_CSV_and_is_handed_out_once()
    {
        var email = People.NewEmail();
        var client = await ClientAsync(email);
        await client.RateAsync("19", 9);
        await (await ClientAsync(People.NewEmail())).RateAsync("19", 1);

        var id = await MadeAsync(client);
        using var package = await client.PostAsync($"/api/v1/me/exports/{id}/download", null);
        using var again = await client.PostAsync($"/api/v1/me/exports/{id}/download", null);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (package.StatusCode, again.StatusCode));
        using var zip = new ZipArchive(await package.Content.ReadAsStreamAsync());
        var rating = Assert.Single(Json(zip, "ratings").EnumerateArray());
        Assert.Equal((90, "19"), (rating.GetProperty("value").GetInt32(), rating.Text("title_id")));
        Assert.Equal(email, Json(zip, "accounts")[0].Text("email"));
        Assert.True(Json(zip, "profiles")[0].GetProperty("learn_from").GetBoolean());
        var lines = Text(zip, "ratings.csv").Trim().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Contains("title", lines[0], StringComparison.Ordinal);
        var everything = string.Concat(zip.Entries.Select(entry => Text(zip, entry.FullName)));
        Assert.DoesNotContain("password_hash", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("token_hash", everything, StringComparison.Ordinal);
        Assert.All(ExportedTables.All, table => Assert.NotNull(zip.GetEntry($"{table.Name}.csv")));
    }

    [Fact]
    public async Task Another_accounts_package_is_one_that_does_not_exist()
    {
        var id = await MadeAsync(await ClientAsync(People.NewEmail()));

        using var answer = await (await ClientAsync(People.NewEmail())).PostAsync($"/api/v1/me/exports/{id}/download", null);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task After_a_day_a_package_is_gone()
    {
        var client = await ClientAsync(People.NewEmail());
        var id = await MadeAsync(client);
        var database = (await program.RunningAsync()).Database;
        await database.WriteAsync(connection => connection.ExecuteAsync("update exports set expires_at = @past where id = @id", new { past = DateTimeOffset.UtcNow.AddSeconds(-1), id = long.Parse(id, CultureInfo.InvariantCulture) }, default));

        using var answer = await client.PostAsync($"/api/v1/me/exports/{id}/download", null);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Every_table_that_names_somebody_is_in_the_package_or_left_out_for_a_reason()
    {
        await using var connection = await (await program.RunningAsync()).Database.OpenAsync();
        var tables = await connection.QueryAsync<string>(kind == DatabaseKind.Sqlite
            ? "select distinct m.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and c.name in ('profile_id', 'account_id', 'follower_id')"
            : "select distinct table_name from information_schema.columns where table_schema = current_schema() and column_name in ('profile_id', 'account_id', 'follower_id')", null, default);

        var known = ExportedTables.All.Select(table => table.Name).Concat(ExportedTables.LeftOut.Keys).ToHashSet();
        Assert.Empty(tables.Where(table => !known.Contains(table)).Select(table => $"{table}: say in ExportedTables what of it is exported, or why nothing"));
    }

    [Fact]
    public async Task Leaving_takes_the_address_typed_again_and_is_taken_back_with_one_word()
    {
        var email = People.NewEmail();
        var client = await ClientAsync(email);

        using var slip = await client.PostAsJsonAsync("/api/v1/me/leave", new { email = "other@films.example" });
        using var meant = await client.PostAsJsonAsync("/api/v1/me/leave", new { email });
        using var back = await client.PostAsync("/api/v1/me/stay", null);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK, HttpStatusCode.NoContent), (slip.StatusCode, meant.StatusCode, back.StatusCode));
        await using var connection = await (await program.RunningAsync()).Database.OpenAsync();
        Assert.Null(await connection.ScalarAsync<long?>("select delete_after from accounts where email = @email", new { email }, default));
    }

    [Fact]
    public async Task After_seven_days_every_row_is_gone_and_a_number_is_left()
    {
        var clock = new MovedClock();
        await using var own = await RunningProgram.StartPreparedAsync(kind, settings => settings with { Clock = clock });
        await own.NewVisitor().RegisterAsync();
        var email = People.NewEmail();
        var registered = await own.NewVisitor().RegisterAsync(email);
        using var client = own.With(registered.Access());
        await client.RateAsync("19", 9);
        (await client.PostAsJsonAsync("/api/v1/profiles", new { display_name = "Second" })).Dispose();
        (await client.PostAsync("/api/v1/me/exports", null)).Dispose();
        (await client.PostAsJsonAsync("/api/v1/me/leave", new { email })).EnsureSuccessStatusCode().Dispose();
        var (account, profile) = (long.Parse(registered.Text("id"), CultureInfo.InvariantCulture), long.Parse(registered.Text("profile_id"), CultureInfo.InvariantCulture));
        var job = own.Services.GetService(typeof(RemoveAccounts)) as RemoveAccounts;

        clock.Shift = TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1);
        await job!.RunAsync(default);
        using (var still = await own.NewVisitor().LoginAsync(email)) Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        clock.Shift = TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1);
        await job.RunAsync(default);
        await job.RunAsync(default);

        using (var gone = await own.NewVisitor().LoginAsync(email)) Assert.Equal(HttpStatusCode.Unauthorized, gone.StatusCode);
        using (var me = await client.GetAsync("/api/v1/me")) Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
        await using var reading = await own.Database.OpenAsync();
        foreach (var (column, id) in ((string, long)[])[("account_id", account), ("profile_id", profile)])
            foreach (var table in await TablesWithAsync(reading, column))
                Assert.Equal((table, 0L), (table, await reading.ScalarAsync<long>($"select count(*) from {table} where {column} = @id", new { id }, default)));
        Assert.Equal(0, await reading.ScalarAsync<long>("select count(*) from mails where to_address = @email", new { email }, default));
        Assert.Equal(0, await reading.ScalarAsync<long>("select count(*) from outbox where body like @sign", new { sign = $"%\"profileId\":\"{profile}\"%" }, default));
        Assert.Equal(1, await reading.ScalarAsync<long>("select sum(accounts) from departures", null, default));
    }

    [Fact]
    public async Task The_owner_stays_as_long_as_others_live_here()
    {
        await using var own = await RunningProgram.StartEmptyAsync(kind);
        var email = People.NewEmail();
        using var owner = own.With((await own.NewVisitor().RegisterAsync(email)).Access());
        await own.NewVisitor().RegisterAsync();

        using var answer = await owner.PostAsJsonAsync("/api/v1/me/leave", new { email });

        Assert.Equal("owner_cannot_leave", (await answer.JsonAsync()).Text("code"));
    }

    Task<List<string>> TablesWithAsync(System.Data.Common.DbConnection connection, string column) => connection.QueryAsync<string>(kind == DatabaseKind.Sqlite
        ? "select distinct m.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and c.name = @column"
        : "select distinct table_name from information_schema.columns where table_schema = current_schema() and column_name = @column", new { column }, default);

    async Task<HttpClient> ClientAsync(string email) => (await program.RunningAsync()).With((await (await program.NewVisitorAsync()).RegisterAsync(email)).Access());

    static async Task<string> MadeAsync(HttpClient client)
    {
        (await client.PostAsync("/api/v1/me/exports", null)).EnsureSuccessStatusCode().Dispose();
        for (var patience = 0; patience < 300; patience++)
        {
            var latest = (await client.GetDataAsync("/api/v1/me/exports"))[0];
            if (latest.Text("status") == "ready") return latest.GetProperty("id").ToString();
            Assert.NotEqual("failed", latest.Text("status"));
            await Task.Delay(100);
        }

        throw new TimeoutException("The package was not made.");
    }

    static JsonElement Json(ZipArchive zip, string table) => JsonDocument.Parse(Text(zip, $"{table}.json")).RootElement;

    static string Text(ZipArchive zip, string entry)
    {
        using var reader = new StreamReader(zip.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : TakingEverythingAlong(program, DatabaseKind.Sqlite);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : TakingEverythingAlong(program, DatabaseKind.PostgreSql);
}
