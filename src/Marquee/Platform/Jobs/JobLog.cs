using System.Text.Json;
using Marquee.Data;

namespace Marquee.Platform.Jobs;

/// <summary>A run of a job.</summary>
sealed record JobRun(long Id, string Kind, string Status, DateTimeOffset RunAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string? Result, string? Error)
{
    public JobReport? Report => Result is null ? null : JsonSerializer.Deserialize<JobReport>(Result, JsonSerializerOptions.Web);
}

/// <summary>Runs of jobs, in their table: whose turn it is, what they did, and who is on it. Whoever claims a run is the only one.</summary>
sealed class JobLog(Database database, TimeProvider clock)
{
    const string Columns = "id, kind, status, run_at, started_at, finished_at, result, error";
    const int RunsKept = 50;

    // A node that says nothing for so long is gone; its run is somebody else's.
    static readonly TimeSpan Silence = TimeSpan.FromMinutes(15);

    /// <summary>Makes a run for the job when it has none waiting or running.</summary>
    public Task PlanAsync(string job, DateTimeOffset at, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        await connection.AloneAsync(database.Dialect, "jobs", cancel);
        await connection.ExecuteAsync(
            """
            insert into jobs (kind, status, run_at) select @job, 'waiting', @at
            where not exists (select 1 from jobs where kind = @job and status in ('waiting', 'running'))
            """, new { job, at }, cancel);
    }, cancel);

    /// <summary>Brings the next run forward to now; makes one when there is none.</summary>
    public async Task RunNowAsync(string job, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await PlanAsync(job, now, cancel);
        await database.WriteAsync(connection => connection.ExecuteAsync(
            "update jobs set run_at = @now where kind = @job and status = 'waiting' and run_at > @now", new { job, now }, cancel), cancel);
    }

    /// <summary>Takes a run that is due; null when there is none, the job is paused, or somebody else has it.</summary>
    public Task<JobRun?> ClaimAsync(string job, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        await connection.AloneAsync(database.Dialect, "jobs", cancel);
        var now = clock.GetUtcNow();
        if (await connection.ScalarAsync<string>("select value from settings where name = @paused", new { paused = Paused(job) }, cancel) is not null)
            return null;
        // A run whose node died is tried again: the job goes on from what is in the database.
        await connection.ExecuteAsync(
            "update jobs set status = 'waiting' where kind = @job and status = 'running' and started_at < @silent", new { job, silent = now - Silence }, cancel);
        return await connection.FirstAsync<JobRun>(
            $"""
            update jobs set status = 'running', started_at = @now, attempts = attempts + 1
            where id = (select id from jobs where kind = @job and status = 'waiting' and run_at <= @now order by run_at, id limit 1)
            returning {Columns}
            """, new { job, now }, cancel);
    }, cancel);

    /// <summary>Notes how far a run is, and that its node lives.</summary>
    public Task ReportAsync(long run, JobReport report, CancellationToken cancel) => database.WriteAsync(connection => connection.ExecuteAsync(
        "update jobs set result = @result, started_at = @now where id = @run and status = 'running'",
        new { run, result = JsonSerializer.Serialize(report, JsonSerializerOptions.Web), now = clock.GetUtcNow() }, cancel), cancel);

    public Task EndAsync(JobRun run, JobReport? report, string? error, CancellationToken cancel) => database.WriteAsync(connection => connection.ExecuteAsync(
        """
        update jobs set status = @status, finished_at = @now, result = coalesce(@result, result), error = @error where id = @id;
        delete from jobs where kind = @kind and status in ('done', 'failed') and id not in
            (select id from jobs where kind = @kind order by id desc limit @RunsKept);
        """,
        new
        {
            id = run.Id,
            kind = run.Kind,
            status = error is null ? "done" : "failed",
            result = report is null ? null : JsonSerializer.Serialize(report, JsonSerializerOptions.Web),
            error,
            now = clock.GetUtcNow(),
            RunsKept,
        }, cancel), cancel);

    /// <summary>The latest runs of every job, the newest first.</summary>
    public async Task<List<JobRun>> LatestAsync(int most, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<JobRun>($"select {Columns} from jobs order by id desc limit @most", new { most }, cancel);
    }

    public async Task<HashSet<string>> PausedAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return [.. (await connection.QueryAsync<string>("select name from settings where name like 'job.paused.%'", null, cancel)).Select(name => name["job.paused.".Length..])];
    }

    public Task PauseAsync(string job, bool pause, CancellationToken cancel) => database.WriteAsync(connection => connection.ExecuteAsync(
        pause
            ? "insert into settings (name, value, updated_at) values (@paused, '1', @now) on conflict (name) do nothing"
            : "delete from settings where name = @paused", new { paused = Paused(job), now = clock.GetUtcNow() }, cancel), cancel);

    static string Paused(string job) => "job.paused." + job;
}
