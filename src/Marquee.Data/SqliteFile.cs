using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Marquee.Data;

/// <summary>A SQLite database file: made ready once, opened for each operation.</summary>
static class SqliteFile
{
    // Pragmas live as long as the pooled handle, but a handle may come back from either use: all are set each time (about 10 µs).
    // A reader's page cache is small, for there are as many as requests at once; the one writer's holds a bulk load.
    const string Always = "pragma busy_timeout = 10000; pragma synchronous = normal; pragma temp_store = memory; pragma journal_size_limit = 67108864; ";
    const string Reading = Always + "pragma cache_size = -4000; pragma query_only = on;";
    const string Writing = Always + "pragma cache_size = -32000; pragma query_only = off;";

    /// <summary>Creates folder and file where they are missing and switches to write-ahead logging, so that readers never wait for the writer.</summary>
    internal static void Prepare(DatabaseAddress address)
    {
        SqliteLibrary.Load();
        var folder = Path.GetDirectoryName(address.FilePath)!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseUnavailable($"The folder {folder} cannot be created: {refused.Message.TrimEnd('.')}.", refused);
        }

        try
        {
            using var connection = Open(address, readOnly: false);
            Execute(connection, "pragma journal_mode = wal; begin immediate; commit;");
        }
        catch (SqliteException refused)
        {
            var reason = refused.SqliteErrorCode switch
            {
                SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM => $"the folder {folder} or the file is not writable",
                SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT => "it is not a SQLite database, or it is damaged",
                SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => "another program has been writing to it for ten seconds",
                SQLitePCL.raw.SQLITE_FULL => "the disk is full",
                _ => refused.Message.TrimEnd('.'),
            };
            throw new DatabaseUnavailable($"The database file {address.FilePath} cannot be used: {reason}.", refused);
        }
    }

    internal static SqliteConnection Open(DatabaseAddress address, bool readOnly)
    {
        var connection = new SqliteConnection(address.ConnectionString);
        connection.Open();
        Execute(connection, readOnly ? Reading : Writing);
        return connection;
    }

    /// <remarks>
    /// <c>begin immediate</c> in plain SQL instead of a transaction object: the write lock is taken at the start, where waiting is safe,
    /// and commands need not carry the object along.
    /// </remarks>
    internal static async Task<T> InTransactionAsync<T>(SqliteConnection connection, Func<DbConnection, Task<T>> work)
    {
        Execute(connection, "begin immediate;");
        try
        {
            var answer = await work(connection);
            Execute(connection, "commit;");
            return answer;
        }
        catch
        {
            // Some errors (disk full, an interrupted statement) have rolled back already.
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
                Execute(connection, "rollback;");
            throw;
        }
    }

    internal static void Close(DatabaseAddress address)
    {
        using var connection = new SqliteConnection(address.ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
