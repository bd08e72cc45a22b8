using System.Text.Json;
using Marquee.Data;

namespace Marquee.Platform.Jobs;

/// <summary>A job as the ledger keeps it.</summary>
public sealed record JobRecord(long Id, string Kind, string? Slot, string Status, int Attempts, string? Result, string? Error);

/// <summary>
/// The table of jobs: who does what, and what came of it. A slot (kind and time due) is claimed by one node; one that gives no sign of life for minutes loses it to another.
/// </summary>
public sealed class JobLedger(Database database, TimeProvider clock)
{
    /// <summary>How often who works says so.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMinutes(1);

    /// <summary>After so long without a sign of life the work is somebody else's.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    /// <summary>A job that took its node down so often is left alone.</summary>
    const int MostAttempts = 3;

    static string Node { get; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <returns>The job's number, or null when somebody else does it or has done it.</returns>
    public Task<long?> ClaimAsync(string kind, string slot, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        var now = clock.GetUtcNow();
        if (await connection.ScalarAsync<string>("select value from settings where name = @paused", new { paused = Paused(kind) }, cancel) is not null)
            return null;
        var parameters = new { kind, slot, Node, now, silent = now - Silence, MostAttempts };
        return await connection.ScalarAsync<long?>(
                """
                insert into jobs (kind, slot, status, attempts, run_at, started_at, heartbeat_at, node) values (@kind, @slot, 'running', 1, @now, @now, @now, @Node)
                on conflict (kind, slot) where slot is not null do nothing returning id
                """, parameters, cancel)
            ?? await connection.ScalarAsync<long?>(
                """
                update jobs set attempts = attempts + 1, started_at = @now, heartbeat_at = @now, node = @Node
                where kind = @kind and slot = @slot and status = 'running' and heartbeat_at < @silent and attempts < @MostAttempts returning id
                """, parameters, cancel);
    }, cancel);

    /// <summary>Keeps a kind from being done until it is let go on.</summary>
    public Task PauseAsync(string kind, bool pause, CancellationToken cancel) => database.WriteAsync(connection => connection.ExecuteAsync(
        pause
            ? "insert into settings (name, value, updated_at) values (@paused, 'paused', @now) on conflict (name) do nothing"
            : "delete from settings where name = @paused", new { paused = Paused(kind), now = clock.GetUtcNow() }, cancel), cancel);

    /// <summary>The kinds that are paused.</summary>
    public async Task<IReadOnlySet<string>> PausedAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<string>("select name from settings where name like 'jobs.paused.%'", null, cancel)).Select(name => name["jobs.paused.".Length..]).ToHashSet();
    }

    static string Paused(string kind) => "jobs.paused." + kind;

    /// <summary>Says that the work goes on.</summary>
    public Task BeatAsync(long job, CancellationToken cancel) => database.WriteAsync(connection => connection.ExecuteAsync(
        "update jobs set heartbeat_at = @now where id = @job and node = @Node and status = 'running'", new { job, Node, now = clock.GetUtcNow() }, cancel), cancel);

    public Task DoneAsync(long job, object result, CancellationToken cancel) =>
        EndAsync(job, "done", JsonSerializer.Serialize(result, JsonSerializerOptions.Web), null, cancel);

    public Task FailedAsync(long job, Exception failure, CancellationToken cancel) => EndAsync(job, "failed", null, failure.Message, cancel);

    /// <summary>The latest jobs of a kind, newest first.</summary>
    public async Task<IReadOnlyList<JobRecord>> LatestAsync(string kind, int count, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<JobRecord>(
            "select id, kind, slot, status, attempts, result, error from jobs where kind = @kind order by id desc limit @count", new { kind, count }, cancel);
    }

    Task EndAsync(long job, string status, string? result, string? error, CancellationToken cancel) => database.WriteAsync(connection => connection.ExecuteAsync(
        "update jobs set status = @status, result = @result, error = @error, finished_at = @now where id = @job and node = @Node",
        new { job, status, result, error, Node, now = clock.GetUtcNow() }, cancel), cancel);
}
