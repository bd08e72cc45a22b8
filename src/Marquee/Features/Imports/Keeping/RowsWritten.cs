using System.Data.Common;
using System.Text.Json;
using Marquee.Data;
using Marquee.Features.Imports.Passes;
using Marquee.Importers;

namespace Marquee.Features.Imports.Keeping;

/// <summary>The rows of a file as they are written down: what each says, which title it means and why.</summary>
static class RowsWritten
{
    static readonly string[] Columns =
        ["batch_id", "file", "line", "outcome", "title", "year", "title_id", "matched_by", "reason", "candidates", "record", "place", "kind", "alike", "conflict"];

    static readonly string[] CorrectedColumns = ["place", "outcome", "title_id", "reason"];

    public static Task WriteAsync(DbConnection connection, BatchId batch, long first, IReadOnlyList<PlacedRow> rows, CancellationToken cancel) =>
        connection.BulkCopyAsync("import_rows", Columns, rows.Select((row, order) => new object?[]
        {
            batch.Value, row.Row.Row.File, row.Row.Row.Line, row.Row.Outcome, row.Item?.Title, row.Item?.Year, row.Title,
            row.Title is null ? null : row.Row.MatchedBy, row.Row.Reason, row.Row.Candidates, row.Row.Record, first + order, row.Row.Kind, row.Row.Alike,
            row.Conflict is { } conflict ? JsonSerializer.Serialize(conflict, JsonSerializerOptions.Web) : null,
        }), cancel);

    /// <summary>The rows of a chunk as the preview left them and as somebody decided since; none where there was no preview.</summary>
    public static async Task<Dictionary<long, WrittenRow>> ReadAsync(DbConnection connection, BatchId batch, FileChunk chunk, bool pendingOnly, CancellationToken cancel) =>
        (await connection.QueryAsync<WrittenRow>(
            $"select place, outcome, title_id, matched_by, reason, candidates, kind, decision from import_rows where batch_id = @batch and place between @First and @Last {(pendingOnly ? "and pending" : "")}",
            new { batch, chunk.First, chunk.Last }, cancel)).ToDictionary(row => row.Place);

    /// <summary>Where bringing in made something else of a row than the preview said, that is written down.</summary>
    public static async Task CorrectAsync(DbConnection connection, BatchId batch, IReadOnlyList<(WrittenRow Before, PlacedRow After)> rows, CancellationToken cancel)
    {
        var changed = rows.Where(row => row.Before.Outcome != row.After.Row.Outcome || row.Before.TitleId != row.After.Title).ToList();
        if (changed.Count == 0)
            return;
        await connection.ExecuteAsync("create temp table if not exists import_corrected (place bigint, outcome text, title_id bigint, reason text)", null, cancel);
        await connection.ExecuteAsync("delete from import_corrected", null, cancel);
        await connection.BulkCopyAsync("import_corrected", CorrectedColumns, changed.Select(row => new object?[] { row.Before.Place, row.After.Row.Outcome, row.After.Title, row.After.Row.Reason }), cancel);
        await connection.ExecuteAsync(
            """
            update import_rows set outcome = c.outcome, title_id = c.title_id, reason = c.reason from import_corrected c
            where import_rows.batch_id = @batch and import_rows.place = c.place
            """, new { batch }, cancel);
    }
}

/// <summary>A row that was written down before.</summary>
sealed record WrittenRow(long Place, string Outcome, long? TitleId, string? MatchedBy, string? Reason, string? Candidates, string? Kind, string? Decision)
{
    /// <summary>The row of the file with what is known of it.</summary>
    public MatchedRow Of(ExportRow row)
    {
        // A title may have gone from the catalogue since.
        var isLost = Outcome == RowOutcomes.Matched && TitleId is null;
        return new MatchedRow(row, row as ImportedItem, null, isLost ? RowOutcomes.Unmatched : Outcome, Reason ?? "")
        {
            TitleId = Outcome == RowOutcomes.Ignored ? null : TitleId,
            MatchedBy = MatchedBy,
            Candidates = Candidates,
            Kind = Kind ?? "film",
            Decision = Decision,
        };
    }
}
