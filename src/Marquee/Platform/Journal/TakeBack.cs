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
sealed class TakeBack(Database database, CurrentProfile current, IEnumerable<ITakenBack> followers, TimeProvider clock)
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
        var step = await connection.FirstAsync<Step>(
            "select kind, words, body, undone_at from undo_steps where id = @id and profile_id = @profile", new { id, profile }, cancel) ?? throw NoStep();
        if (step.UndoneAt is not null)
            throw new Conflict("undone_already", "That was taken back already.");

        var changes = Changes(step.Body);
        var done = new List<JournalChange>();
        // Parts go before what they belong to, and come back after it.
        foreach (var change in changes.Where(c => c.Before is null).Reverse().Concat(changes.Where(c => c.Before is not null)))
            if (await RestoreAsync(connection, change, cancel) is { } restored)
                done.Add(restored);

        var titles = done.Where(c => c.Row.Has("title_id")).Select(c => new TitleId((long)c.Row["title_id"]!)).Distinct().ToList();
        foreach (var follower in followers)
            await follower.FollowAsync(connection, profile, titles, now, cancel);
        await Journal.TellAsync(connection, database.Dialect, profile, done, now, cancel);
        await connection.ExecuteAsync("update undo_steps set undone_at = @now where id = @id and profile_id = @profile", new { id, profile, now }, cancel);
        await connection.AppendAsync("change.undone", new { ProfileId = profile, StepId = id, step.Kind }, now, cancel);
        return new TakenBack(id, step.Words, done.Count, changes.Count - done.Count);
    }

    /// <returns>What was changed just now; null when the row is no longer as the step left it.</returns>
    static async Task<JournalChange?> RestoreAsync(DbConnection connection, JournalChange change, CancellationToken cancel)
    {
        var table = change.Table;
        var found = (await connection.QueryAsync(new CommandDefinition(
            $"select {table.Selected} from {table.Name} where {table.KeyCondition}", change.Row.Parameters(), cancellationToken: cancel))).FirstOrDefault();
        var current = found is null ? null : JournalRow.Of((IDictionary<string, object?>)found);
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
