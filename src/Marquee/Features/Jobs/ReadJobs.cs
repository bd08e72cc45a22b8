using System.Text.Json;
using Marquee.Data;
using Marquee.Platform.Errors;
using Marquee.Platform.Jobs;
using Quartz;

namespace Marquee.Features.Jobs;

/// <summary>Every job with its last runs, or one with its history.</summary>
sealed class ReadJobs(Database database, IEnumerable<IScheduledJob> jobs, JobLedger ledger, TimeProvider clock)
{
    const int RunsEach = 3;
    public const int MostRuns = 100;

    sealed record Row(
        long Id, string Kind, string? Slot, string Status, int Attempts, string? Node, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, DateTimeOffset? HeartbeatAt, string? AskedBy,
        long? ProgressDone, long? ProgressTotal, string? ProgressWords, string? Result, string? Error);

    const string Columns =
        """
        j.id, j.kind, j.slot, j.status, j.attempts, j.node, j.started_at, j.finished_at, j.heartbeat_at, a.email as asked_by,
        j.progress_done, j.progress_total, j.progress_words, j.result, j.error
        """;

    /// <summary>All of them by name, each with its last three runs, in one round trip.</summary>
    public async Task<IReadOnlyList<JobView>> AllAsync(CancellationToken cancel)
    {
        var paused = await ledger.PausedAsync(cancel);
        await using var connection = await database.OpenAsync(cancel);
        var runs = (await connection.QueryAsync<Row>(
            $"""
            select {Columns} from (select jobs.*, row_number() over (partition by kind order by id desc) as place from jobs) j
            left join accounts a on a.id = j.asked_by where j.place <= @RunsEach order by j.id desc
            """, new { RunsEach }, cancel)).ToLookup(row => row.Kind);
        return [.. jobs.OrderBy(job => job.Words, StringComparer.Ordinal).Select(job => View(job, paused, [.. runs[job.Kind].Select(Run)]))];
    }

    /// <param name="before">The number of the run that the page before ended with.</param>
    /// <exception cref="NotFound">There is no such job.</exception>
    public async Task<JobView> OneAsync(string kind, long? before, int limit, CancellationToken cancel)
    {
        var job = Find(kind);
        if (limit is < 1 or > MostRuns)
            throw new Invalid("limit_invalid", $"A page holds 1 to {MostRuns} runs.", "limit");
        var paused = await ledger.PausedAsync(cancel);
        await using var connection = await database.OpenAsync(cancel);
        var runs = await connection.QueryAsync<Row>(
            $"select {Columns} from jobs j left join accounts a on a.id = j.asked_by where j.kind = @kind and j.id < @before order by j.id desc limit @limit",
            new { kind, before = before ?? long.MaxValue, limit }, cancel);
        return View(job, paused, [.. runs.Select(Run)]);
    }

    /// <exception cref="NotFound">There is no such job.</exception>
    public IScheduledJob Find(string kind) => jobs.FirstOrDefault(job => job.Kind == kind) ?? throw new NotFound("job_not_found", "There is no such job.");

    /// <summary>Something that is another text as soon as anything about the jobs is different.</summary>
    public async Task<string> StateAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ScalarAsync<string>(
            """
            select coalesce((select max(id) from jobs), 0) || '/' || coalesce((select max(finished_at) from jobs where finished_at > @lately), 0) || '/'
                || coalesce((select sum(attempts * 1000003 + id + coalesce(progress_done, 0) * 31) from jobs where status in ('waiting', 'running')), 0) || '/'
                || (select count(*) from settings where name like 'jobs.paused.%')
            """, new { lately = clock.GetUtcNow().AddDays(-1) }, cancel) ?? "";
    }

    JobView View(IScheduledJob job, IReadOnlySet<string> paused, IReadOnlyList<JobRun> runs) => new(
        job.Kind, job.Words, job.Schedule, JobWords.When(job.Schedule), CronExpression.Parse(job.Schedule).GetNextValidTimeAfter(clock.GetUtcNow()), paused.Contains(job.Kind), runs);

    JobRun Run(Row row) => new(
        row.Id, row.Kind, row.Slot, row.Status == "running" && clock.GetUtcNow() - row.HeartbeatAt > JobLedger.Silence ? "silent" : row.Status, row.Attempts, row.Node, row.StartedAt, row.FinishedAt,
        row.Slot?.StartsWith(JobLedger.AskedFor, StringComparison.Ordinal) == true, row.AskedBy,
        row.ProgressDone is { } done && row.FinishedAt is null ? new JobStep(done, row.ProgressTotal ?? 0, row.ProgressWords) : null,
        row.Result is null ? null : JsonSerializer.Deserialize<JsonElement>(row.Result), row.Error);
}
