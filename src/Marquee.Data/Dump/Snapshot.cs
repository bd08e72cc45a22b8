using System.Data.Common;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Marquee.Data.Dump;

/// <summary>A connection that sees the database as it is at one moment, however long it is read and whatever others write meanwhile.</summary>
public sealed class Snapshot : IAsyncDisposable
{
    const int PagesAtATime = 2_000;

    readonly DbTransaction? _transaction;

    Snapshot(Dialect dialect, DbConnection connection, DbTransaction? transaction) => (Dialect, Connection, _transaction) = (dialect, connection, transaction);

    public Dialect Dialect { get; }

    public DbConnection Connection { get; }

    /// <summary>Takes the snapshot; writers are not held up.</summary>
    public static async Task<Snapshot> TakeAsync(Database database, CancellationToken cancel)
    {
        var connection = await database.OpenAsync(cancel);
        if (!database.Dialect.IsSqlite)
            return new Snapshot(database.Dialect, connection, await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel));
        // The first read is what fixes the moment.
        await connection.ExecuteAsync("begin deferred transaction", null, cancel);
        await connection.ScalarAsync<long>("select count(*) from sqlite_master", null, cancel);
        return new Snapshot(database.Dialect, connection, null);
    }

    /// <summary>The numbers of the schema's steps that have been applied; none when there is no schema.</summary>
    public async Task<IReadOnlyList<int>> MigrationsAsync(CancellationToken cancel) => await Migrator.IsThereAsync(Connection, Dialect, cancel)
        ? await Connection.QueryAsync<int>($"select number from {TableShape.Migrations} order by number", null, cancel)
        : [];

    /// <summary>Copies a SQLite database as the snapshot sees it, page by page, by SQLite's own online backup.</summary>
    public void CopyTo(string file, CancellationToken cancel)
    {
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        copy.Open();
        var source = (SqliteConnection)Connection;
        using var backup = sqlite3_backup_init(copy.Handle, "main", source.Handle, "main");
        SqliteException.ThrowExceptionForRC(sqlite3_errcode(copy.Handle), copy.Handle);
        int step;
        while ((step = sqlite3_backup_step(backup, PagesAtATime)) == SQLITE_OK)
            cancel.ThrowIfCancellationRequested();
        if (step != SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(step, copy.Handle);
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
            await _transaction.DisposeAsync();
        else
            await Connection.ExecuteAsync("rollback transaction", null, CancellationToken.None);
        await Connection.DisposeAsync();
    }
}
