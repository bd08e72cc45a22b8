using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;
using Marquee.Platform.Jobs;

namespace Marquee.Features.Jobs;

/// <summary>Running a job now, pausing it, letting it go on: each with its line in the audit log.</summary>
sealed class ChangeJob(Database database, JobLedger ledger, ReadJobs read, TimeProvider clock)
{
    /// <summary>Whichever node looks first does it, within a second or two.</summary>
    /// <returns>The run's number.</returns>
    /// <exception cref="NotFound">There is no such job.</exception>
    /// <exception cref="Conflict">One of the kind waits or is at work.</exception>
    public Task<long> RunAsync(string kind, HttpContext http, CancellationToken cancel)
    {
        var job = read.Find(kind);
        return database.WriteAsync(async connection =>
        {
            var account = Caller.Of(http).Account;
            var run = await ledger.AskAsync(connection, job.Kind, account?.Value, cancel) ?? throw new Conflict("job_running", "This job is at work already; one run of a kind goes on at a time.");
            await connection.AuditAsync(new AuditEntry("job.run_asked", account, $"{job.Words} ({job.Kind})"), http, clock.GetUtcNow(), cancel);
            return run;
        }, cancel);
    }

    /// <summary>Twice is once. A run that goes on just now runs to its end, and "run now" works all the same.</summary>
    /// <exception cref="NotFound">There is no such job.</exception>
    public Task PauseAsync(string kind, bool pause, HttpContext http, CancellationToken cancel)
    {
        var job = read.Find(kind);
        return database.WriteAsync(async connection =>
        {
            if (await ledger.PauseAsync(connection, job.Kind, pause, cancel))
                await connection.AuditAsync(new AuditEntry(pause ? "job.paused" : "job.resumed", Caller.Of(http).Account, $"{job.Words} ({job.Kind})"), http, clock.GetUtcNow(), cancel);
        }, cancel);
    }
}
