using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Marquee.Data;
using Marquee.Features.Catalogue.Merging;
using Marquee.Features.Imports.Keeping;
using Marquee.Features.Tracking;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Imports;

/// <summary>What taking an import back came to.</summary>
/// <param name="Restored">Things that are as they were.</param>
/// <param name="Kept">Things that somebody changed since; they stay as they are.</param>
sealed record UndoneImport(int Restored, int Kept)
{
    public string Words => (Restored, Kept) switch
    {
        (_, 0) => "Taken back: your library is as it was before this file.",
        (_, 1) => "Taken back, but for one thing that you changed since; that stays as it is.",
        _ => string.Create(CultureInfo.InvariantCulture, $"Taken back, but for {Kept:N0} things that you changed since; those stay as they are."),
    };
}

/// <summary>
/// Takes an import back, chunk by chunk from the last: what was new goes, what was overwritten or went is as before. A row that is not as
/// the import left it was changed by somebody since, and stays.
/// </summary>
sealed class UndoImport(Database database, UndoMerge undoMerge, TimeProvider clock)
{
    /// <exception cref="Conflict">It is not through, or it was taken back already.</exception>
    public Task<UndoneImport> HandleAsync(ProfileId profile, BatchId batch, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        await connection.HoldAsync(database.Dialect, [profile], cancel);
        var found = await connection.FirstAsync<Found>("select coalesce(phase, status) as status, chunks from import_batches where id = @batch and profile_id = @profile", new { batch, profile }, cancel)
            ?? throw new NotFound("import_not_found", "There is no such import.");
        if (found.Status is not ("done" or "failed" or "undone"))
            throw new Conflict("import_not_done", found.Status == "ready" ? "Nothing of this file is in yet." : "This import is not through yet.");
        if (found.Status == "undone")
            throw new Conflict("import_undone", "This import was taken back already.");

        // What this import made and what has become another title since is itself again first.
        await undoMerge.OfTitlesAsync(connection, profile,
            await connection.QueryAsync<TitleId>("select cast(row_key as bigint) from import_changes where batch_id = @batch and entity = 'titles'", new { batch }, cancel), cancel);

        var now = clock.GetUtcNow();
        var (restored, kept) = (0, 0);
        var titles = new HashSet<long>();
        for (var chunk = found.Chunks; chunk > 0; chunk--)
            foreach (var table in ImportTable.All)
            {
                var done = await BackAsync(connection, table, profile, batch, chunk, now, titles, cancel);
                if (table.Name is not ("tracked_titles" or "lists"))
                    (restored, kept) = (restored + done.Restored, kept + done.Kept);
            }

        // Where something stayed, the sums are of what stayed.
        await TrackedTitles.RefreshAsync(connection, database.Dialect, profile, [.. titles.Select(id => new TitleId(id))], now, cancel);
        await ForgetTitlesAsync(connection, profile, batch, cancel);
        await connection.TasteChangedAsync(profile, now, cancel);
        await connection.ExecuteAsync(
            "update import_batches set status = 'undone', undone_at = @now, left_on_undo = @kept, message = @words where id = @batch and profile_id = @profile",
            new { batch, profile, now, kept, words = new UndoneImport(restored, kept).Words }, cancel);
        await connection.ExecuteAsync("delete from import_files where batch_id = @batch", new { batch }, cancel);
        await connection.AppendAsync("history.undone", new { ProfileId = profile, BatchId = batch, Restored = restored, Kept = kept }, now, cancel);
        return new UndoneImport(restored, kept);
    }, cancel);

    async Task<UndoneImport> BackAsync(
        DbConnection connection, ImportTable table, ProfileId profile, BatchId batch, int chunk, DateTimeOffset now, HashSet<long> left, CancellationToken cancel)
    {
        var dialect = database.Dialect;
        var recorded = await connection.QueryAsync<Recorded>(
            "select id, row_key, was, became from import_changes where batch_id = @batch and chunk = @chunk and entity = @Name order by id desc", new { batch, chunk, table.Name }, cancel);
        if (recorded.Count == 0)
            return new UndoneImport(0, 0);

        var about = new { profile, batch, titles = IdSet.Of(recorded.Select(TitleOf).OfType<long>().Distinct()) };
        var where = recorded.Exists(r => TitleOf(r) is null) ? table.WhereAll : table.Where(dialect);
        var current = (await connection.QueryAsync<Current>(
            $"select {table.Key} as k, {await table.RowAsync(connection, dialect, cancel)} as j, {table.Guard} as free from {table.Name} where {where}",
            about, cancel)).ToDictionary(row => row.K);
        var mine = recorded.Where(r => current.GetValueOrDefault(r.RowKey)?.J == r.Became && (r.Was is not null || current[r.RowKey].Free)).ToList();
        foreach (var other in recorded.Except(mine))
            if (TitleOf(other) is { } title)
                left.Add(title);

        await connection.ExecuteAsync(
            $"delete from {table.Name} where {where} and {dialect.Among(table.Key, "@keys")}",
            new { about.profile, about.batch, about.titles, keys = new TextSet(mine.Where(r => r.Was is null).Select(r => r.RowKey)) }, cancel);
        foreach (var row in mine.Where(r => r.Was is not null))
            await RestoreAsync(connection, table, where, row, about);
        if (table.Entity is not null)
            await connection.ChangedAsync(dialect, profile, [.. mine.Select(r => new Change(table.Entity, r.RowKey, r.Was is null))], now, cancel);
        return new UndoneImport(mine.Count, recorded.Count - mine.Count);
    }

    static Task<int> RestoreAsync(DbConnection connection, ImportTable table, string where, Recorded row, object about)
    {
        using var json = JsonDocument.Parse(row.Was!);
        var parameters = new DynamicParameters(about);
        parameters.Add("the_key", row.RowKey);
        var columns = new List<string>();
        foreach (var column in json.RootElement.EnumerateObject())
        {
            columns.Add(column.Name);
            parameters.Add("c_" + column.Name, column.Value.ValueKind switch
            {
                JsonValueKind.String => column.Value.GetString(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number => column.Value.TryGetInt64(out var whole) ? whole : column.Value.GetDouble(),
                _ => null,
            });
        }

        // What hangs on a row that is there stays on it.
        return connection.ExecuteAsync(row.Became is null
            ? $"insert into {table.Name} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select(c => "@c_" + c))}) on conflict do nothing"
            : $"update {table.Name} set {string.Join(", ", columns.Select(c => $"{c} = @c_{c}"))} where {where} and {table.Key} = @the_key", parameters);
    }

    // A title that it made goes when nobody has anything to do with it.
    static Task<int> ForgetTitlesAsync(DbConnection connection, ProfileId profile, BatchId batch, CancellationToken cancel) => connection.ExecuteAsync(
        """
        delete from titles where manual and made_by = @profile
            and cast(id as text) in (select row_key from import_changes where batch_id = @batch and entity = 'titles')
            and not exists (select 1 from tracked_titles x where x.title_id = titles.id) and not exists (select 1 from list_items x where x.title_id = titles.id)
            and not exists (select 1 from reviews x where x.title_id = titles.id) and not exists (select 1 from watch_progress x where x.title_id = titles.id)
        """, new { profile, batch }, cancel);

    static long? TitleOf(Recorded row)
    {
        using var json = JsonDocument.Parse((row.Became ?? row.Was)!);
        return json.RootElement.TryGetProperty("title_id", out var title) ? title.GetInt64() : null;
    }

    sealed record Found(string Status, int Chunks);

    sealed record Recorded(long Id, string RowKey, string? Was, string? Became);

    sealed record Current(string K, string J, bool Free);
}
