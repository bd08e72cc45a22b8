using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Marquee.Data;

namespace Marquee.Platform.Jobs;

/// <summary>A job as the ledger keeps it.</summary>
public sealed record JobRecord(long Id, string Kind, string? Slot, string Status, int Attempts, string? Result, string? Error);

/// <summary>
/// The table of jobs: who does what, and what came of it. A slot (kind and time due) is claimed by one node; one that gives no sign of life for minutes loses it to another.
/// Of one kind one run goes on at a time, whoever rang for it.
/// </summary>
public sealed class JobLedger(Database database, TimeProvider clock)
{
    /// <summary>How often who works says so.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMinutes(1);

    /// <summary>After so long without a sign of life the work is somebody else's.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    /// <summary>A job that took its node down so often is left alone.</summary>
    const int MostAttempts = 3;

    /// <summary>Before the slot of a run that somebody asked for.</summary>
    public const string AskedFor = "asked ";

    const string AnotherIsAtWork = "exists (select 1 from jobs live where live.kind = @kind and live.status = 'running' and live.heartbeat_at >= @silent and live.slot <> @slot)";

    static string Node { get; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <returns>The job's number, or null when it is paused, when one of its kind is at work, or when somebody else has done it.</returns>
    public Task<long?> ClaimAsync(string kind, string slot, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        await connection.AloneAsync(database.Dialect, "jobs of kind " + kind, cancel);
        var parameters = new { kind, slot, Node, now = clock.GetUtcNow(), silent = Silent, MostAttempts, paused = Paused(kind) };
        if (await connection.ScalarAsync<string>("select value from settings where name = @paused", parameters, cancel) is not null
            || await connection.ScalarAsync<bool>($"select {AnotherIsAtWork}", parameters, cancel))
            return null;
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

    /// <summary>Asks for a run now, whatever the clock says and though the kind be paused; whichever node comes first does it.</summary>
    /// <returns>The run's number, or null when one of the kind waits or is at work already.</returns>
    public async Task<long?> AskAsync(DbConnection connection, string kind, long? account, CancellationToken cancel)
    {
        await connection.AloneAsync(database.Dialect, "jobs of kind " + kind, cancel);
        var now = clock.GetUtcNow();
        return await connection.ScalarAsync<long?>(
            $"""
            insert into jobs (kind, slot, status, run_at, asked_by)
            select @kind, @slot, 'waiting', @now, @account
            where not {AnotherIsAtWork} and not exists (select 1 from jobs other where other.kind = @kind and other.status = 'waiting') returning id
            """, new { kind, slot = AskedFor + now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), now, silent = Silent, account }, cancel);
    }

    /// <summary>Runs that wait to be begun, and those whose node has died; each with its kind.</summary>
    public async Task<List<JobRecord>> LeftAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<JobRecord>(
            """
            select id, kind, slot, status, attempts, result, error from jobs where status = 'waiting'
            union all
            select id, kind, slot, status, attempts, result, error from jobs where status = 'running' and heartbeat_at < @silent
            order by id
            """, new { silent = Silent }, cancel);
    }

    /// <summary>Takes a run that waits or was left; what took its node down too often is written off.</summary>
    /// <returns>Whether it is this node's now.</returns>
    public Task<bool> TakeAsync(JobRecord left, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        await connection.AloneAsync(database.Dialect, "jobs of kind " + left.Kind, cancel);
        var parameters = new { left.Id, kind = left.Kind, slot = left.Slot, Node, now = clock.GetUtcNow(), silent = Silent, MostAttempts, paused = Paused(left.Kind) };
        await connection.ExecuteAsync(
            """
            update jobs set status = 'failed', finished_at = @now, error = 'The program ended three times while this ran.'
            where id = @Id and status = 'running' and heartbeat_at < @silent and attempts >= @MostAttempts
            """, parameters, cancel);
        return await connection.ScalarAsync<long?>(
            $"""
            update jobs set status = 'running', attempts = attempts + 1, started_at = @now, heartbeat_at = @now, node = @Node
            where id = @Id and not {AnotherIsAtWork}
              and (status = 'waiting' or (status = 'running' and heartbeat_at < @silent and not exists (select 1 from settings where name = @paused))) returning id
            """, parameters, cancel) is not null;
    }, cancel);

    /// <summary>Keeps a kind from being done by the clock until it is let go on. What runs just now runs to its end.</summary>
    /// <returns>Whether that changed anything.</returns>
    public async Task<bool> PauseAsync(DbConnection connection, string kind, bool pause, CancellationToken cancel) => await connection.ExecuteAsync(
        pause
            ? "insert into settings (name, value, updated_at) values (@paused, 'paused', @now) on conflict (name) do nothing"
            : "delete from settings where name = @paused", new { paused = Paused(kind), now = clock.GetUtcNow() }, cancel) > 0;

    /// <summary>The same in a transaction of its own.</summary>
    public Task PauseAsync(string kind, bool pause, CancellationToken cancel) => database.WriteAsync(connection => PauseAsync(connection, kind, pause, cancel), cancel);

    /// <summary>The kinds that are paused.</summary>
    public async Task<IReadOnlySet<string>> PausedAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<string>("select name from settings where name like 'jobs.paused.%'", null, cancel)).Select(name => name["jobs.paused.".Length..]).ToHashSet();
    }

    /// <summary>Says that the work goes on, and how far it is.</summary>
    public Task BeatAsync(long job, JobStep? step, CancellationToken cancel) => database.WriteAsync(connection => connection.ExecuteAsync(
        """
        update jobs set heartbeat_at = @now, progress_done = @done, progress_total = @total, progress_words = @words where id = @job and node = @Node and status = 'running'
        """, new { job, Node, now = clock.GetUtcNow(), done = step?.Done, total = step?.Total, words = step?.Words }, cancel), cancel);

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

    /// <summary>Forgets runs that ended before <paramref name="before"/>, but for the last fifty of each kind.</summary>
    public Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancel) => database.WriteAsync(connection => connection.ExecuteAsync(
        """
        delete from jobs where finished_at < @before and status in ('done', 'failed')
            and (select count(*) from jobs later where later.kind = jobs.kind and later.id > jobs.id) >= 50
        """, new { before }, cancel), cancel);

    DateTimeOffset Silent => clock.GetUtcNow() - Silence;

    static string Paused(string kind) => "jobs.paused." + kind;

    Task EndAsync(long job, string status, string? result, string? error, CancellationToken cancel) => database.WriteAsync(connection => connection.ExecuteAsync(
        "update jobs set status = @status, result = @result, error = @error, finished_at = @now where id = @job and node = @Node",
        new { job, status, result, error, Node, now = clock.GetUtcNow() }, cancel), cancel);
}
