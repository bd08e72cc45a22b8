using System.Data.Common;
using Marquee.Data;
using Marquee.Importers;
using Marquee.Platform;

namespace Marquee.Features.Imports;

/// <summary>
/// Writes one chunk of rows inside one transaction: the rows themselves with their outcome, and what the matched ones say as
/// ratings, plays and watchlist. Everything is staged by bulk copy and then written by natural key.
/// </summary>
sealed class KeepRows(ProfileId profile, BatchId batch, string source, DateTimeOffset now)
{
    static readonly string[] RowColumns = ["batch_id", "file", "line", "outcome", "title", "year", "title_id", "matched_by", "reason", "candidates", "record"];
    static readonly string[] StagedColumns = ["title_id", "value", "at", "precision", "event_id", "place"];

    readonly object _owner = new { profile, batch, source, now };

    public async Task<Kept> HandleAsync(DbConnection connection, IReadOnlyList<MatchedRow> rows, CancellationToken cancel)
    {
        // Two files of one profile at once would lock each other's rows crosswise: its own row makes the second wait.
        await connection.ExecuteAsync("update profiles set last_seen_at = @now where id = @profile", _owner, cancel);
        await connection.BulkCopyAsync("import_rows", RowColumns, rows.Select(Columns), cancel);
        await connection.ExecuteAsync(
            "create temp table if not exists staged (title_id bigint, value integer, at bigint, precision text, event_id text, place integer)", null, cancel);

        // What a row says of one episode is not said of the show.
        var matched = rows.Where(row => row.TitleId is not null && row.Item!.Episode is null).Select(row => (Title: row.TitleId!.Value, Item: row.Item!)).ToList();
        var kept = new Kept(
            await KeepAsync(connection, StagedRatings(matched), KeepHistory.Ratings, cancel),
            await KeepAsync(connection, StagedPlays(matched), KeepHistory.Plays, cancel),
            await KeepAsync(connection, StagedWatchlist(matched), KeepHistory.Watchlist, cancel));
        if (kept.Ratings + kept.Plays > 0)
            await connection.TasteChangedAsync(profile, now, cancel);
        return kept;
    }

    async Task<int> KeepAsync(DbConnection connection, List<object?[]> staged, IReadOnlyList<(string Sql, bool Counts)> statements, CancellationToken cancel)
    {
        if (staged.Count == 0)
            return 0;
        await connection.ExecuteAsync("delete from staged", null, cancel);
        await connection.BulkCopyAsync("staged", StagedColumns, staged, cancel);
        var news = 0;
        foreach (var (sql, counts) in statements)
            news += await connection.ExecuteAsync(sql, _owner, cancel) is var changed && counts ? changed : 0;
        return news;
    }

    // One for each title: the latest that is dated, else the last given.
    static List<object?[]> StagedRatings(List<(long Title, ImportedItem Item)> matched) =>
    [
        .. from row in matched
           where row.Item.Rating is not null
           group row.Item by row.Title into title
           let item = title.Aggregate((best, next) => (next.RatedAt ?? DateTimeOffset.MinValue) >= (best.RatedAt ?? DateTimeOffset.MinValue) ? next : best)
           select Staged(title.Key, value: item.Rating, at: item.RatedAt),
    ];

    static List<object?[]> StagedPlays(List<(long Title, ImportedItem Item)> matched) =>
    [
        .. from row in matched
           where row.Item.Viewing is not null
           let viewing = row.Item.Viewing!
           select Staged(row.Title, at: viewing.At, precision: RowOutcomes.Precision(viewing.Precision), eventId: row.Item.SourceEventId),
    ];

    static List<object?[]> StagedWatchlist(List<(long Title, ImportedItem Item)> matched) =>
    [
        .. matched.Where(row => row.Item.OnWatchlist).DistinctBy(row => row.Title)
            .Select((row, place) => Staged(row.Title, at: row.Item.ListedAt, place: place)),
    ];

    static object?[] Staged(long title, int? value = null, DateTimeOffset? at = null, string? precision = null, string? eventId = null, int place = 0) =>
        [title, value, at?.ToUnixTimeMilliseconds(), precision, eventId, place];

    object?[] Columns(MatchedRow row) =>
    [
        batch.Value, row.Row.File, row.Row.Line, row.Outcome, row.Item?.Title, row.Item?.Year, row.TitleId,
        row.TitleId is null ? null : row.Match!.MatchedBy, row.Reason, row.Candidates, row.Record,
    ];
}
