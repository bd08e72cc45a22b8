using Marquee.Data;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marquee.Tests.Host;

/// <summary>Which database a scenario runs on.</summary>
public enum DatabaseKind
{
    Sqlite,
    PostgreSql,
}

/// <summary>An empty, migrated database of its own for one test class, on either kind.</summary>
sealed class TestDatabase : IAsyncDisposable
{
    static int count;

    readonly string? _folder;

    TestDatabase(Database database, string? folder) => (Database, _folder) = (database, folder);

    internal Database Database { get; }

    internal static async Task<TestDatabase> CreateAsync(DatabaseKind kind, bool migrated = true)
    {
        var (connection, folder) = await PlaceAsync(kind);
        var database = await Database.ConnectAsync(connection);
        if (migrated)
            await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);
        return new TestDatabase(database, folder);
    }

    /// <summary>A place for a new database: a temporary folder, or a new database on the run's server.</summary>
    internal static async Task<(string Connection, string? Folder)> PlaceAsync(DatabaseKind kind, string? template = null)
    {
        if (kind == DatabaseKind.Sqlite)
        {
            var folder = Directory.CreateTempSubdirectory("marquee-").FullName;
            return (Path.Combine(folder, "marquee.db"), folder);
        }

        SkipWithout(kind);
        var server = await PostgresServer.Running;
        var name = $"test_{Interlocked.Increment(ref count)}";
        await server.CreateDatabaseAsync(name, template);
        return (server.Connection(name), null);
    }

    /// <summary>Skips the test when this machine has no PostgreSQL, or fails it where <c>./test</c> has promised one.</summary>
    internal static void SkipWithout(DatabaseKind kind)
    {
        if (kind == DatabaseKind.Sqlite || PostgresServer.Missing is not { } missing)
            return;
        if (Environment.GetEnvironmentVariable("MARQUEE_REQUIRE_POSTGRES") == "1")
            Assert.Fail(missing);
        Assert.Skip(missing);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }
}
