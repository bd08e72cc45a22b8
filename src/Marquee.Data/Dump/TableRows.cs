using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Marquee.Data.Dump;

/// <summary>A table's rows, one by one, in the order of its key: the same on both databases, for text is compared by its bytes.</summary>
public static class TableRows
{
    /// <param name="connection">With a snapshot, so that tables fit together.</param>
    /// <param name="ends">Only so many rows from the beginning and from the end; null: all.</param>
    /// <returns>Values as long, string, bool, double, float, byte[] or null. The array is used again for the next row.</returns>
    public static async IAsyncEnumerable<object?[]> OfAsync(
        DbConnection connection, Dialect dialect, TableShape table, int? ends = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var row = new object?[table.Columns.Count];
        foreach (var isBackwards in ends is null ? [false] : new[] { false, true })
        {
            await using var command = connection.CreateCommand();
            command.CommandTimeout = 0;
            command.CommandText = $"select {string.Join(", ", table.Columns.Select(column => column.Name))} from {table.Name} order by {Order(dialect, table, isBackwards)}{(ends is { } some ? FormattableString.Invariant($" limit {some}") : "")}";
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                for (var column = 0; column < row.Length; column++)
                    row[column] = reader.IsDBNull(column) ? null : Value(reader, column, table.Columns[column].Kind);
                yield return row;
            }
        }
    }

    /// <summary>How many rows there are.</summary>
    public static Task<long> CountAsync(DbConnection connection, TableShape table, CancellationToken cancel) =>
        connection.ScalarAsync<long>($"select count(*) from {table.Name}", null, cancel);

    static string Order(Dialect dialect, TableShape table, bool isBackwards) => string.Join(", ", table.Key.Select(key =>
        key + (!dialect.IsSqlite && table.Columns.First(column => column.Name == key).Kind == ColumnKind.Text ? " collate \"C\"" : "") + (isBackwards ? " desc" : "")));

    static object Value(DbDataReader reader, int column, ColumnKind kind) => kind switch
    {
        ColumnKind.Whole => reader.GetValue(column) switch { int small => (long)small, var whole => whole },
        ColumnKind.Text => reader.GetString(column),
        ColumnKind.Truth => reader.GetBoolean(column),
        ColumnKind.Double => reader.GetDouble(column),
        ColumnKind.Single => reader.GetFloat(column),
        _ => reader.GetFieldValue<byte[]>(column),
    };
}
