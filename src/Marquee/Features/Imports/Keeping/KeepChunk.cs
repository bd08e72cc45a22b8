using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Tracking;
using Marquee.Importers;
using Marquee.Platform;

namespace Marquee.Features.Imports.Keeping;

/// <summary>What one transaction brought into the profile: rows of each table that are new or different.</summary>
/// <param name="Rows">The rows, and what became of each.</param>
/// <param name="Watchlisted">Titles that are new on the watchlist.</param>
/// <param name="OwnLists">Own lists that are new.</param>
sealed record Kept(IReadOnlyList<PlacedRow> Rows, int Watchlisted, int OwnLists, IReadOnlyDictionary<string, int> News)
{
    public int Of(string table) => News.GetValueOrDefault(table);
}

/// <summary>
/// Keeps one chunk of rows inside one transaction: finds the places of all, writes down what each became, and hands everything the
/// matched ones carry to where the library keeps it, by natural key. What changed is recorded, so that it can be taken back.
/// </summary>
sealed class KeepChunk(Dialect dialect, ProfileId profile, BatchId batch, int chunk, string source, ImportChoices choices, DateTimeOffset now)
{
    readonly object _owner = new { profile, batch, source, now };

    /// <param name="connection">Of the write.</param>
    /// <param name="matched">The rows.</param>
    /// <param name="first">The place of the first in the file; 0: they were written down before, and what became of them otherwise is.</param>
    /// <param name="lists">Own lists as a whole.</param>
    /// <param name="cancel">Stops before the chunk is in.</param>
    public async Task<Kept> HandleAsync(DbConnection connection, IReadOnlyList<MatchedRow> matched, IReadOnlyList<ImportedList> lists, long first, CancellationToken cancel)
    {
        // Two files of one profile at once would lock each other's rows crosswise: the second waits.
        await connection.HoldAsync(dialect, [profile], cancel);
        List<PlacedRow> rows = [.. matched.Select(row => new PlacedRow(row))];
        var episodes = new PlaceEpisodes(connection, dialect);
        await EpisodeIds.PlaceAsync(connection, dialect, rows, cancel);
        await new OwnTitles(connection, dialect, profile, batch, chunk, choices.MakesTitles, now).PlaceAsync(rows, cancel);
        await episodes.HandleAsync(rows, cancel);
        if (first > 0)
            await RowsWritten.WriteAsync(connection, batch, first, rows, cancel);

        var titles = rows.Where(row => row.Title is not null).Select(row => row.Title!.Value).Distinct().ToList();
        var record = new ChangeRecord(connection, dialect, profile, batch, chunk, titles);
        await record.BeginAsync(cancel);
        var drafts = await PlayDrafts.OfAsync(connection, dialect, profile, source, rows, episodes, cancel);
        if (drafts.Count > 0)
            await connection.BringInPlaysAsync(dialect, profile, batch, drafts, now, cancel, plays => record.BeforeJoiningAsync(plays, cancel));
        await new KeepRatings(connection, _owner, choices.Rule).HandleAsync(rows, cancel);
        await new KeepLists(connection, _owner).HandleAsync(rows, lists, source, cancel);
        await new KeepWords(connection, profile, batch, source, now, choices.Rule).HandleAsync(rows, cancel);
        await new KeepStates(connection, dialect, profile, source, now, choices.Rule).HandleAsync(rows, cancel);
        await TrackedTitles.RefreshAsync(connection, dialect, profile, [.. titles.Select(id => new TitleId(id))], now, cancel);

        var news = await record.EndAsync(cancel);
        await record.TellAsync(now, cancel);
        if (news.ContainsKey("ratings"))
            await connection.TasteChangedAsync(profile, now, cancel);
        return new Kept(rows, await CountAsync(connection, WatchlistItems, cancel), await CountAsync(connection, NewLists, cancel), news);
    }

    const string WatchlistItems =
        """
        select count(*) from import_changes c where c.batch_id = @batch and c.chunk = @chunk and c.entity = 'list_items' and c.was is null
            and exists (select 1 from lists l where l.profile_id = @profile and l.kind = 'watchlist' and c.row_key like cast(l.id as text) || ':%')
        """;

    const string NewLists =
        """
        select count(*) from import_changes c where c.batch_id = @batch and c.chunk = @chunk and c.entity = 'lists' and c.was is null
            and exists (select 1 from lists l where l.profile_id = @profile and l.kind = 'own' and c.row_key = cast(l.id as text))
        """;

    Task<int> CountAsync(DbConnection connection, string sql, CancellationToken cancel) => connection.ScalarAsync<int>(sql, new { profile, batch, chunk }, cancel);
}
