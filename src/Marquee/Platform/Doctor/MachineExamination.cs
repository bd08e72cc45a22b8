using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Marquee.Data;

namespace Marquee.Platform.Doctor;

/// <summary>The machine, the data folder and the database.</summary>
sealed class MachineExamination(MarqueeSettings settings, Database database) : IExamination
{
    const long ScarceBytes = 1L << 30;

    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel) =>
    [
        new("Machine", true, string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20:N0} MB, {VectorWidth}, {RuntimeInformation.FrameworkDescription}")),
        Disk(),
        await DatabaseAsync(cancel),
    ];

    static string VectorWidth => Vector512.IsHardwareAccelerated ? "512-bit vectors" : Vector256.IsHardwareAccelerated ? "256-bit vectors" : "no wide vectors";

    Finding Disk()
    {
        var free = new DriveInfo(settings.DataFolder).AvailableFreeSpace;
        return new Finding("Data folder", free >= ScarceBytes, string.Create(CultureInfo.InvariantCulture,
            $"{settings.DataFolder}, {free >> 20:N0} MB free{(free < ScarceBytes ? ": make room, a backup or a training may not fit" : "")}"));
    }

    async Task<Finding> DatabaseAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var version = await connection.ScalarAsync<string>(database.Dialect.IsSqlite ? "select sqlite_version()" : "show server_version", null, cancel);
        var schema = await connection.ScalarAsync<long>("select max(number) from schema_migrations", null, cancel);
        var library = database.Dialect.IsSqlite ? $" ({SqliteLibrary.InUse})" : "";
        return new Finding("Database", true, $"{database.Address.Shown}{(database.Dialect.IsSqlite ? "" : $", version {version}")}{library}, schema {schema}");
    }
}
