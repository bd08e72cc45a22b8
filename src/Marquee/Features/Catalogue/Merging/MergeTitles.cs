using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Catalogue.Writing;
using Marquee.Features.Tracking;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Catalogue.Merging;

/// <summary>A merge that was made.</summary>
/// <param name="Moved">How many things of how many people went along.</param>
sealed record MergedTitle(long Id, TitleId From, TitleId Into, int Moved, int People);

/// <summary>
/// Makes a manual title one with a title that is here: everybody's things move to that one, the old address leads there, and all of it can be undone. In one transaction.
/// The title's own row stays, out of sight, so that nothing that was kept with it is lost.
/// </summary>
sealed class MergeTitles(Database database, TimeProvider clock, IEnumerable<ITitlesWritten> listeners)
{
    sealed record Row(TitleId Id, string Kind, string Title, int? Year, bool Manual, long? MadeBy, bool Shared, long? MergedInto)
    {
        public bool IsForEverybody => MadeBy is null || Shared;
    }

    /// <param name="by">Who wants it; null: the program itself, which found that they are the same.</param>
    /// <exception cref="NotFound">One of them is not there for them.</exception>
    /// <exception cref="Conflict">They cannot be one.</exception>
    public Task<MergedTitle> HandleAsync(TitleId from, TitleId into, Editor? by, CancellationToken cancel) =>
        database.WriteAsync(connection => HandleAsync(connection, from, into, by, cancel), cancel);

    /// <summary>The same within the caller's transaction.</summary>
    public async Task<MergedTitle> HandleAsync(DbConnection connection, TitleId from, TitleId into, Editor? by, CancellationToken cancel)
    {
        await connection.AloneAsync(database.Dialect, WriteTitles.Alone, cancel);
        var sight = by?.Sight ?? TitleSight.Everything;
        var was = await FindAsync(connection, from, sight, cancel);
        var known = await FindAsync(connection, into, sight, cancel);
        Check(was, known, by);

        var now = clock.GetUtcNow();
        var scope = await MergeScope.FindAsync(connection, database.Dialect, from, into, cancel);
        await connection.HoldAsync(database.Dialect, scope.Profiles, cancel);
        var before = await MergedRows.ReadAsync(connection, database.Dialect, scope, cancel);
        await new MoveThings(connection, from, into, now).HandleAsync(cancel);
        foreach (var profile in scope.Profiles)
            await TrackedTitles.RefreshAsync(connection, database.Dialect, profile, [into], now, cancel);
        var moved = MergedRows.Differences(before, await MergedRows.ReadAsync(connection, database.Dialect, scope, cancel));

        await connection.ExecuteAsync("update titles set merged_into = @into where id = @from", new { from, into }, cancel);
        var id = await connection.ScalarAsync<long>(
            """
            insert into title_merges (from_title, from_title_id, into_title_id, moved, merged_by, merged_at, automatic)
            values (@was, @from, @into, @rows, @by, @now, @automatic) returning id
            """,
            new { was = System.Text.Json.JsonSerializer.Serialize(new { was.Title, was.Year, was.Kind }), from, into, rows = MergedRows.Write(moved), by = by?.Profile, now, automatic = by is null }, cancel);
        await MergedRows.TellAsync(connection, database.Dialect, scope, moved, now, cancel);
        foreach (var listener in listeners)
            await listener.OnTitlesWrittenAsync(connection, [from], cancel);
        await connection.AppendAsync("title.merged", new { TitleId = from, IntoTitleId = into, MergeId = id, ProfileId = by?.Profile }, now, cancel);
        return new MergedTitle(id, from, into, moved.Count(row => row.Became is not null), scope.Profiles.Count);
    }

    static async Task<Row> FindAsync(DbConnection connection, TitleId id, TitleSight sight, CancellationToken cancel) =>
        await connection.FirstAsync<Row>($"select id, kind, title, year, manual, made_by, shared, merged_into from titles where id = @id and merged_into is null and {sight.Allows()}", new { id }, cancel)
        ?? throw new NotFound("title_not_found", "There is no such title.");

    static void Check(Row was, Row known, Editor? by)
    {
        if (was.Id == known.Id)
            throw new Invalid("merge_same", "That is the same title. Choose the other one.", "into");
        if (!was.Manual)
            throw new Conflict("title_not_manual", "Only a title that somebody wrote can become another one.");
        if (by is not null && !by.MayEdit(was.MadeBy, was.Shared))
            throw new Forbidden("title_not_yours", "Whoever wrote this title merges it, or an admin.");
        if (was.Kind != known.Kind)
            throw new Invalid("merge_kind", "A film and a show cannot be one title.", "into");
        // What everybody has would end up with something that one alone may see.
        if (was.IsForEverybody && !known.IsForEverybody)
            throw new Conflict("merge_hides", "The other title is yours alone: share it first, or merge the other way round.");
    }
}
