using System.Data.Common;
using System.Globalization;
using Dapper;
using Marquee.Data;
using Marquee.Features.Catalogue.Writing;
using Marquee.Features.Tracking;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Catalogue.Merging;

/// <summary>What an undo came to.</summary>
/// <param name="Restored">Things that are as they were.</param>
/// <param name="Kept">Things that somebody changed since the merge; they stay with the other title, as they are.</param>
sealed record UnmergedTitle(TitleId From, TitleId Into, int Restored, int Kept)
{
    public string Words => Kept switch
    {
        0 => "Two titles again, as they were.",
        1 => "Two titles again. One thing was changed since and stays as it is.",
        _ => string.Create(CultureInfo.InvariantCulture, $"Two titles again. {Kept:N0} things were changed since and stay as they are."),
    };
}

/// <summary>Takes a merge back, row by row, to the byte; what somebody has changed since is not the merge's any more, and stays.</summary>
sealed class UndoMerge(Database database, TimeProvider clock, IEnumerable<ITitlesWritten> listeners)
{
    sealed record Merge(TitleId FromTitleId, TitleId IntoTitleId, string Moved, DateTimeOffset? UndoneAt);

    sealed record Maker(long? MadeBy, bool Shared);

    /// <param name="by">Who wants it; null: the program, for an import that is taken back.</param>
    /// <exception cref="NotFound">There is no such merge, or it is not theirs to undo.</exception>
    public Task<UnmergedTitle> HandleAsync(long id, Editor? by, CancellationToken cancel) => database.WriteAsync(connection => HandleAsync(connection, id, by, cancel), cancel);

    /// <summary>Takes back every merge of titles that a profile's import made, before the import itself is.</summary>
    public async Task OfTitlesAsync(DbConnection connection, ProfileId maker, IReadOnlyCollection<TitleId> titles, CancellationToken cancel)
    {
        foreach (var id in await connection.QueryAsync<long>(
            $"""
            select m.id from title_merges m join titles t on t.id = m.from_title_id
            where m.undone_at is null and t.made_by = @maker and {database.Dialect.Among("m.from_title_id", "@titles")} order by m.id desc
            """, new { maker, titles = IdSet.Of(titles) }, cancel))
            await HandleAsync(connection, id, null, cancel);
    }

    async Task<UnmergedTitle> HandleAsync(DbConnection connection, long id, Editor? by, CancellationToken cancel)
    {
        await connection.AloneAsync(database.Dialect, WriteTitles.Alone, cancel);
        var merge = await connection.FirstAsync<Merge>("select from_title_id, into_title_id, moved, undone_at from title_merges where id = @id and from_title_id is not null", new { id }, cancel);
        var maker = merge is null ? null : await connection.FirstAsync<Maker>("select made_by, shared from titles where id = @FromTitleId", merge, cancel);
        if (merge is null || maker is null || (by is not null && !by.MayEdit(maker.MadeBy, maker.Shared)))
            throw new NotFound("merge_not_found", "There is no such merge.");
        if (merge.UndoneAt is not null)
            throw new Conflict("merge_undone", "This merge was undone already.");

        var now = clock.GetUtcNow();
        var rows = MergedRows.Read(merge.Moved);
        var profiles = rows.Where(row => row.Row.Has("profile_id")).Select(row => new ProfileId((long)row.Row["profile_id"]!)).Distinct().ToList();
        var lists = rows.Where(row => row.Row.Has("list_id")).Select(row => (long)row.Row["list_id"]!).Distinct().ToList();
        var scope = new MergeScope(merge.FromTitleId, merge.IntoTitleId, profiles, lists);
        await connection.HoldAsync(database.Dialect, profiles, cancel);
        // From now on the title is there again, so that what comes back has somewhere to be.
        await connection.ExecuteAsync("update titles set merged_into = null where id = @FromTitleId", merge, cancel);
        var done = await BackAsync(connection, rows, cancel);
        var kept = rows.Count(row => row.Table.Name is not "tracked_titles") - done.Count(row => row.Table.Name is not "tracked_titles");
        // Where something stayed, sums are of what is there now; else they came back with the rest.
        if (kept > 0)
            foreach (var profile in profiles)
                await TrackedTitles.RefreshAsync(connection, database.Dialect, profile, [merge.FromTitleId, merge.IntoTitleId], now, cancel);

        await MergedRows.TellAsync(connection, database.Dialect, scope, [.. done.Select(row => new MovedRow(row.Table, row.Became, row.Was))], now, cancel);
        await connection.ExecuteAsync("update title_merges set undone_at = @now, kept_on_undo = @kept where id = @id", new { id, now, kept }, cancel);
        foreach (var listener in listeners)
            await listener.OnTitlesWrittenAsync(connection, [merge.FromTitleId], cancel);
        await connection.AppendAsync("title.unmerged", new { TitleId = merge.FromTitleId, merge.IntoTitleId, MergeId = id, ProfileId = by?.Profile }, now, cancel);
        return new UnmergedTitle(merge.FromTitleId, merge.IntoTitleId, done.Count, kept);
    }

    /// <summary>First what was new goes, then what was altered is as before, then what went comes back.</summary>
    static async Task<List<MovedRow>> BackAsync(DbConnection connection, List<MovedRow> rows, CancellationToken cancel)
    {
        var untouched = new List<MovedRow>();
        foreach (var row in rows)
            if ((await CurrentAsync(connection, row, cancel))?.Json == row.Became?.Json || (row.Became is null && row.Table.Keys is ["id"]))
                untouched.Add(row);

        var done = new List<MovedRow>();
        var numbers = new Dictionary<long, long>();
        foreach (var row in untouched.Where(row => row.Was is null).Reverse())
            if (await RunAsync(connection, $"delete from {row.Table.Name} where {row.Table.KeyCondition}", row.Became!, cancel) > 0)
                done.Add(row);
        // Plays that went come first of all: others point at them.
        foreach (var row in untouched.Where(row => row is { Became: null, Table.Name: "plays" }))
            if (await ReturnPlayAsync(connection, row, numbers, cancel))
                done.Add(row);
        foreach (var row in untouched.Where(row => row is { Was: not null, Became: not null }))
        {
            var was = Pointing(row.Was!, numbers);
            if (await RunAsync(connection, $"update {row.Table.Name} set {string.Join(", ", was.Columns.Except(row.Table.Keys).Select(c => $"{c} = @{c}"))} where {row.Table.KeyCondition}", was, cancel) > 0)
                done.Add(row);
        }

        foreach (var row in untouched.Where(row => row.Became is null && row.Table.Name != "plays"))
        {
            var was = Pointing(row.Was!, numbers);
            if (await RunAsync(connection,
                $"insert into {row.Table.Name} ({string.Join(", ", was.Columns)}) values ({string.Join(", ", was.Columns.Select(c => "@" + c))}) on conflict do nothing", was, cancel) > 0)
                done.Add(row);
        }

        return done;
    }

    /// <summary>SQLite may have given its number to another play since: then it comes back under a new one, and so does what points at it.</summary>
    static async Task<bool> ReturnPlayAsync(DbConnection connection, MovedRow row, Dictionary<long, long> numbers, CancellationToken cancel)
    {
        var taken = await CurrentAsync(connection, row, cancel) is not null;
        var columns = row.Was!.Columns.Where(column => !taken || column != "id").ToList();
        var id = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            $"insert into plays ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select(c => "@" + c))}) on conflict do nothing returning id", row.Was.Parameters(), cancellationToken: cancel));
        if (id is { } number && taken)
            numbers[(long)row.Was["id"]!] = number;
        return id is not null;
    }

    static JournalRow Pointing(JournalRow row, Dictionary<long, long> numbers) =>
        row.Has("play_id") && row["play_id"] is long play && numbers.TryGetValue(play, out var number) ? row.With("play_id", number) : row;

    static async Task<JournalRow?> CurrentAsync(DbConnection connection, MovedRow row, CancellationToken cancel)
    {
        var found = (await connection.QueryAsync(new CommandDefinition($"select * from {row.Table.Name} where {row.Table.KeyCondition}", row.Row.Parameters(), cancellationToken: cancel))).FirstOrDefault();
        return found is null ? null : JournalRow.Of((IDictionary<string, object?>)found);
    }

    static Task<int> RunAsync(DbConnection connection, string sql, JournalRow row, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition(sql, row.Parameters(), cancellationToken: cancel));
}
