using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Imports.Keeping;
using Marquee.Importers;

namespace Marquee.Features.Imports;

/// <summary>Whose import it is, and from where.</summary>
sealed record Bringing(ProfileId Profile, BatchId Batch, string Source, ImportChoices Choices);

/// <summary>
/// The way of a file into a library, for pages, programs and the command line: read, match, keep, by the chunk. Each chunk is one
/// transaction that also counts it: after a stop, what was read is in, and the same file brings the rest.
/// </summary>
sealed class BringHistoryIn(Database database, MatchingCatalogue catalogue, TimeProvider clock)
{
    public const int RowsAtATime = 5_000;

    /// <param name="bringing">What is brought where.</param>
    /// <param name="export">The file.</param>
    /// <param name="count">Counts what comes of it.</param>
    /// <param name="seen">Hears of each chunk when it is in.</param>
    /// <param name="cancel">Stops between two chunks; what is in stays.</param>
    public async Task HandleAsync(Bringing bringing, HistoryExport export, ImportCount count, Action<IReadOnlyList<PlacedRow>>? seen, CancellationToken cancel)
    {
        var index = await catalogue.IndexAsync(cancel);
        var chunk = 0;
        foreach (var (rows, lists) in Chunks(export, count))
        {
            cancel.ThrowIfCancellationRequested();
            chunk++;
            var matched = rows.ConvertAll(row => MatchedRow.Of(row, index));
            var kept = await database.WriteAsync(async connection =>
            {
                var kept = await Keep(bringing, chunk).HandleAsync(connection, matched, lists, CancellationToken.None);
                count.Add(kept);
                await connection.CountedAsync(bringing.Batch, count, chunk, clock.GetUtcNow(), CancellationToken.None);
                return kept;
            }, CancellationToken.None);
            seen?.Invoke(kept.Rows);
        }
    }

    /// <summary>The same inside the caller's transaction, which is then given up: what would come of it.</summary>
    public async Task TryAsync(DbConnection connection, Bringing bringing, HistoryExport export, ImportCount count, Action<IReadOnlyList<PlacedRow>> seen, CancellationToken cancel)
    {
        var index = await catalogue.IndexAsync(cancel);
        var chunk = 0;
        foreach (var (rows, lists) in Chunks(export, count))
        {
            cancel.ThrowIfCancellationRequested();
            var kept = await Keep(bringing, ++chunk).HandleAsync(connection, rows.ConvertAll(row => MatchedRow.Of(row, index)), lists, cancel);
            count.Add(kept);
            seen(kept.Rows);
        }
    }

    KeepChunk Keep(Bringing bringing, int chunk) =>
        new(database.Dialect, bringing.Profile, bringing.Batch, chunk, bringing.Source, bringing.Choices, clock.GetUtcNow());

    // An archive may break off half-way: what came before goes in, and the sentence says what happened.
    internal static IEnumerable<(List<ExportRow> Rows, List<ImportedList> Lists)> Chunks(HistoryExport export, ImportCount count)
    {
        using var all = export.Rows(CancellationToken.None).GetEnumerator();
        while (true)
        {
            List<ExportRow> rows = [];
            List<ImportedList> lists = [];
            var isMore = true;
            try
            {
                while (rows.Count < RowsAtATime && lists.Count < RowsAtATime && (isMore = all.MoveNext()))
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
                yield return (rows, lists);
            if (!isMore)
                yield break;
        }
    }
}

/// <summary>The row that says how far an import is.</summary>
static class BatchRows
{
    public static async Task<BatchId> StartAsync(
        this DbConnection connection, ProfileId profile, string source, string fileName, string hash, ImportChoices choices, DateTimeOffset now, CancellationToken cancel) =>
        await connection.ScalarAsync<BatchId>(
            """
            insert into import_batches (profile_id, source, file_name, file_hash, status, conflict, makes_titles, created_at, beat_at)
            values (@profile, @source, @fileName, @hash, 'running', @conflict, @MakesTitles, @now, @now) returning id
            """, new { profile, source, fileName, hash, conflict = ImportChoices.WordOf(choices.Rule), choices.MakesTitles, now }, cancel);

    public static Task<int> CountedAsync(this DbConnection connection, BatchId batch, ImportCount count, int chunks, DateTimeOffset now, CancellationToken cancel) =>
        connection.ExecuteAsync(
            """
            update import_batches set chunks = @chunks, beat_at = @now, rows_read = @Read, matched = @Matched, unsure = @Unsure, unmatched = @Unmatched, refused = @Refused,
                fresh = @Fresh, ratings = @Ratings, plays = @Plays, listed = @Listed, reviews = @Reviews, lists = @Lists
            where id = @batch
            """,
            new
            {
                batch,
                chunks,
                now,
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

    /// <summary>The import is through, or it failed.</summary>
    public static async Task EndedAsync(
        this DbConnection connection, ProfileId profile, BatchId batch, string status, ImportCount count, string message, DateTimeOffset now, CancellationToken cancel)
    {
        await connection.ExecuteAsync(
            "update import_batches set status = @status, message = @message, finished_at = @now where id = @batch and profile_id = @profile",
            new { batch, profile, status, message, now }, cancel);
        if (status != "done")
            return;
        await connection.AppendAsync("history.imported", new { ProfileId = profile, BatchId = batch, count.Ratings, count.Plays, count.Listed }, now, cancel);
    }
}
