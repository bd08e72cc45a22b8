using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Imports.Keeping;

namespace Marquee.Features.Imports;

/// <summary>What became of a row, as the command line's answer says it.</summary>
sealed record RowSaid(long Place, int Line, string? Title, int? Year, string Kind, string Outcome, long? TitleId, string? Reason)
{
    const int AtATime = 5_000;

    public static RowSaid Of(PlacedRow row, long place) =>
        new(place, row.Row.Row.Line, row.Item?.Title, row.Item?.Year, row.Row.Kind, row.Row.Outcome, row.Title, row.Row.Reason);

    /// <summary>Rows that were written down, in the order of the file.</summary>
    public static Task<List<RowSaid>> ReadAsync(DbConnection connection, BatchId batch, long after, long upTo, CancellationToken cancel) => connection.QueryAsync<RowSaid>(
        """
        select place, line, title, year, coalesce(kind, 'film') as kind, outcome, title_id, reason from import_rows
        where batch_id = @batch and place > @after and place <= @upTo order by place limit @AtATime
        """, new { batch, after, upTo, AtATime }, cancel);
}
