using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Imports.Keeping;
using Marquee.Features.Imports.Starting;

namespace Marquee.Features.Imports.Passes;

/// <summary>An import as whoever works on it needs it: where it stands and what was chosen.</summary>
/// <param name="Phase">Null: it is being brought in.</param>
/// <param name="Place">Rows of the file that this pass is through with.</param>
sealed record RunningImport(
    BatchId Id, ProfileId ProfileId, string Source, string FileName, string? Phase, string Conflict, bool MakesTitles, long FileBytes, string? Reading, string? Understood, bool Previewed, bool Late,
    long Place, int Chunks, int Attempts, int RowsRead, int Matched, int Unsure, int Unmatched, int Refused, int Fresh, int Ratings, int Plays, int Listed, int Reviews, int Lists)
{
    const string Columns =
        """
        id, profile_id, source, file_name, phase, conflict, makes_titles, file_bytes, reading, understood, previewed, late,
        place, chunks, attempts, rows_read, matched, unsure, unmatched, refused, fresh, ratings, plays, listed, reviews, lists
        """;

    public ImportChoices Choices => new(ImportChoices.RuleOf(Conflict), MakesTitles);

    public ReadingWords Words => ReadingWords.Of(Reading);

    /// <summary>What was counted before it was left.</summary>
    public ImportCount Count() => new()
    {
        Read = RowsRead,
        Matched = Matched,
        Unsure = Unsure,
        Unmatched = Unmatched,
        Refused = Refused,
        Fresh = Fresh,
        Ratings = Ratings,
        Plays = Plays,
        Listed = Listed,
        Reviews = Reviews,
        Lists = Lists,
    };

    public static Task<RunningImport?> FindAsync(DbConnection connection, BatchId id, CancellationToken cancel) =>
        connection.FirstAsync<RunningImport>($"select {Columns} from import_batches where id = @id", new { id }, cancel);
}

/// <summary>It is somebody else's now: nothing of what was just done stays.</summary>
sealed class LeaseLost : Exception;

/// <summary>The person does not want it any more.</summary>
sealed class StopAsked : Exception;

/// <summary>The row that says how far an import is. Everything but its making is done by whoever holds it, and checked in the same statement.</summary>
static class BatchRows
{
    /// <summary>How long one who works on an import may be silent before another takes over.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    const string AtWork = "(phase = 'previewing' or (phase is null and status = 'running'))";

    public static Task<int> PhaseAsync(this DbConnection connection, ProfileId profile, BatchId batch, string? phase, CancellationToken cancel) => connection.ExecuteAsync(
        "update import_batches set phase = @phase where id = @batch and profile_id = @profile", new { batch, profile, phase }, cancel);

    /// <summary>Takes the oldest import that nobody works on.</summary>
    public static async Task<RunningImport?> ClaimAsync(this Database database, WorkerName me, BatchId? only, DateTimeOffset now, CancellationToken cancel)
    {
        await using (var looking = await database.OpenAsync(cancel))
            foreach (var waiting in await looking.QueryAsync<Waiting>(
                $"select id, worker, worker_until from import_batches where {AtWork} and (id = @only or @only is null) order by id limit 50", new { only = only?.Value }, cancel))
                if (waiting.Worker is null || waiting.WorkerUntil <= now || WorkerName.IsGone(waiting.Worker))
                    if (await database.WriteAsync(connection => connection.ExecuteAsync(
                        $"""
                        update import_batches set worker = @me, worker_until = @until, beat_at = @now, attempts = attempts + 1
                        where id = @Id and {AtWork} and coalesce(worker, '') = @before and (worker_until is null or worker_until <= @now or @isGone)
                        """,
                        new { waiting.Id, me = me.Text, now, until = now + Lease, before = waiting.Worker ?? "", isGone = waiting.Worker is { } other && WorkerName.IsGone(other) }, cancel), cancel) == 1)
                    {
                        await using var connection = await database.OpenAsync(cancel);
                        return await RunningImport.FindAsync(connection, waiting.Id, cancel);
                    }

        return null;
    }

    /// <summary>Begins to bring in what was just stored, before anybody else does.</summary>
    public static Task<int> BeginAsync(this DbConnection connection, BatchId batch, WorkerName me, DateTimeOffset now, CancellationToken cancel) => connection.ExecuteAsync(
        "update import_batches set phase = null, worker = @me, worker_until = @until, beat_at = @now, attempts = 1 where id = @batch and phase = 'uploading'",
        new { batch, me = me.Text, now, until = now + Lease }, cancel);

    /// <summary>Says that the work goes on.</summary>
    public static Task<int> BeatAsync(this DbConnection connection, BatchId batch, WorkerName me, DateTimeOffset now, CancellationToken cancel) => connection.ExecuteAsync(
        "update import_batches set worker_until = @until, beat_at = @now where id = @batch and worker = @me", new { batch, me = me.Text, now, until = now + Lease }, cancel);

    /// <summary>Lets it go for the next, after a while.</summary>
    public static Task<int> ReleaseAsync(this DbConnection connection, BatchId batch, WorkerName me, DateTimeOffset? until, CancellationToken cancel) => connection.ExecuteAsync(
        "update import_batches set worker_until = @until, worker = case when @until is null then null else worker end where id = @batch and worker = @me",
        new { batch, me = me.Text, until = until?.ToUnixTimeMilliseconds() }, cancel);

    /// <summary>Counts a chunk, in the transaction that brings it in.</summary>
    /// <exception cref="LeaseLost">Another works on it by now.</exception>
    public static async Task CountedAsync(
        this DbConnection connection, BatchId batch, WorkerName me, ImportCount count, int chunks, long place, string? understood, DateTimeOffset now, CancellationToken cancel)
    {
        var counted = await connection.ExecuteAsync(
            """
            update import_batches set chunks = @chunks, place = @place, beat_at = @now, worker_until = @until, attempts = 0, understood = coalesce(cast(@understood as text), understood),
                rows_read = @Read, matched = @Matched, unsure = @Unsure, unmatched = @Unmatched, refused = @Refused,
                fresh = @Fresh, ratings = @Ratings, plays = @Plays, listed = @Listed, reviews = @Reviews, lists = @Lists
            where id = @batch and worker = @me
            """,
            new
            {
                batch,
                me = me.Text,
                chunks,
                place,
                understood,
                now,
                until = now + Lease,
                count.Read,
                count.Matched,
                count.Unsure,
                count.Unmatched,
                count.Refused,
                count.Fresh,
                count.Ratings,
                count.Plays,
                count.Listed,
                count.Reviews,
                count.Lists,
            }, cancel);
        if (counted == 0)
            throw new LeaseLost();
    }

    sealed record Waiting(BatchId Id, string? Worker, DateTimeOffset? WorkerUntil);
}
