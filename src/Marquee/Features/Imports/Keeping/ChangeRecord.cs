using System.Data.Common;
using Marquee.Data;
using Marquee.Platform;

namespace Marquee.Features.Imports.Keeping;

/// <summary>
/// Writes down what a chunk changed: every row of the library about its titles before, the same after, and of those the ones that differ.
/// All of it happens inside the database; nothing is carried here and back.
/// </summary>
sealed class ChangeRecord(DbConnection connection, Dialect dialect, ProfileId profile, BatchId batch, int chunk, IReadOnlyCollection<long> titles)
{
    readonly object _about = new { profile, batch, chunk, titles = IdSet.Of(titles) };
    readonly Dictionary<string, long> _last = [];

    public async Task BeginAsync(CancellationToken cancel)
    {
        await connection.ExecuteAsync("create temp table if not exists import_was (entity text, k text, j text, primary key (entity, k))", null, cancel);
        await connection.ExecuteAsync("delete from import_was", null, cancel);
        foreach (var table in ImportTable.All.Where(table => table.Grows))
            _last[table.Name] = await connection.ScalarAsync<long>($"select coalesce(max(id), 0) from {table.Name}", null, cancel);
        foreach (var table in ImportTable.All.Where(table => !table.Grows))
            await connection.ExecuteAsync(
                $"insert into import_was (entity, k, j) select '{table.Name}', {table.Key}, {await table.RowAsync(connection, dialect, cancel)} from {table.Name} where {table.Where(dialect)}",
                _about, cancel);
    }

    /// <summary>Writes down plays that are about to change: they are too many to be copied in case.</summary>
    public async Task BeforeJoiningAsync(IReadOnlyCollection<long> plays, CancellationToken cancel) => await connection.ExecuteAsync(
        $"""
        insert into import_was (entity, k, j) select 'plays', {ImportTable.Named("plays").Key}, {await ImportTable.Named("plays").RowAsync(connection, dialect, cancel)}
        from plays where profile_id = @profile and {dialect.Among("id", "@plays")} on conflict do nothing
        """, new { profile, plays = IdSet.Of(plays) }, cancel);

    /// <returns>How many rows of each table are new or different; those that are gone do not count.</returns>
    public async Task<Dictionary<string, int>> EndAsync(CancellationToken cancel)
    {
        foreach (var table in ImportTable.All)
        {
            var about = table.Grows ? $"(id > {_last[table.Name]} or id in (select cast(k as bigint) from import_was where entity = '{table.Name}')) and {table.Where(dialect)}" : table.Where(dialect);
            var rows = $"(select {table.Key} as k, {await table.RowAsync(connection, dialect, cancel)} as j from {table.Name} where {about})";
            await connection.ExecuteAsync(
                $"""
                insert into import_changes (batch_id, chunk, entity, row_key, was, became)
                select @batch, @chunk, '{table.Name}', n.k, w.j, n.j from {rows} n left join import_was w on w.entity = '{table.Name}' and w.k = n.k
                where w.j is null or w.j <> n.j
                """, _about, cancel);
            if (table.Grows)
                continue;
            await connection.ExecuteAsync(
                $"""
                insert into import_changes (batch_id, chunk, entity, row_key, was, became)
                select @batch, @chunk, '{table.Name}', w.k, w.j, null from import_was w
                where w.entity = '{table.Name}' and w.k not in (select {table.Key} from {table.Name} where {table.Where(dialect)})
                """, _about, cancel);
        }

        return (await connection.QueryAsync<Counted>(
            "select entity, cast(count(*) as integer) as rows from import_changes where batch_id = @batch and chunk = @chunk and became is not null group by entity",
            _about, cancel)).ToDictionary(c => c.Entity, c => c.Rows);
    }

    /// <summary>What the change feed is to hear; plays are told where they are kept.</summary>
    public async Task TellAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var changes = await connection.QueryAsync<Row>(
            "select entity, row_key, became is null as gone from import_changes where batch_id = @batch and chunk = @chunk and entity not in ('plays', 'titles') order by id", _about, cancel);
        await connection.ChangedAsync(dialect, profile,
            [.. changes.Where(c => ImportTable.Named(c.Entity).Entity is not null).Select(c => new Change(ImportTable.Named(c.Entity).Entity!, c.RowKey, c.Gone))], now, cancel);
    }

    sealed record Counted(string Entity, int Rows);

    sealed record Row(string Entity, string RowKey, bool Gone);
}
