using System.Data.Common;

namespace Marquee.Data.Dump;

/// <summary>A table somewhere else: its columns and its rows.</summary>
/// <param name="Rows">One after another; the array may be used again.</param>
public sealed record TableSource(string Name, IReadOnlyList<ColumnShape> Columns, Func<IEnumerable<object?[]>> Rows);

/// <summary>Fills a database that has the same schema and nothing that matters in it, inside the caller's transaction.</summary>
public static class LoadTables
{
    /// <param name="connection">Of the write.</param>
    /// <param name="sources">In any order; tables that are not named stay empty.</param>
    /// <param name="loaded">Hears of each table when it is in, with its rows.</param>
    /// <returns>Texts that held a NUL, which PostgreSQL cannot keep: it became U+FFFD.</returns>
    /// <exception cref="InvalidDataException">A table or column is not in this schema.</exception>
    public static async Task<long> HandleAsync(DbConnection connection, Dialect dialect, IReadOnlyList<TableSource> sources, Action<string, long>? loaded, CancellationToken cancel)
    {
        var shapes = await TableShape.AllAsync(connection, dialect, cancel);
        if (sources.FirstOrDefault(source => shapes.All(shape => shape.Name != source.Name)) is { } unknown)
            throw new InvalidDataException($"There is no table {unknown.Name} in this schema.");
        // What migrations themselves have written would be there twice.
        foreach (var shape in shapes.Reverse())
            await connection.ExecuteAsync($"delete from {shape.Name}", null, cancel);
        var mended = 0L;
        foreach (var shape in shapes)
            if (sources.FirstOrDefault(source => source.Name == shape.Name) is { } source)
            {
                var columns = source.Columns.Select(column => shape.Columns.FirstOrDefault(own => own.Name == column.Name)
                    ?? throw new InvalidDataException($"The table {shape.Name} has no column {column.Name} in this schema.")).ToArray();
                var rows = await connection.BulkCopyAsync(shape.Name, [.. columns.Select(column => column.Name)], Fitting(source.Rows(), columns, dialect, () => mended++), cancel);
                loaded?.Invoke(shape.Name, rows);
            }

        if (!dialect.IsSqlite)
            await CountOnAsync(connection, cancel);
        return mended;
    }

    // Binary copy takes each value in exactly the column's own size.
    static IEnumerable<object?[]> Fitting(IEnumerable<object?[]> rows, ColumnShape[] columns, Dialect dialect, Action mended)
    {
        foreach (var row in rows)
        {
            if (!dialect.IsSqlite)
                for (var column = 0; column < columns.Length; column++)
                    if (columns[column].IsInt && row[column] is long whole)
                        row[column] = checked((int)whole);
                    else if (row[column] is string text && text.Contains('\0', StringComparison.Ordinal))
                    {
                        row[column] = text.Replace('\0', '\uFFFD');
                        mended();
                    }

            yield return row;
        }
    }

    // New keys go on behind the ones that came.
    static async Task CountOnAsync(DbConnection connection, CancellationToken cancel)
    {
        var counted = await connection.QueryAsync<string>(
            "select cast(table_name as text) from information_schema.columns where table_schema = current_schema() and is_identity = 'YES' and column_name = 'id'", null, cancel);
        foreach (var table in counted)
            await connection.ExecuteAsync($"select setval(pg_get_serial_sequence('{table}', 'id'), coalesce((select max(id) from {table}), 1), exists (select 1 from {table}))", null, cancel);
    }
}
