using System.Data.Common;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Dapper;
using Marquee.Data;

namespace Marquee.Features.Profiles.Leaving;

/// <summary>Writes the package: for every table a JSON and a CSV file, the pictures, and a page that says what is what. Rows stream; nothing is held but the zip.</summary>
static class ExportPackage
{
    const string ReadMe =
        """
        Everything about your Marquee account.

        For each kind of thing there are two files with the same rows: .json and .csv. Times are UTC. Ratings are in tenths of a point: 85 is 8.5 of 10.
        Titles bear their IMDb and TMDB numbers where those are known, so that another program finds them.
        avatars/ holds the pictures of your profiles. Passwords, keys and tokens are not in here.
        """;

    public static async Task WriteAsync(Stream to, DbConnection connection, AccountId account, CancellationToken cancel)
    {
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        await using (var readMe = new StreamWriter(zip.CreateEntry("README.txt").Open()))
            await readMe.WriteAsync(ReadMe);
        foreach (var table in ExportedTables.All)
        {
            await using (var json = zip.CreateEntry($"{table.Name}.json").Open())
                await JsonAsync(json, connection, table, account, cancel);
            await using (var csv = new StreamWriter(zip.CreateEntry($"{table.Name}.csv").Open(), new UTF8Encoding(false)))
                await CsvAsync(csv, connection, table, account, cancel);
        }

        var pictures = await connection.QueryAsync<(long ProfileId, string ContentType, byte[] Body)>(new CommandDefinition(
            "select profile_id, content_type, body from avatars where profile_id in (select id from profiles where account_id = @account)", new { account = account.Value }, cancellationToken: cancel));
        foreach (var (profile, type, body) in pictures)
        {
            await using var file = zip.CreateEntry($"avatars/{profile}.{type["image/".Length..]}", CompressionLevel.NoCompression).Open();
            await file.WriteAsync(body, cancel);
        }
    }

    static async Task JsonAsync(Stream to, DbConnection connection, ExportedTable table, AccountId account, CancellationToken cancel)
    {
        await using var rows = await RowsAsync(connection, table, account, cancel);
        await using var writer = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true });
        writer.WriteStartArray();
        while (await rows.ReadAsync(cancel))
        {
            writer.WriteStartObject();
            for (var column = 0; column < rows.FieldCount; column++)
            {
                writer.WritePropertyName(rows.GetName(column));
                switch (Value(rows, column))
                {
                    case null: writer.WriteNullValue(); break;
                    case bool yes: writer.WriteBooleanValue(yes); break;
                    case long number when IsKey(rows.GetName(column)): writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture)); break;
                    case long number: writer.WriteNumberValue(number); break;
                    case double number: writer.WriteNumberValue(number); break;
                    case var text: writer.WriteStringValue(Convert.ToString(text, CultureInfo.InvariantCulture)); break;
                }
            }

            writer.WriteEndObject();
            if (writer.BytesPending > 1 << 16) await writer.FlushAsync(cancel);
        }

        writer.WriteEndArray();
    }

    static async Task CsvAsync(StreamWriter to, DbConnection connection, ExportedTable table, AccountId account, CancellationToken cancel)
    {
        await using var rows = await RowsAsync(connection, table, account, cancel);
        await using var writer = new CsvHelper.CsvWriter(to, CultureInfo.InvariantCulture, leaveOpen: true);
        for (var column = 0; column < rows.FieldCount; column++) writer.WriteField(rows.GetName(column));
        await writer.NextRecordAsync();
        while (await rows.ReadAsync(cancel))
        {
            for (var column = 0; column < rows.FieldCount; column++)
                writer.WriteField(Value(rows, column) switch { bool yes => yes ? "true" : "false", var value => Convert.ToString(value, CultureInfo.InvariantCulture) });
            await writer.NextRecordAsync();
        }
    }

    static Task<DbDataReader> RowsAsync(DbConnection connection, ExportedTable table, AccountId account, CancellationToken cancel) =>
        connection.ExecuteReaderAsync(new CommandDefinition(table.Sql, new { account = account.Value }, cancellationToken: cancel));

    // A time is a number of milliseconds in the tables, a flag in SQLite 0 or 1: people read neither.
    static object? Value(DbDataReader rows, int column)
    {
        if (rows.IsDBNull(column)) return null;
        var name = rows.GetName(column);
        return rows.GetValue(column) switch
        {
            int number => IsFlag(name) ? number == 1 : (long)number,
            long time when name == "at" || name.EndsWith("_at", StringComparison.Ordinal) || name == "delete_after" =>
                DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            long number when IsFlag(name) => number == 1,
            float number => (double)number,
            var value => value,
        };
    }

    static bool IsFlag(string name) =>
        name is "email_verified" or "two_factor" or "remembered" or "backed_up" or "learn_from" or "analytics" or "spoiler" or "draft" or "accepted";

    static bool IsKey(string name) => name == "id" || name.EndsWith("_id", StringComparison.Ordinal);
}
