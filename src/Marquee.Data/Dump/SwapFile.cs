using Microsoft.Data.Sqlite;

namespace Marquee.Data.Dump;

/// <summary>Puts a SQLite database that was made ready beside it in the place of another.</summary>
public static class SwapFile
{
    /// <summary>Takes the place; what was there stays beside it under <paramref name="aside"/>.</summary>
    /// <exception cref="DatabaseUnavailable">A program has the database open.</exception>
    public static void Take(string ready, string place, string aside)
    {
        SqliteLibrary.Load();
        if (File.Exists(place))
        {
            Close(place);
            File.Move(place, aside);
        }

        Close(ready);
        File.Move(ready, place);
    }

    /// <summary>Writes the log into the file. Leaving write-ahead logging needs the file for oneself: where another has it open, SQLite says no.</summary>
    static void Close(string file)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 1 }.ConnectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "pragma journal_mode = delete;";
            if (command.ExecuteScalar() is string mode && !mode.Equals("wal", StringComparison.OrdinalIgnoreCase))
                return;
        }
        catch (SqliteException inUse) when (inUse.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            // Said below.
        }

        throw new DatabaseUnavailable($"The database file {file} is in use: stop Marquee first, then restore.");
    }
}
