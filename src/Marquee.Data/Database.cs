using System.Data.Common;
using System.Net.Sockets;
using Marquee.Data.Mapping;
using Npgsql;

namespace Marquee.Data;

/// <summary>
/// The database: a connection from the pool for each operation, and one door for writing.
/// Safe to use from any number of threads; one instance a process.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    // SQLite lets one connection write at a time and tells the others "database is locked". Queueing them here, in order
    // and without blocking a thread, is both faster and kinder than its busy loop; that one is left for other processes.
    readonly SemaphoreSlim? _writer;
    readonly NpgsqlDataSource? _server;

    Database(DatabaseAddress address)
    {
        Address = address;
        if (Dialect.IsSqlite)
            _writer = new SemaphoreSlim(1, 1);
        else
            _server = NpgsqlDataSource.Create(address.ConnectionString);
    }

    public DatabaseAddress Address { get; }

    public Dialect Dialect => Address.Dialect;

    /// <summary>Connects, creating the folder of a SQLite file, and proves that the database can be used.</summary>
    /// <param name="connection">What <see cref="DatabaseAddress.Parse"/> reads.</param>
    /// <exception cref="DatabaseUnavailable">It cannot be used; the message says why.</exception>
    public static async Task<Database> ConnectAsync(string connection, CancellationToken cancellation = default)
    {
        DapperMapping.Register();
        var address = DatabaseAddress.Parse(connection);
        if (address.Dialect.IsSqlite)
            SqliteFile.Prepare(address);
        var database = new Database(address);
        try
        {
            await using var probe = await database.OpenAsync(cancellation);
            return database;
        }
        catch (Exception unreachable) when (unreachable is NpgsqlException or SocketException or TimeoutException)
        {
            await database.DisposeAsync();
            var cause = (unreachable.InnerException ?? unreachable).Message.TrimEnd('.');
            throw new DatabaseUnavailable($"{address.Shown} cannot be reached: {cause}.", unreachable);
        }
    }

    /// <summary>
    /// Opens a connection for reading; dispose of it to give it back. On SQLite it refuses to write, so that a write
    /// that went round <see cref="WriteAsync{T}"/> shows at its first test.
    /// </summary>
    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellation = default) => _server is null
        ? SqliteFile.Open(Address, readOnly: true)
        : await _server.OpenConnectionAsync(cancellation);

    /// <summary>
    /// Runs <paramref name="work"/> in one transaction: committed when it returns, rolled back when it throws.
    /// Commands on the connection take part by themselves. Do not nest: on SQLite the inner call waits for the outer.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellation = default)
    {
        if (_writer is null)
        {
            await using var connection = await _server!.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var answer = await work(connection);
            await transaction.CommitAsync(cancellation);
            return answer;
        }

        await _writer.WaitAsync(cancellation);
        try
        {
            await using var connection = SqliteFile.Open(Address, readOnly: false);
            return await SqliteFile.InTransactionAsync(connection, work);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<DbConnection, Task> work, CancellationToken cancellation = default) =>
        WriteAsync(async connection =>
        {
            await work(connection);
            return true;
        }, cancellation);

    public async ValueTask DisposeAsync()
    {
        _writer?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        else
            SqliteFile.Close(Address);
    }
}
