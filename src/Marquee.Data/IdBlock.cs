using System.Data.Common;

namespace Marquee.Data;

/// <summary>Reserves a run of keys, so that rows which point at each other can be written in bulk.</summary>
public static class IdBlock
{
    /// <summary>The first of <paramref name="count"/> free keys of <paramref name="table"/>. Call inside a write.</summary>
    public static async Task<long> ReserveAsync(DbConnection connection, Dialect dialect, string table, int count, CancellationToken cancellation)
    {
        // SQLite's one writer holds the lock until it commits: nobody else can take these.
        if (dialect.IsSqlite)
            return await connection.ScalarAsync<long>(
                $"select max(coalesce((select max(id) from {table}), 0), coalesce((select seq from sqlite_sequence where name = @table), 0)) + 1", new { table }, cancellation);

        // nextval and setval are two steps; the lock keeps every other insert out until the transaction ends.
        await connection.ExecuteAsync($"lock table {table} in share row exclusive mode", null, cancellation);
        return await connection.ScalarAsync<long>(
            "select setval(s.name, nextval(s.name) + @count - 1) - @count + 1 from (select pg_get_serial_sequence(@table, 'id')::regclass as name) s",
            new { table, count = Math.Max(count, 1) }, cancellation);
    }

    /// <summary>
    /// As many free keys of <paramref name="table"/>, rising, not always one after another: nobody else waits for them. Call inside a write.
    /// </summary>
    public static async Task<IReadOnlyList<long>> TakeAsync(DbConnection connection, Dialect dialect, string table, int count, CancellationToken cancellation)
    {
        if (!dialect.IsSqlite)
            return await connection.QueryAsync<long>("select nextval(pg_get_serial_sequence(@table, 'id')) from generate_series(1, @count)", new { table, count }, cancellation);
        var first = await ReserveAsync(connection, dialect, table, count, cancellation);
        return [.. Enumerable.Range(0, count).Select(place => first + place)];
    }
}
