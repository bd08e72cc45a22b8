using Marquee.Data;
using Marquee.Features.Imports.Keeping;
using Marquee.Importers;

namespace Marquee.Features.Imports.Passes;

/// <summary>
/// The first pass over a file: every row is read, matched, compared with the library and written down; the library stays as it is. Each
/// chunk goes in with its place, so that a stop in the middle costs one chunk.
/// </summary>
sealed class PreviewPass(Database database, MatchingCatalogue catalogue, FetchMissing fetch, TimeProvider clock)
{
    public async Task HandleAsync(RunningImport batch, WorkerName me, HistoryExport export, ImportCount count, Understood understood, CancellationToken stop)
    {
        var index = await catalogue.IndexAsync(stop);
        var asked = 0;
        foreach (var chunk in FileChunks.Of(export, count, batch.Place))
        {
            stop.ThrowIfCancellationRequested();
            List<PlacedRow> rows = [.. chunk.Rows.Select(row => new PlacedRow(MatchedRow.Of(row, index)))];
            await using (var connection = await database.OpenAsync(stop))
            {
                await EpisodeIds.PlaceAsync(connection, database.Dialect, rows, stop);
                asked = await fetch.HandleAsync(rows, asked, stop);
                var episodes = new PlaceEpisodes(connection, database.Dialect, makes: false);
                await episodes.HandleAsync(rows, stop);
                await new CompareWithLibrary(connection, database.Dialect, batch.ProfileId, batch.Source).HandleAsync(rows, episodes, understood, stop);
            }

            count.Add([.. rows.Select(row => row.Row)]);
            understood.Add(rows, chunk.Lists);
            await database.WriteAsync(async connection =>
            {
                if (await connection.BeatAsync(batch.Id, me, clock.GetUtcNow(), CancellationToken.None) == 0)
                    throw new LeaseLost();
                await RowsWritten.WriteAsync(connection, batch.Id, chunk.First, rows, CancellationToken.None);
                await connection.CountedAsync(batch.Id, me, count, 0, chunk.Last, understood.Text, clock.GetUtcNow(), CancellationToken.None);
            }, CancellationToken.None);
        }
    }
}
