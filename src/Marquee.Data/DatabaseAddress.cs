using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Marquee.Data;

/// <summary>
/// Where the database is, read from one text an operator types: a file (<c>./data/marquee.db</c> or <c>Data Source=…</c>)
/// means SQLite, a server (<c>Host=…</c> or <c>postgres://…</c>) means PostgreSQL.
/// </summary>
public sealed record DatabaseAddress(Dialect Dialect, string ConnectionString)
{
    /// <summary>The address without the password, for logs and <c>marquee doctor</c>.</summary>
    public string Shown => Dialect.IsSqlite
        ? $"SQLite {FilePath}"
        : $"PostgreSQL {Server.Host}:{Server.Port}/{Server.Database}";

    /// <summary>The file of a SQLite database; null: it is on a server.</summary>
    public string? File => Dialect.IsSqlite ? FilePath : null;

    /// <summary>What it is called: the file's name, or the database's on its server.</summary>
    public string Name => Dialect.IsSqlite ? Path.GetFileName(FilePath) : Server.Database ?? Server.Username ?? "";

    /// <summary>The same, for work that may take hours: no statement is given up for being slow.</summary>
    public string Patient => Dialect.IsSqlite ? ConnectionString : new NpgsqlConnectionStringBuilder(ConnectionString) { CommandTimeout = 0 }.ConnectionString;

    internal string FilePath => new SqliteConnectionStringBuilder(ConnectionString).DataSource;

    NpgsqlConnectionStringBuilder Server => new(ConnectionString);

    /// <exception cref="DatabaseUnavailable">The text is neither form, or has a part that the driver does not know.</exception>
    public static DatabaseAddress Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new DatabaseUnavailable("The database connection is empty: name a file (SQLite) or a server (Host=…;Database=…).");

        try
        {
            if (text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
                || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase))
                return ForServer(FromUrl(new Uri(text)));
            if (!text.Contains('='))
                return ForFile(new SqliteConnectionStringBuilder { DataSource = text });

            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            if (parts.ContainsKey("Host") || parts.ContainsKey("Server"))
                return ForServer(new NpgsqlConnectionStringBuilder(text));
            if (parts.ContainsKey("Data Source") || parts.ContainsKey("DataSource") || parts.ContainsKey("Filename"))
                return ForFile(new SqliteConnectionStringBuilder(text));
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new DatabaseUnavailable($"The database connection cannot be read: {malformed.Message.TrimEnd('.')}.", malformed);
        }

        throw new DatabaseUnavailable(
            "The database connection is neither a SQLite file (a path or Data Source=…) nor a PostgreSQL server (Host=… or postgres://…).");
    }

    static DatabaseAddress ForFile(SqliteConnectionStringBuilder file)
    {
        if (string.IsNullOrWhiteSpace(file.DataSource))
            throw new ArgumentException("Data Source names no file");
        if (file.DataSource.Contains(":memory:", StringComparison.Ordinal) || file.Mode == SqliteOpenMode.Memory)
            throw new ArgumentException("a database in memory cannot be shared between connections; name a file");
        file.DataSource = Path.GetFullPath(file.DataSource);
        file.ForeignKeys = true;
        return new DatabaseAddress(Dialect.Sqlite, file.ConnectionString);
    }

    static DatabaseAddress ForServer(NpgsqlConnectionStringBuilder server)
    {
        server.ApplicationName ??= "marquee";
        // Every statement of the program repeats; prepared by the driver after its fifth use, it saves the server the planning.
        if (server.MaxAutoPrepare == 0)
            server.MaxAutoPrepare = 100;
        return new DatabaseAddress(Dialect.PostgreSql, server.ConnectionString);
    }

    static NpgsqlConnectionStringBuilder FromUrl(Uri url)
    {
        if (url.Host.Length == 0)
            throw new ArgumentException("the address names no host");
        var server = new NpgsqlConnectionStringBuilder { Host = url.Host, Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')) };
        if (url.Port > 0)
            server.Port = url.Port;
        var user = url.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            server.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1)
            server.Password = Uri.UnescapeDataString(user[1]);
        foreach (var option in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = option.Split('=', 2);
            server[pair[0].Equals("sslmode", StringComparison.OrdinalIgnoreCase) ? "SSL Mode" : pair[0]] =
                pair.Length > 1 ? Uri.UnescapeDataString(pair[1]).Replace("-", "", StringComparison.Ordinal) : "";
        }

        return server;
    }
}
