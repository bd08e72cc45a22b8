using System.Data.Common;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Marquee.Data;

/// <summary>Reads many keys and nothing else, such as every title that a word occurs in.</summary>
public static class KeyReading
{
    /// <summary>The first column of every row, which is a <c>bigint</c>.</summary>
    /// <param name="sql">A query with one parameter.</param>
    /// <param name="name">The parameter's name, with its <c>@</c>.</param>
    public static async Task<List<long>> QueryKeysAsync(this DbConnection connection, string sql, string name, string value, CancellationToken cancellation)
    {
        if (connection is SqliteConnection file)
            return Read(file, sql, name, value, cancellation);
        var keys = new List<long>();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            keys.Add(rows.GetInt64(0));
        return keys;
    }

    // Below ADO.NET: stepping takes 0.05 µs a row, a data reader ten times that.
    static List<long> Read(SqliteConnection file, string sql, string name, string value, CancellationToken cancellation)
    {
        SqliteException.ThrowExceptionForRC(sqlite3_prepare_v2(file.Handle, sql, out var statement), file.Handle);
        using (statement)
        {
            SqliteException.ThrowExceptionForRC(sqlite3_bind_text(statement, sqlite3_bind_parameter_index(statement, name), value), file.Handle);
            var keys = new List<long>();
            int step;
            while ((step = sqlite3_step(statement)) == SQLITE_ROW)
            {
                keys.Add(sqlite3_column_int64(statement, 0));
                if ((keys.Count & 0xFFF) == 0)
                    cancellation.ThrowIfCancellationRequested();
            }

            if (step != SQLITE_DONE)
                SqliteException.ThrowExceptionForRC(step, file.Handle);
            return keys;
        }
    }
}
