using Marquee.Importers;

namespace Marquee.Features.Imports.Passes;

/// <summary>Some rows of a file in its order, and the own lists that stood between them.</summary>
/// <param name="First">Which row of the file the first is, from 1.</param>
sealed record FileChunk(long First, List<ExportRow> Rows, List<ImportedList> Lists)
{
    public long Last => First + Rows.Count - 1;
}

/// <summary>A file by the chunk. Lists are none of its rows: they come with the rows behind them.</summary>
static class FileChunks
{
    public const int RowsAtATime = 5_000;

    /// <param name="export">The file; it is read from its start.</param>
    /// <param name="count">Hears when the file breaks off.</param>
    /// <param name="done">So many rows are through already.</param>
    public static IEnumerable<FileChunk> Of(HistoryExport export, ImportCount count, long done = 0)
    {
        using var all = export.Rows(CancellationToken.None).GetEnumerator();
        var first = done + 1;
        while (true)
        {
            List<ExportRow> rows = [];
            List<ImportedList> lists = [];
            var isMore = true;
            // An archive may break off half-way: what came before goes in, and the sentence says what happened.
            try
            {
                for (; done > 0 && (isMore = all.MoveNext());)
                    done -= all.Current is ImportedList ? 0 : 1;
                while (isMore && rows.Count < RowsAtATime && lists.Count < RowsAtATime && (isMore = all.MoveNext()))
                    if (all.Current is ImportedList list)
                        lists.Add(list);
                    else
                        rows.Add(all.Current);
            }
            catch (ExportRefused broken)
            {
                count.BrokenOff(broken.Message);
                isMore = false;
            }

            if (rows.Count + lists.Count > 0)
                yield return new FileChunk(first, rows, lists);
            Tidy();
            first += rows.Count;
            if (!isMore)
                yield break;
        }
    }

    // A processor with a large cache lets young garbage grow to its size before it looks: 630 MB above idle after 40 chunks of which some tens were alive.
    // A look at the young after each chunk costs milliseconds of its second (bench/import-memory).
    static void Tidy() => GC.Collect(1, GCCollectionMode.Forced, blocking: true);
}
