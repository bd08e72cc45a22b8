using Marquee.Data;
using Marquee.Features.Imports.Keeping;
using Marquee.Features.Imports.Starting;
using Marquee.Importers;

namespace Marquee.Features.Imports.Passes;

/// <summary>Does the pass that an import is at, to its end or until it is stopped, and says what came of it.</summary>
sealed partial class RunImport(Database database, StoredFile stored, PreviewPass preview, CommitPass commit, UndoImport undo, TimeProvider clock, ILogger<RunImport> log)
{
    /// <summary>An import that failed so often without getting further is left to its owner.</summary>
    const int MostAttempts = 4;

    static readonly TimeSpan Beat = TimeSpan.FromSeconds(5), Again = TimeSpan.FromSeconds(2);

    /// <param name="batch">Claimed by <paramref name="me"/>.</param>
    /// <param name="me">Who does it.</param>
    /// <param name="seen">Hears of each chunk that is brought in.</param>
    /// <param name="stop">The program is stopping: what was begun is left to the next.</param>
    public async Task<ImportCount> HandleAsync(RunningImport batch, WorkerName me, Action<IReadOnlyList<PlacedRow>>? seen, CancellationToken stop)
    {
        var count = batch.Count();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var wanted = new Wanted();
        var beating = BeatAsync(batch.Id, me, wanted, over);
        try
        {
            await PassAsync(batch, me, count, seen, over.Token);
        }
        catch (LeaseLost)
        {
            Lost(batch.Id.Value);
        }
        catch (OperationCanceledException) when (wanted.IsStopAsked)
        {
            await StoppedAsync(batch, me, count);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await database.WriteAsync(connection => connection.ReleaseAsync(batch.Id, me, null, CancellationToken.None), CancellationToken.None);
            throw;
        }
        catch (Exception failure)
        {
            Failed(batch.Id.Value, failure);
            await FailedAsync(batch, me, count);
        }
        finally
        {
            await over.CancelAsync();
            await beating;
        }

        return count;
    }

    async Task PassAsync(RunningImport batch, WorkerName me, ImportCount count, Action<IReadOnlyList<PlacedRow>>? seen, CancellationToken stop)
    {
        var started = clock.GetTimestamp();
        if (await stored.OpenAsync(batch.Id, batch.FileBytes, stop) is not { } bytes)
        {
            await EndAsync(batch, me, "failed", count, "The file is not here any more. Drop it again; nothing doubles.");
            return;
        }

        await using (bytes)
        using (var export = HistoryExport.Open(bytes, batch.FileName, batch.Words.Choices()))
        {
            if (batch.Phase == "previewing")
            {
                var understood = Understood.Of(batch.Understood);
                await preview.HandleAsync(batch, me, export, count, understood, stop);
                understood.Remarks = [.. export.Remarks];
                await ReadyAsync(batch, me, count, understood);
            }
            else
            {
                await commit.HandleAsync(batch, me, export, count, seen, stop);
                await EndAsync(batch, me, "done", count, string.Join(' ', [.. count.Sentences(), .. export.Remarks]));
            }

            Passed(batch.Id.Value, batch.Phase ?? "commit", export.SourceKey, count.Read, count.Matched, count.Unsure, count.Unmatched, count.Refused,
                (long)clock.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    Task ReadyAsync(RunningImport batch, WorkerName me, ImportCount count, Understood understood) => database.WriteAsync(async connection =>
    {
        understood.SameAs = (await connection.ScalarAsync<long?>(
            """
            select max(b.id) from import_batches b join import_batches me on me.id = @Id
            where b.profile_id = me.profile_id and b.file_hash = me.file_hash and b.id <> me.id and b.status = 'done'
            """, new { batch.Id }, CancellationToken.None))?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await connection.ExecuteAsync(
            """
            update import_batches set phase = 'ready', previewed = true, rows_total = @Read, place = 0, understood = @text, message = @message, worker = null, worker_until = null
            where id = @Id and worker = @me
            """,
            new { batch.Id, me = me.Text, count.Read, text = understood.Text, message = string.Join(' ', [.. count.Breaks(), .. understood.Remarks]) is { Length: > 0 } said ? said : null },
            CancellationToken.None);
    }, CancellationToken.None);

    Task EndAsync(RunningImport batch, WorkerName me, string status, ImportCount count, string message) => database.WriteAsync(async connection =>
    {
        var ended = await connection.ExecuteAsync(
            """
            update import_batches set status = @status, phase = null, late = false, message = @message, finished_at = @now, worker = null, worker_until = null,
                rows_total = case when rows_total = 0 then rows_read else rows_total end
            where id = @Id and worker = @me
            """, new { batch.Id, me = me.Text, status, message, now = clock.GetUtcNow() }, CancellationToken.None);
        if (ended == 0 || status != "done")
            return;
        // Nothing left to decide: the file has served.
        await connection.ExecuteAsync(
            "delete from import_files where batch_id = @Id and not exists (select 1 from import_rows r where r.batch_id = @Id and r.alike is not null)", new { batch.Id }, CancellationToken.None);
        if (batch.Late)
            await RecountAsync(connection, batch.Id);
        await connection.AppendAsync("history.imported",
            new { batch.ProfileId, BatchId = batch.Id, count.Ratings, count.Plays, count.Listed }, clock.GetUtcNow(), CancellationToken.None);
    }, CancellationToken.None);

    // Rows that were decided late change sides.
    static Task<int> RecountAsync(System.Data.Common.DbConnection connection, BatchId batch) => connection.ExecuteAsync(
        """
        update import_batches set matched = (select count(*) from import_rows where batch_id = @batch and outcome = 'matched'),
            unsure = (select count(*) from import_rows where batch_id = @batch and outcome = 'unsure'),
            unmatched = (select count(*) from import_rows where batch_id = @batch and outcome = 'unmatched')
        where id = @batch
        """, new { batch }, CancellationToken.None);

    async Task FailedAsync(RunningImport batch, WorkerName me, ImportCount count)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        if ((await RunningImport.FindAsync(connection, batch.Id, CancellationToken.None))?.Attempts >= MostAttempts)
            await EndAsync(batch, me, "failed", count, "Something went wrong on our side half-way. What was read is in; go on, and nothing doubles.");
        else
            await database.WriteAsync(c => c.ReleaseAsync(batch.Id, me, clock.GetUtcNow() + Again, CancellationToken.None), CancellationToken.None);
    }

    // What was in goes again: whoever cancels wants the library as it was.
    async Task StoppedAsync(RunningImport batch, WorkerName me, ImportCount count)
    {
        await EndAsync(batch, me, "failed", count, "You stopped this import.");
        await undo.HandleAsync(batch.ProfileId, batch.Id, CancellationToken.None);
    }

    async Task BeatAsync(BatchId batch, WorkerName me, Wanted wanted, CancellationTokenSource over)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var beaten = clock.GetUtcNow();
        try
        {
            while (await timer.WaitForNextTickAsync(over.Token))
            {
                await using (var connection = await database.OpenAsync(over.Token))
                    wanted.IsStopAsked = await connection.ScalarAsync<bool>("select stop_asked from import_batches where id = @batch", new { batch }, over.Token);
                if (wanted.IsStopAsked)
                    await over.CancelAsync();
                if (clock.GetUtcNow() - beaten < Beat)
                    continue;
                beaten = clock.GetUtcNow();
                await database.WriteAsync(connection => connection.BeatAsync(batch, me, beaten, CancellationToken.None), over.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
        catch (Exception failure)
        {
            // The work itself notices when it lost its place.
            Failed(batch.Value, failure);
        }
    }

    sealed class Wanted
    {
        public volatile bool IsStopAsked;
    }

    [LoggerMessage(LogLevel.Information, "Import {Batch}, {Pass}, from {Source}: {Read} rows, {Matched} matched, {Unsure} unsure, {Unmatched} unmatched, {Refused} refused in {Milliseconds} ms")]
    partial void Passed(long batch, string pass, string source, int read, int matched, int unsure, int unmatched, int refused, long milliseconds);

    [LoggerMessage(LogLevel.Warning, "Import {Batch} is read by another by now")]
    partial void Lost(long batch);

    [LoggerMessage(LogLevel.Error, "Import {Batch} failed")]
    partial void Failed(long batch, Exception failure);
}
