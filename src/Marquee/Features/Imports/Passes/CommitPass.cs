using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Imports.Keeping;
using Marquee.Importers;

namespace Marquee.Features.Imports.Passes;

/// <summary>
/// The pass that brings a file into the library: read, match or take the preview's word, keep, by the chunk. Each chunk is one transaction
/// that also counts it and notes its place: after a stop, on this node or another, what was read is in, and the rest follows.
/// </summary>
sealed class CommitPass(Database database, MatchingCatalogue catalogue, TimeProvider clock)
{
    /// <param name="batch">What is brought where.</param>
    /// <param name="me">Who does it.</param>
    /// <param name="export">The file.</param>
    /// <param name="count">Counts what comes of it.</param>
    /// <param name="seen">Hears of each chunk when it is in.</param>
    /// <param name="stop">Stops between two chunks; what is in stays.</param>
    public async Task HandleAsync(RunningImport batch, WorkerName me, HistoryExport export, ImportCount count, Action<IReadOnlyList<PlacedRow>>? seen, CancellationToken stop)
    {
        var index = batch.Previewed ? null : await catalogue.IndexAsync(stop);
        var number = batch.Chunks;
        foreach (var chunk in FileChunks.Of(export, count, batch.Place))
        {
            stop.ThrowIfCancellationRequested();
            if (index is null && await ReadAsync(batch, chunk, stop) is var written && written.Count == 0 && batch.Late)
                continue;
            number++;
            var kept = await database.WriteAsync(async connection =>
            {
                var kept = index is not null
                    ? await Keep(batch, number).HandleAsync(connection, chunk.Rows.ConvertAll(row => MatchedRow.Of(row, index)), chunk.Lists, chunk.First, CancellationToken.None)
                    : await PreviewedAsync(connection, batch, number, chunk);
                count.Add(kept, countsRows: !batch.Late);
                await connection.CountedAsync(batch.Id, me, count, number, chunk.Last, null, clock.GetUtcNow(), CancellationToken.None);
                return kept;
            }, CancellationToken.None);
            seen?.Invoke(kept.Rows);
        }
    }

    /// <summary>The same inside the caller's transaction, which is then given up: what would come of it.</summary>
    public async Task TryAsync(
        DbConnection connection, RunningImport batch, HistoryExport export, ImportCount count, Action<IReadOnlyList<PlacedRow>> seen, CancellationToken cancel)
    {
        var index = await catalogue.IndexAsync(cancel);
        var number = 0;
        foreach (var chunk in FileChunks.Of(export, count))
        {
            cancel.ThrowIfCancellationRequested();
            var kept = await Keep(batch, ++number).HandleAsync(connection, chunk.Rows.ConvertAll(row => MatchedRow.Of(row, index)), chunk.Lists, chunk.First, cancel);
            count.Add(kept);
            seen(kept.Rows);
        }
    }

    async Task<Dictionary<long, WrittenRow>> ReadAsync(RunningImport batch, FileChunk chunk, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await RowsWritten.ReadAsync(connection, batch.Id, chunk, batch.Late, cancel);
    }

    async Task<Kept> PreviewedAsync(DbConnection connection, RunningImport batch, int number, FileChunk chunk)
    {
        var written = await RowsWritten.ReadAsync(connection, batch.Id, chunk, batch.Late, CancellationToken.None);
        List<WrittenRow> before = [];
        List<MatchedRow> rows = [];
        for (var place = 0; place < chunk.Rows.Count; place++)
            if (written.TryGetValue(chunk.First + place, out var row))
            {
                before.Add(row);
                rows.Add(row.Of(chunk.Rows[place]));
            }

        var kept = await Keep(batch, number).HandleAsync(connection, rows, batch.Late ? [] : chunk.Lists, 0, CancellationToken.None);
        await RowsWritten.CorrectAsync(connection, batch.Id, [.. before.Zip(kept.Rows)], CancellationToken.None);
        if (batch.Late)
            await connection.ExecuteAsync("update import_rows set pending = false where batch_id = @Id and place between @First and @Last and pending",
                new { batch.Id, chunk.First, chunk.Last }, CancellationToken.None);
        return kept;
    }

    KeepChunk Keep(RunningImport batch, int chunk) => new(database.Dialect, batch.ProfileId, batch.Id, chunk, batch.Source, batch.Choices, clock.GetUtcNow());
}
