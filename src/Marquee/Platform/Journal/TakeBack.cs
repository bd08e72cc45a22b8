using System.Data.Common;
using System.Text.Json;
using Dapper;
using Marquee.Data;
using Marquee.Platform.Errors;

namespace Marquee.Platform;

/// <summary>What must follow when rows came back: sums are made anew.</summary>
interface ITakenBack
{
    Task FollowAsync(DbConnection connection, ProfileId profile, IReadOnlyCollection<TitleId> titles, DateTimeOffset now, CancellationToken cancel);
}

/// <summary>A step that was taken back.</summary>
/// <param name="Words">What it was.</param>
/// <param name="Restored">How many things are as they were.</param>
/// <param name="Kept">How many were changed since and stay as they are.</param>
sealed record TakenBack(long Id, string Words, int Restored, int Kept);

/// <summary>
/// Takes a change back: rows that were new go, those that went come back, those that were altered are as before. A row that somebody
/// changed since stays as it is, for that change was not the one taken back.
/// </summary>
sealed class TakeBack(Database database, CurrentProfile current, RequestKey key, IEnumerable<ITakenBack> followers, TimeProvider clock)
{
    /// <exception cref="NotFound">There is no such step of this profile.</exception>
    /// <exception cref="Conflict">It was taken back already.</exception>
    public async Task<TakenBack> HandleAsync(long id, CancellationToken cancel)
    {
        var profile = await current.FindAsync(cancel) ?? throw NoStep();
        return await database.WriteAsync(connection => TakeBackAsync(connection, profile.Id, id, cancel), cancel);
    }

    async Task<TakenBack> TakeBackAsync(DbConnection connection, ProfileId profile, long id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await connection.HoldAsync(database.Dialect, [profile], cancel);
        await key.TakeAsync(connection, profile, cancel);
        var step = await connection.FirstAsync<Step>(
            "select kind, words, body, undone_at from undo_steps where id = @id and profile_id = @profile", new { id, profile }, cancel) ?? throw NoStep();
        if (step.UndoneAt is not null)
            throw new Conflict("undone_already", "That was taken back already.");

        var changes = Changes(step.Body);
        var done = new List<JournalChange>();
        var moved = new Dictionary<(string Table, long Id), long>();
        // Parts go before what they belong to, and come back after it.
        foreach (var change in changes.Where(c => c.Before is null).Reverse().Concat(changes.Where(c => c.Before is not null)))
            if (await MayAsync(connection, profile, change, cancel) && await RestoreAsync(connection, change, moved, cancel) is { } restored)
                done.Add(restored);

        await TellOthersAsync(connection, profile, done, now, cancel);
        var titles = done.Where(c => c.Row.Has("title_id")).Select(c => new TitleId((long)c.Row["title_id"]!)).Distinct().ToList();
        foreach (var follower in followers)
            await follower.FollowAsync(connection, profile, titles, now, cancel);
        await Journal.TellAsync(connection, database.Dialect, profile, done, now, cancel);
        await connection.ExecuteAsync("update undo_steps set undone_at = @now where id = @id and profile_id = @profile", new { id, profile, now }, cancel);
        await connection.AppendAsync("change.undone", new { ProfileId = profile, StepId = id, step.Kind }, now, cancel);
        var taken = new TakenBack(id, step.Words, done.Count, changes.Count - done.Count);
        await key.KeepAsync(connection, profile, taken, cancel);
        return taken;
    }

    // Who works on a list hears of it as well.
    async Task TellOthersAsync(DbConnection connection, ProfileId profile, List<JournalChange> done, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var list in done.Where(c => c.Table.Name == "list_items").GroupBy(c => (long)c.Row["list_id"]!))
            foreach (var other in await connection.QueryAsync<ProfileId>(
                "select profile_id from lists where id = @list union select profile_id from list_collaborators where list_id = @list", new { list = list.Key }, cancel))
                if (other != profile)
                    await Journal.TellAsync(connection, database.Dialect, other, [.. list], now, cancel);
    }

    /// <summary>Whether the profile may still change the list that a row belongs to.</summary>
    static async Task<bool> MayAsync(DbConnection connection, ProfileId profile, JournalChange change, CancellationToken cancel) =>
        !change.Table.Name.StartsWith("list", StringComparison.Ordinal) || !(change.Row.Has("list_id") || change.Row.Has("share_secret"))
        || await connection.ScalarAsync<int>(
            """
            select count(*) from lists l where l.id = @list and (l.profile_id = @profile or exists
                (select 1 from list_collaborators c where c.list_id = l.id and c.profile_id = @profile))
            """, new { list = change.Row[change.Row.Has("list_id") ? "list_id" : "id"], profile }, cancel) > 0
        || (change.Table.Name == "lists" && change.Before is not null && (long)change.Before["profile_id"]! == profile.Value);

    /// <returns>What was changed just now; null when the row is no longer as the step left it.</returns>
    static async Task<JournalChange?> RestoreAsync(
        DbConnection connection, JournalChange change, Dictionary<(string Table, long Id), long> moved, CancellationToken cancel)
    {
        var table = change.Table;
        if (table.Parent is { } parent && moved.TryGetValue((parent.Table, (long)change.Row[parent.Column]!), out var home))
            change = change with { Before = change.Before?.With(parent.Column, home), After = change.After?.With(parent.Column, home) };
        var found = (await connection.QueryAsync(new CommandDefinition(
            $"select {table.Selected} from {table.Name} where {table.KeyCondition}", change.Row.Parameters(), cancellationToken: cancel))).FirstOrDefault();
        var current = found is null ? null : JournalRow.Of((IDictionary<string, object?>)found);
        // Numbers are given once; a database from before that may hold another row under it: then the row comes back under a new one.
        if (change is { After: null, Before: { } lost } && current is not null && table.Keys is ["id"])
            return await ReturnAsync(connection, table, lost, moved, cancel);
        if (current?.Json != change.After?.Json)
            return null;

        var before = change.Before;
        // A version counts on, so that who holds the one in between is told.
        if (before is not null && current is not null && before.Has("version"))
            before = before.With("version", (long)current["version"]! + 1);
        var sql = (before, current) switch
        {
            (null, _) => $"delete from {table.Name} where {table.KeyCondition}",
            (_, null) => $"insert into {table.Name} ({string.Join(", ", before.Columns)}) select {string.Join(", ", before.Columns.Select(c => "@" + c))} where {table.ParentIsThere} on conflict do nothing",
            _ => $"update {table.Name} set {string.Join(", ", before.Columns.Except(table.Keys).Select(c => $"{c} = @{c}"))} where {table.KeyCondition}",
        };
        if (before is null && current is null)
            return null;
        var touched = await connection.ExecuteAsync(new CommandDefinition(sql, (before ?? current!).Parameters(), cancellationToken: cancel));
        return touched == 0 ? null : new JournalChange(table, current, before);
    }

    static async Task<JournalChange?> ReturnAsync(
        DbConnection connection, JournalTable table, JournalRow lost, Dictionary<(string Table, long Id), long> moved, CancellationToken cancel)
    {
        var columns = lost.Columns.Where(c => c != "id").ToList();
        var id = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            $"insert into {table.Name} ({string.Join(", ", columns)}) select {string.Join(", ", columns.Select(c => "@" + c))} where {table.ParentIsThere} on conflict do nothing returning id",
            lost.Parameters(), cancellationToken: cancel));
        if (id is null)
            return null;
        moved[(table.Name, (long)lost["id"]!)] = id.Value;
        return new JournalChange(table, null, lost.With("id", id.Value));
    }

    static List<JournalChange> Changes(string body)
    {
        using var json = JsonDocument.Parse(body);
        var order = JournalTable.All.Select((table, place) => (table.Name, place)).ToDictionary(t => t.Name, t => t.place);
        return [.. json.RootElement.EnumerateArray()
            .Select(c => new JournalChange(JournalTable.Named(c.GetProperty("t").GetString()!), Row(c, "b"), Row(c, "a")))
            .OrderBy(c => order[c.Table.Name])];
    }

    static JournalRow? Row(JsonElement change, string side) =>
        change.TryGetProperty(side, out var row) && row.ValueKind == JsonValueKind.Object ? JournalRow.Read(row) : null;

    static NotFound NoStep() => new("undo_not_found", "There is nothing to take back under this number.");

    sealed record Step(string Kind, string Words, string Body, DateTimeOffset? UndoneAt);
}
