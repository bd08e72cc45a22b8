using System.Data.Common;
using System.Text.Json;
using Marquee.Data;

namespace Marquee.Platform;

/// <summary>What a change led to.</summary>
/// <param name="Value">The handler's own result.</param>
/// <param name="UndoId">The step that takes it back; null when nothing changed.</param>
sealed record Written<T>(T Value, long? UndoId);

/// <summary>How a change is called where it can be taken back.</summary>
/// <param name="Kind">Stable, for programs: <c>play.logged</c>.</param>
/// <param name="Words">For people: "Marked 8 episodes of Lost".</param>
sealed record JournalTitle(string Kind, string Words);

/// <summary>
/// The one door through which a profile's things change. In one transaction: others who would change them wait, the rows are read as they
/// were, the work is done, the rows are read as they are; what differs goes into the change feed and becomes a step that can be taken back,
/// and the taste is counted on. A request that was carried out before is not carried out again.
/// </summary>
sealed class Journal(Database database, RequestKey key, TimeProvider clock)
{
    const int StepsKept = 100;

    /// <param name="profile">Whose hand it is.</param>
    /// <param name="title">How the step is called.</param>
    /// <param name="scopes">Every row the work may touch.</param>
    /// <param name="work">The work, with the moment of the change.</param>
    /// <param name="cancel">Stops before the change is made.</param>
    /// <param name="audience">Whose feeds tell of it; the profile's own when left out.</param>
    public Task<Written<T>> WriteAsync<T>(
        ProfileId profile, JournalTitle title, IReadOnlyList<JournalScope> scopes, Func<DbConnection, DateTimeOffset, Task<T>> work, CancellationToken cancel,
        IReadOnlyCollection<ProfileId>? audience = null) =>
        database.WriteAsync(async connection =>
        {
            var now = clock.GetUtcNow();
            var hearers = (audience ?? []).Append(profile).Distinct().ToList();
            await connection.HoldAsync(database.Dialect, hearers, cancel);
            await key.TakeAsync(connection, profile, cancel);

            var before = await ReadAsync(connection, scopes, cancel);
            var value = await work(connection, now);
            var changes = Differences(before, await ReadAsync(connection, scopes, cancel));

            long? step = changes.Count == 0 ? null : await StepAsync(connection, profile, title, changes, now, cancel);
            foreach (var hearer in hearers)
                await TellAsync(connection, database.Dialect, hearer, changes, now, cancel);
            var written = new Written<T>(value, step);
            await key.KeepAsync(connection, profile, value, cancel);
            return written;
        }, cancel);

    /// <summary>Keeps a fuller answer than the work's result for who sends the request again.</summary>
    public Task AnsweredAsync<T>(ProfileId profile, T answer, CancellationToken cancel) =>
        key.Name is null ? Task.CompletedTask : database.WriteAsync(connection => key.KeepAsync(connection, profile, answer, cancel), cancel);

    /// <summary>Tells a profile's feed and taste of changes.</summary>
    internal static async Task TellAsync(
        DbConnection connection, Dialect dialect, ProfileId profile, IReadOnlyCollection<JournalChange> changes, DateTimeOffset now, CancellationToken cancel)
    {
        await connection.ChangedAsync(dialect, profile,
            [.. changes.Where(c => c.Table.Entity is not null).Select(c => new Change(c.Table.Entity!, c.Row.Key(c.Table.EntityId), c.After is null))], now, cancel);
        if (changes.Any(change => change.Table.IsTaste))
            await connection.TasteChangedAsync(profile, now, cancel);
    }

    static async Task<Dictionary<(JournalTable, string), JournalRow>> ReadAsync(DbConnection connection, IReadOnlyList<JournalScope> scopes, CancellationToken cancel)
    {
        var rows = new Dictionary<(JournalTable, string), JournalRow>();
        foreach (var scope in scopes)
        {
            var table = JournalTable.Named(scope.Table);
            foreach (var row in await scope.ReadAsync(connection, cancel))
                rows[(table, row.Key(table.Keys))] = row;
        }

        return rows;
    }

    static List<JournalChange> Differences(Dictionary<(JournalTable Table, string Key), JournalRow> before, Dictionary<(JournalTable Table, string Key), JournalRow> after) =>
    [
        .. from place in before.Keys.Union(after.Keys)
           let was = before.GetValueOrDefault(place)
           let nowIs = after.GetValueOrDefault(place)
           where was?.Json != nowIs?.Json
           select new JournalChange(place.Table, was, nowIs),
    ];

    static async Task<long> StepAsync(
        DbConnection connection, ProfileId profile, JournalTitle title, List<JournalChange> changes, DateTimeOffset now, CancellationToken cancel)
    {
        var body = JsonSerializer.Serialize(changes.Select(c => new
        {
            t = c.Table.Name,
            b = c.Before is null ? (JsonElement?)null : JsonSerializer.Deserialize<JsonElement>(c.Before.Json),
            a = c.After is null ? (JsonElement?)null : JsonSerializer.Deserialize<JsonElement>(c.After.Json),
        }));
        var id = await connection.ScalarAsync<long>(
            "insert into undo_steps (profile_id, kind, words, body, created_at) values (@profile, @Kind, @Words, @body, @now) returning id",
            new { profile, title.Kind, title.Words, body, now }, cancel);
        await connection.ExecuteAsync(
            """
            delete from undo_steps where profile_id = @profile and id <=
                (select id from undo_steps where profile_id = @profile order by id desc limit 1 offset @StepsKept)
            """, new { profile, StepsKept }, cancel);
        return id;
    }
}
