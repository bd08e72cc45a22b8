using System.Diagnostics;
using System.Globalization;
using Marquee.Data;

namespace Marquee.Platform.Doctor;

/// <summary>Whether the database is sound, quick, and kept by a library that somebody patches.</summary>
sealed class DatabaseExamination(Database database) : IExamination
{
    const double SlowMilliseconds = 20;

    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel) =>
        database.Dialect.IsSqlite
            ? [Library(), await FileAsync(cancel), await LatencyAsync(cancel)]
            : [await EncodingAsync(cancel), await LatencyAsync(cancel)];

    static Finding Library() => new("SQLite library", true, SqliteLibrary.IsSystem
        ? SqliteLibrary.InUse
        : $"{SqliteLibrary.InUse}; the system has none or an older one. Install libsqlite3-0 to have it patched with the system");

    async Task<Finding> FileAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var damage = await connection.QueryAsync<string>("pragma quick_check(3)", null, cancel);
        var orphans = await connection.ScalarAsync<long>("select count(*) from pragma_foreign_key_check", null, cancel);
        return damage is not ["ok"]
            ? new("Database file", false, $"damaged: {string.Join("; ", damage)}. Stop the program and restore a backup")
            : orphans > 0
                ? new("Database file", false, string.Create(CultureInfo.InvariantCulture, $"{orphans:N0} rows point at rows that are gone. Restore a backup, or report this"))
                : new("Database file", true, "sound");
    }

    async Task<Finding> EncodingAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var encoding = await connection.ScalarAsync<string>("show server_encoding", null, cancel);
        return new Finding("Database encoding", encoding == "UTF8", encoding == "UTF8"
            ? "UTF8"
            : $"{encoding}: titles of other scripts will be refused. Create the database with encoding UTF8");
    }

    async Task<Finding> LatencyAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await connection.ScalarAsync<int>("select 1", null, cancel);
        var started = Stopwatch.GetTimestamp();
        for (var n = 0; n < 10; n++)
            await connection.ScalarAsync<int>("select 1", null, cancel);
        var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds / 10;
        return new Finding("Database answer", milliseconds < SlowMilliseconds, string.Create(CultureInfo.InvariantCulture,
            $"{milliseconds:0.0} ms{(milliseconds < SlowMilliseconds ? "" : ": far for a page that asks several times; put program and database nearer together")}"));
    }
}
