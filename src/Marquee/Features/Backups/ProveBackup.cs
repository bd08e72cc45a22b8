using System.Globalization;
using Marquee.Data;
using Marquee.Data.Dump;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marquee.Features.Backups;

/// <summary>What came of trying a backup.</summary>
/// <param name="Words">A sentence.</param>
sealed record BackupProof(bool IsGood, string Words, DateTimeOffset At, long Milliseconds);

/// <summary>
/// Tries a backup by restoring it into a scratch database: SQLite checks every page and every reference, the schema's steps must be those that
/// were written down, and each table must have its rows. A backup that was not tried is a hope.
/// </summary>
sealed class ProveBackup(TimeProvider clock)
{
    public async Task<BackupProof> HandleAsync(string file, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        string? wrong;
        try
        {
            using var archive = ReadArchive.Open(file);
            wrong = await TryAsync(archive, file, cancel);
            if (wrong is null)
                return Proof(true, string.Create(CultureInfo.InvariantCulture, $"Restored into a scratch database: {archive.Manifest.Rows:N0} rows of {archive.Manifest.Tables.Count} tables and {archive.Manifest.Files.Count} files are as they were."));
        }
        catch (Exception damage) when (damage is InvalidDataException or Platform.Errors.Invalid or IOException or System.Data.Common.DbException or DatabaseUnavailable)
        {
            wrong = damage.Message;
        }

        return Proof(false, wrong);

        BackupProof Proof(bool isGood, string words) => new(isGood, words, clock.GetUtcNow(), (long)clock.GetElapsedTime(started).TotalMilliseconds);
    }

    async Task<string?> TryAsync(ReadArchive archive, string file, CancellationToken cancel)
    {
        var manifest = archive.Manifest;
        using var scratch = BackupFiles.Scratch(file);
        foreach (var packed in manifest.Files)
            archive.Extract(packed, scratch.File("file"));

        var path = scratch.File("scratch.db");
        if (manifest.Form == BackupManifest.Sqlite)
            archive.Extract(manifest.Database ?? throw new InvalidDataException("The manifest names no database."), path, isDatabase: true);
        await using var database = await Database.ConnectAsync(path, cancel);
        if (manifest.Form == BackupManifest.Portable)
            await FillDatabase.HandleAsync(database, NullLogger<Migrator>.Instance, clock, manifest.Migrations, archive.Tables(), bringUp: false, replace: false, null, cancel);

        await using var snapshot = await Snapshot.TakeAsync(database, cancel);
        if (await snapshot.Connection.QueryAsync<string>("pragma integrity_check", null, cancel) is var found and not ["ok"])
            return $"SQLite finds damage: {found.FirstOrDefault()}.";
        if (await snapshot.Connection.FirstAsync<string>("""select "table" from pragma_foreign_key_check""", null, cancel) is { } dangling)
            return $"Rows of {dangling} point at rows that are not there.";
        if (!(await snapshot.MigrationsAsync(cancel)).SequenceEqual(manifest.Migrations))
            return "The schema is not the one that was written down.";
        return await TableHash.DifferenceAsync(snapshot, manifest, cancel);
    }
}
