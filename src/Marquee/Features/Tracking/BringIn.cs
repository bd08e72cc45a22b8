using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Tracking.Plays;
using Marquee.Platform;

namespace Marquee.Features.Tracking;

/// <summary>
/// The door for histories that come from elsewhere, by the thousand: imports, media servers, synchronisation. Call inside one write; the
/// rules, the change feed, the taste and the outbox are seen to. What a person does by hand goes through the journal instead, which can be taken back.
/// </summary>
static class BringIn
{
    /// <summary>Keeps viewings of a batch. Safe to run twice: what the source told before is known.</summary>
    /// <param name="aboutToJoin">Hears of the plays that are there and will be told of by this batch too, before anything of them changes.</param>
    public static async Task<KeptPlays> BringInPlaysAsync(
        this DbConnection connection, Dialect dialect, ProfileId profile, BatchId? batch, IReadOnlyList<PlayDraft> drafts, DateTimeOffset now, CancellationToken cancel,
        Func<IReadOnlyCollection<long>, Task>? aboutToJoin = null)
    {
        await connection.HoldAsync(dialect, [profile], cancel);
        var titles = drafts.Select(d => d.Title).Distinct().ToList();
        var listed = await ListedAsync(connection, dialect, profile, titles, cancel);
        var kept = await new KeepPlays(connection, dialect, profile, batch, now).HandleAsync(drafts, TimeSpan.Zero, cancel, aboutToJoin);
        var left = listed.Except(await ListedAsync(connection, dialect, profile, titles, cancel));
        await connection.ChangedAsync(dialect, profile,
            [.. kept.Added.Concat(kept.Joined).Select(id => new Change("play", $"{id}")), .. left.Select(item => new Change("list_item", item, Gone: true))], now, cancel);
        if (kept.Added.Count > 0)
        {
            await connection.TasteChangedAsync(profile, now, cancel);
            await connection.AppendAsync("plays.brought", new { ProfileId = profile, BatchId = batch, Count = kept.Added.Count }, now, cancel);
        }

        return kept;
    }

    /// <summary>
    /// After own statements wrote or deleted ratings, list items, tags, notes or copies in bulk: makes the sums anew and tells feed and taste.
    /// </summary>
    /// <param name="changes">Each thing with its entity: <c>rating</c> 19, <c>list_item</c> 3:19, <c>tag</c> 19:noir, <c>review</c> 7.</param>
    public static async Task BroughtInAsync(
        this DbConnection connection, Dialect dialect, ProfileId profile, IReadOnlyCollection<TitleId> titles, IReadOnlyCollection<Change> changes, bool isTaste,
        DateTimeOffset now, CancellationToken cancel)
    {
        await TrackedTitles.RefreshAsync(connection, dialect, profile, titles, now, cancel);
        await connection.ChangedAsync(dialect, profile, changes, now, cancel);
        if (isTaste && changes.Count > 0)
            await connection.TasteChangedAsync(profile, now, cancel);
    }

    /// <summary>
    /// Takes a batch's plays back: a viewing that another source told of as well stays, with what that one said.
    /// </summary>
    public static async Task<int> ForgetPlaysAsync(
        this DbConnection connection, Dialect dialect, ProfileId profile, BatchId batch, DateTimeOffset now, CancellationToken cancel)
    {
        await connection.HoldAsync(dialect, [profile], cancel);
        var touched = await connection.QueryAsync<Touched>(
            """
            select p.id, p.title_id from plays p where p.profile_id = @profile
                and (p.batch_id = @batch or exists (select 1 from play_sources o where o.play_id = p.id and o.batch_id = @batch))
            """, new { profile, batch }, cancel);
        await connection.ExecuteAsync("delete from play_sources where profile_id = @profile and batch_id = @batch", new { profile, batch }, cancel);
        // Who told of it next tells of it first now.
        foreach (var heir in await connection.QueryAsync<Heir>(
            """
            select p.id as play_id, o.id, o.source, o.source_event_id, o.watched_at, o.precision, o.batch_id from plays p join play_sources o on o.play_id = p.id
            where p.profile_id = @profile and p.batch_id = @batch and o.id = (select min(i.id) from play_sources i where i.play_id = p.id)
            """, new { profile, batch }, cancel))
        {
            await connection.ExecuteAsync("delete from play_sources where id = @Id and profile_id = @profile", new { heir.Id, profile }, cancel);
            await connection.ExecuteAsync(
                "update plays set source = @Source, source_event_id = @SourceEventId, batch_id = @BatchId where id = @PlayId and profile_id = @profile",
                new { heir.Source, heir.SourceEventId, heir.BatchId, heir.PlayId, profile }, cancel);
            await PlayTimes.SetAsync(connection, profile, heir.PlayId, new Telling(heir.WatchedAt, heir.Precision, heir.Source), now, cancel);
        }

        var gone = await connection.ExecuteAsync("delete from plays where profile_id = @profile and batch_id = @batch", new { profile, batch }, cancel);
        var left = (await connection.QueryAsync<long>(
            $"select id from plays where profile_id = @profile and {dialect.Among("id", "@ids")}", new { profile, ids = IdSet.Of(touched.Select(t => t.Id)) }, cancel)).ToHashSet();
        await connection.BroughtInAsync(dialect, profile, [.. touched.Select(t => t.TitleId).Distinct()],
            [.. touched.Select(t => new Change("play", $"{t.Id}", !left.Contains(t.Id)))], isTaste: true, now, cancel);
        return gone;
    }

    static Task<List<string>> ListedAsync(DbConnection connection, Dialect dialect, ProfileId profile, IReadOnlyCollection<TitleId> titles, CancellationToken cancel) =>
        connection.QueryAsync<string>(
            $"""
            select cast(i.list_id as text) || ':' || cast(i.title_id as text) from list_items i join lists l on l.id = i.list_id
            where l.profile_id = @profile and l.kind = 'watchlist' and {dialect.Among("i.title_id", "@titles")}
            """, new { profile, titles = IdSet.Of(titles) }, cancel);

    sealed record Touched(long Id, TitleId TitleId);

    sealed record Heir(long PlayId, long Id, string Source, string? SourceEventId, DateTimeOffset? WatchedAt, string Precision, BatchId? BatchId);
}
