using System.Data.Common;
using Marquee.Data;

namespace Marquee.Platform;

/// <summary>A thing of a profile that is new, otherwise or gone.</summary>
/// <param name="Entity">What it is: <c>play</c>, <c>rating</c>, <c>list_item</c>, …</param>
/// <param name="Id">Which; several ids are joined by a colon.</param>
/// <param name="Gone">Whether it is no longer there.</param>
public sealed record Change(string Entity, string Id, bool Gone = false);

/// <summary>
/// The change feed of a profile: for each thing its latest change, numbered in the order in which transactions commit. The profile's own row
/// hands out the numbers and is held until the end, so that no number appears behind one that somebody has read already.
/// </summary>
public static class Changes
{
    /// <summary>Makes everybody else who would change this profile's things wait until this transaction ends.</summary>
    public static async Task HoldAsync(this DbConnection connection, Dialect dialect, IEnumerable<ProfileId> profiles, CancellationToken cancel)
    {
        // SQLite has one writer anyway. In the order of ids, so that two who need each other's rows do not wait for each other.
        if (!dialect.IsSqlite)
            await connection.QueryAsync<long>("select id from profiles where id = any(@ids) order by id for update", new { ids = IdSet.Of(profiles) }, cancel);
    }

    /// <summary>Writes changes into a profile's feed. Call inside the write that made them.</summary>
    public static async Task ChangedAsync(
        this DbConnection connection, Dialect dialect, ProfileId profile, IReadOnlyCollection<Change> changes, DateTimeOffset now, CancellationToken cancel)
    {
        // Each thing once: its last change is the one that stands.
        var latest = changes.GroupBy(c => (c.Entity, c.Id)).Select(thing => thing.Last()).ToList();
        if (latest.Count == 0)
            return;
        var first = await connection.ScalarAsync<long>(
            "update profiles set change_seq = change_seq + @count where id = @profile returning change_seq", new { profile, count = latest.Count }, cancel) - latest.Count + 1;
        foreach (var kind in latest.GroupBy(c => (c.Entity, c.Gone)))
        {
            var ids = kind.Select(c => c.Id).ToList();
            await connection.ExecuteAsync(
                $"""
                insert into changes (profile_id, entity, entity_id, seq, gone, changed_at)
                select @profile, @entity, e.value, @first + e.place, @gone, @now from {dialect.Each("@ids")} e where true
                on conflict (profile_id, entity, entity_id) do update
                set seq = excluded.seq, gone = excluded.gone, changed_at = excluded.changed_at
                """, new { profile, entity = kind.Key.Entity, gone = kind.Key.Gone, first, now, ids = new TextSet(ids) }, cancel);
            first += ids.Count;
        }
    }
}
