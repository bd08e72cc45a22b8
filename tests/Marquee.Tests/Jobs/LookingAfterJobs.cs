using System.Globalization;
using System.Net;
using System.Text.Json;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Writing;
using Marquee.Platform.Jobs;
using Marquee.Providers.Tests.Fake;
using Marquee.Tests.Accounts;
using Marquee.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Jobs;

/// <summary>What is done by the clock, as the owner looks after it: history, how far it is, run now, pause. Who else may is in Access.</summary>
public abstract class LookingAfterJobs(DatabaseKind kind)
{
    const string Quick = "remove-accounts";

    sealed record Instance(RunningProgram Program, HttpClient Owner, HttpClient Browser) : IAsyncDisposable
    {
        public Task<JsonElement> JobAsync(string job) => Owner.GetDataAsync($"/api/v1/admin/jobs/{job}");

        public async Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(string path)
        {
            using var answer = await Owner.PostAsync($"/api/v1/admin/jobs/{path}", null);
            return (answer.StatusCode, await answer.JsonAsync());
        }

        /// <summary>The job's last run, as soon as it is as it should be.</summary>
        public async Task<JsonElement> UntilAsync(string job, Func<JsonElement, bool> isSo)
        {
            for (var wait = 0; wait < 300; wait++)
            {
                var runs = (await JobAsync(job)).GetProperty("runs");
                if (runs.GetArrayLength() > 0 && isSo(runs[0]))
                    return runs[0];
                await Task.Delay(100);
            }

            throw new TimeoutException($"{job}: {await JobAsync(job)}");
        }

        public async ValueTask DisposeAsync() => await Program.DisposeAsync();
    }

    async Task<Instance> StartAsync(FakeTmdb? tmdb = null)
    {
        TestDatabase.SkipWithout(kind);
        var program = await RunningProgram.StartEmptyAsync(kind, with: settings => tmdb is null ? settings with { WorksBehind = false } : settings with { TmdbKey = "0123456789abcdef", TmdbAddress = tmdb.Address.ToString(), WorksBehind = false });
        await program.ReadyAsync();
        return await InstanceAsync(program);
    }

    static async Task<Instance> InstanceAsync(RunningProgram program)
    {
        var browser = program.NewVisitor();
        var email = People.NewEmail();
        var owner = program.With((await browser.RegisterAsync(email, "Olga")).Access());
        (await browser.SignInAsync(email)).Dispose();
        return new Instance(program, owner, browser);
    }

    static bool IsDone(JsonElement run) => run.GetProperty("status").GetString() == "done";

    [Fact]
    public async Task Every_job_is_there_with_its_clock_and_its_history()
    {
        await using var instance = await StartAsync();
        var jobs = instance.Program.Services.GetServices<IScheduledJob>().ToList();

        var listed = (await instance.Owner.GetDataAsync("/api/v1/admin/jobs")).EnumerateArray().ToList();

        Assert.Equal(jobs.Select(job => job.Kind).Order(), listed.Select(job => job.GetProperty("kind").GetString()!).Order());
        Assert.All(listed, job => Assert.True(job.GetProperty("next_at").GetDateTimeOffset() > TimeProvider.System.GetUtcNow()));
        Assert.All(listed, job => Assert.NotEqual(job.GetProperty("kind").GetString(), job.GetProperty("words").GetString()));
        var page = await instance.Browser.GetStringAsync("/admin/jobs");
        Assert.All(jobs, job => Assert.Contains($"{job.Words}</b>", page, StringComparison.Ordinal));

        var run = instance.Program.Services.GetRequiredService<RunJob>();
        var due = DateTimeOffset.Parse("2026-11-20T10:20:00Z", CultureInfo.InvariantCulture);
        for (var hour = 0; hour < 4; hour++)
            Assert.True(await run.OnceAsync(jobs.Single(job => job.Kind == Quick), due.AddHours(hour), default));
        var history = (await instance.JobAsync(Quick)).GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal(["2026-11-20T13:20Z", "2026-11-20T12:20Z", "2026-11-20T11:20Z", "2026-11-20T10:20Z"], history.Select(one => one.GetProperty("slot").GetString()));
        var older = await instance.Owner.GetDataAsync($"/api/v1/admin/jobs/{Quick}?limit=2&before={history[1].GetProperty("id").GetInt64()}");
        Assert.Equal(["2026-11-20T11:20Z", "2026-11-20T10:20Z"], older.GetProperty("runs").EnumerateArray().Select(one => one.GetProperty("slot").GetString()));
        Assert.Contains("due 2026-11-20T13:20Z", await instance.Browser.GetStringAsync($"/admin/jobs/{Quick}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await instance.Browser.GetAsync("/admin/jobs/no-such")).StatusCode);
    }

    [Fact]
    public async Task A_job_asked_for_is_done_within_seconds_though_paused_and_who_asked_is_written_down()
    {
        await using var instance = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await instance.PostAsync($"{Quick}/pause")).Status);
        Assert.Equal(HttpStatusCode.OK, (await instance.PostAsync($"{Quick}/pause")).Status);
        var job = instance.Program.Services.GetServices<IScheduledJob>().Single(one => one.Kind == Quick);
        Assert.False(await instance.Program.Services.GetRequiredService<RunJob>().OnceAsync(job, TimeProvider.System.GetUtcNow(), default));
        Assert.Equal(HttpStatusCode.Accepted, (await instance.PostAsync($"{Quick}/run")).Status);

        var done = await instance.UntilAsync(Quick, IsDone);
        Assert.Equal((0, true, 1), (done.GetProperty("result").GetProperty("removed").GetInt32(), done.GetProperty("by_hand").GetBoolean(), done.GetProperty("attempts").GetInt32()));
        Assert.EndsWith("@films.example", done.GetProperty("asked_by").GetString(), StringComparison.Ordinal);
        Assert.True((await instance.JobAsync(Quick)).GetProperty("is_paused").GetBoolean());

        using (var answer = await instance.Browser.SendFormAsync("/admin/jobs", $"/admin/jobs/{Quick}", ("act", "resume")))
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        using (var answer = await instance.Browser.SendFormAsync("/admin/jobs", $"/admin/jobs/{Quick}", ("act", "run")))
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        await instance.UntilAsync(Quick, run => IsDone(run) && run.GetProperty("id").GetInt64() > done.GetProperty("id").GetInt64());
        Assert.False((await instance.JobAsync(Quick)).GetProperty("is_paused").GetBoolean());
        var audit = (await instance.Owner.GetDataAsync("/api/v1/admin/audit?kind=job.")).EnumerateArray().Select(entry => entry.GetProperty("kind").GetString());
        Assert.Equal(["job.run_asked", "job.resumed", "job.run_asked", "job.paused"], audit);
        Assert.Equal(HttpStatusCode.NotFound, (await instance.PostAsync("no-such/run")).Status);
    }

    [Fact]
    public async Task A_run_says_how_far_it_is_while_it_goes_on_and_no_second_one_begins()
    {
        await using var tmdb = new FakeTmdb();
        await using var instance = await StartAsync(tmdb);
        const int titles = 30;
        for (var id = 1; id <= titles; id++)
            tmdb.Film(id, $"Film {id}", $"tt{id:0000000}");
        tmdb.Delay = TimeSpan.FromMilliseconds(150);
        await instance.Program.Database.WriteAsync(connection => instance.Program.Services.GetRequiredService<WriteTitles>().HandleAsync(
            connection, [.. Enumerable.Range(1, titles).Select(id => new TitleDraft { Kind = TitleKind.Film, Title = $"Film {id}", Year = 1999, ExternalIds = [new ExternalId(ExternalId.Tmdb, $"{id}")] })], KnownTitle.Keep, default));
        using var following = await instance.Owner.GetAsync("/admin/jobs/live", HttpCompletionOption.ResponseHeadersRead);
        using var told = new StreamReader(await following.Content.ReadAsStreamAsync());
        Assert.Equal("event: hello", await told.ReadLineAsync());

        Assert.Equal(HttpStatusCode.Accepted, (await instance.PostAsync("tmdb-titles/run")).Status);
        Assert.Equal((HttpStatusCode.Conflict, "job_running"), await instance.PostAsync("tmdb-titles/run") is var (status, json) ? (status, json.GetProperty("code").GetString()) : default);

        var half = await instance.UntilAsync("tmdb-titles", run => run.TryGetProperty("progress", out var step) && step.GetProperty("done").GetInt64() is > 0 and < titles);
        Assert.Equal((titles, "titles"), (half.GetProperty("progress").GetProperty("total").GetInt32(), half.GetProperty("progress").GetProperty("words").GetString()));
        Assert.Contains($"max=\"{titles}\"", await instance.Browser.GetStringAsync("/admin/jobs"), StringComparison.Ordinal);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        // The rest of the greeting, and then a message without a name, which is what the page waits for.
        Assert.StartsWith("data: ", await told.ReadLineAsync(patience.Token), StringComparison.Ordinal);
        Assert.Equal("", await told.ReadLineAsync(patience.Token));
        Assert.StartsWith("data: ", await told.ReadLineAsync(patience.Token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await instance.PostAsync("tmdb-titles/run")).Status);

        var done = await instance.UntilAsync("tmdb-titles", IsDone);
        Assert.Equal(titles, done.GetProperty("result").GetProperty("fresh").GetInt32());
        Assert.Contains($"{titles} fresh", await instance.Browser.GetStringAsync("/admin/jobs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_nodes_one_does_what_was_asked_for_and_takes_over_what_the_other_left()
    {
        TestDatabase.SkipWithout(kind);
        var (connection, folder) = await TestDatabase.PlaceAsync(kind);
        await using var one = await RunningProgram.StartAsync(folder ?? RunningProgram.NewFolder(), connection, withSample: false);
        await using var other = await RunningProgram.StartAsync(RunningProgram.NewFolder(), connection, withSample: false);
        await Task.WhenAll(one.ReadyAsync(), other.ReadyAsync());
        var instance = await InstanceAsync(one);
        for (var turn = 1; turn <= 3; turn++)
        {
            Assert.Equal(HttpStatusCode.Accepted, (await instance.PostAsync($"{Quick}/run")).Status);
            await instance.UntilAsync(Quick, IsDone);
            Assert.Equal([.. Enumerable.Repeat(1, turn)], (await instance.JobAsync(Quick)).GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("attempts").GetInt32()));
        }

        // A node that died: no sign of life for six minutes. And a run that took three nodes down.
        var silent = TimeProvider.System.GetUtcNow().AddMinutes(-6);
        await one.Database.WriteAsync(writing => writing.ExecuteAsync(
            """
            insert into jobs (kind, slot, status, attempts, run_at, started_at, heartbeat_at, node) values
                ('remove-accounts', 'left', 'running', 1, @silent, @silent, @silent, 'dead/1'), ('tmdb-vocabulary', 'deadly', 'running', 3, @silent, @silent, @silent, 'dead/2')
            """, new { silent }, default));
        var left = await instance.UntilAsync(Quick, run => IsDone(run) && run.GetProperty("slot").GetString() == "left");
        Assert.Equal(2, left.GetProperty("attempts").GetInt32());
        var deadly = await instance.UntilAsync("tmdb-vocabulary", run => run.GetProperty("status").GetString() == "failed");
        Assert.Contains("three times", deadly.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    public sealed class On_Sqlite() : LookingAfterJobs(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : LookingAfterJobs(DatabaseKind.PostgreSql);
}
