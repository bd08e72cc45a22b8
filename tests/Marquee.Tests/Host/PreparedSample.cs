namespace Marquee.Tests.Host;

/// <summary>
/// What the first start makes of the sample: database and models, made once a run and kind of database, then copied for whoever needs it.
/// </summary>
sealed class PreparedSample
{
    static readonly Lazy<Task<PreparedSample>> OnSqlite = new(() => Task.Run(() => PrepareAsync(DatabaseKind.Sqlite)));
    static readonly Lazy<Task<PreparedSample>> OnPostgreSql = new(() => Task.Run(() => PrepareAsync(DatabaseKind.PostgreSql)));

    readonly DatabaseKind _kind;
    readonly string _folder;
    readonly string _connection;

    PreparedSample(DatabaseKind kind, string folder, string connection) => (_kind, _folder, _connection) = (kind, folder, connection);

    public static Task<PreparedSample> Of(DatabaseKind kind)
    {
        TestDatabase.SkipWithout(kind);
        return (kind == DatabaseKind.Sqlite ? OnSqlite : OnPostgreSql).Value;
    }

    /// <summary>A folder and a database like the prepared ones.</summary>
    public async Task<(string Folder, string Connection)> CopyAsync()
    {
        var folder = RunningProgram.NewFolder();
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(_folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        if (_kind == DatabaseKind.Sqlite)
            return (folder, _connection.Replace(_folder, folder, StringComparison.Ordinal));
        var template = new Npgsql.NpgsqlConnectionStringBuilder(_connection).Database;
        return (folder, (await TestDatabase.PlaceAsync(_kind, template)).Connection);
    }

    static async Task<PreparedSample> PrepareAsync(DatabaseKind kind)
    {
        var (connection, folder) = await TestDatabase.PlaceAsync(kind);
        folder ??= RunningProgram.NewFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var program = await RunningProgram.StartAsync(folder, connection, withSample: true);
        await program.ReadyAsync();
        await program.StopAsync();
        return new PreparedSample(kind, folder, connection);
    }
}
