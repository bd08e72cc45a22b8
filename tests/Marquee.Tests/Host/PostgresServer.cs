using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Marquee.Tests.Host;

/// <summary>
/// A real PostgreSQL for one test run: its own data folder and port, no socket, no fsync. Started by the first test that needs
/// it, ended with the process.
/// </summary>
sealed class PostgresServer
{
    const string User = "postgres";

    static readonly Lazy<Task<PostgresServer>> Started = new(() => Task.Run(StartAsync));

    readonly string _folder;
    readonly int _port;

    PostgresServer(string folder, int port) => (_folder, _port) = (folder, port);

    /// <summary>The server of this run.</summary>
    internal static Task<PostgresServer> Running => Started.Value;

    /// <summary>Why there can be none on this machine, or null.</summary>
    internal static string? Missing => Binaries is null
        ? "PostgreSQL's server programs are not installed (Debian: postgresql-15); ./test installs them where it may"
        : null;

    static string? Binaries { get; } = new[] { "/usr/lib/postgresql", "/usr/pgsql" }
        .Where(Directory.Exists)
        .SelectMany(Directory.GetDirectories)
        .Select(version => Path.Combine(version, "bin"))
        .Where(folder => File.Exists(Path.Combine(folder, "initdb")))
        .OrderDescending(StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>The connection string of one of the server's databases.</summary>
    internal string Connection(string database) =>
        $"Host=127.0.0.1;Port={_port};Username={User};Database={database};Maximum Pool Size=20;Include Error Detail=true";

    /// <summary>Creates a database, as a copy of <paramref name="template"/> when given, which nobody may be connected to.</summary>
    internal async Task CreateDatabaseAsync(string name, string? template = null)
    {
        await using var connection = new NpgsqlConnection(Connection("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand(
            template is null ? $"create database {name}" : $"create database {name} template {template} strategy file_copy", connection);
        await create.ExecuteNonQueryAsync();
    }

    static async Task<PostgresServer> StartAsync()
    {
        if (Missing is { } missing)
            throw new InvalidOperationException(missing);

        // /dev/shm where there is one: the tests are about SQL, not about this machine's disk.
        var shm = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        var folder = Directory.CreateDirectory(Path.Combine(shm, $"marquee-postgres-{Environment.ProcessId}")).FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(folder);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", User, folder);

        var data = Path.Combine(folder, "data");
        await AsServerUserAsync("initdb", "-D", data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        var port = FreePort();
        await AsServerUserAsync(
            "pg_ctl", "-D", data, "-w", "-l", Path.Combine(folder, "log"), "-o",
            $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c synchronous_commit=off "
            + "-c full_page_writes=off -c max_connections=200 -c shared_buffers=64MB -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off",
            "start");
        return new PostgresServer(folder, port);
    }

    static void Stop(string folder)
    {
        try
        {
            AsServerUserAsync("pg_ctl", "-D", Path.Combine(folder, "data"), "-m", "immediate", "stop").Wait();
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or AggregateException)
        {
            Console.Error.WriteLine($"PostgreSQL in {folder} did not stop: {failure.Message}");
        }
    }

    // PostgreSQL refuses to run as root.
    static Task AsServerUserAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries!, program);
        return Environment.IsPrivilegedProcess
            ? RunAsync("runuser", ["-u", User, "--", path, .. arguments])
            : RunAsync(path, arguments);
    }

    static async Task RunAsync(string program, params string[] arguments)
    {
        // pg_ctl leaves the server behind with its streams: redirected pipes would never end.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "cd / && exec \"$0\" \"$@\" >/dev/null", program, .. arguments]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
