using System.IO.Compression;
using System.Text.Json;
using Marquee.Data;
using Marquee.Data.Dump;
using Marquee.Platform;

namespace Marquee.Features.Backups;

/// <summary>
/// Packs an instance into one archive: the database as it is at one moment, and the files beside it. Rows stream from the database into the
/// archive; nothing is held in memory, and writers go on.
/// </summary>
sealed class WriteArchive(Database database, MarqueeSettings settings, TimeProvider clock)
{
    /// <param name="file">Where; it appears under this name when it is whole.</param>
    /// <param name="portable">Rows as text for any database, also of a SQLite file.</param>
    /// <param name="table">Hears of each table that is in.</param>
    public async Task<BackupManifest> HandleAsync(string file, bool portable, Action<string>? table, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var unfinished = file + ".tmp";
        try
        {
            BackupManifest manifest;
            await using (var stream = BackupFiles.Create(unfinished))
            using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
                manifest = await PackAsync(zip, portable || !database.Dialect.IsSqlite, unfinished, table, cancel);
            File.Move(unfinished, file, overwrite: true);
            return manifest;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    async Task<BackupManifest> PackAsync(ZipArchive zip, bool portable, string beside, Action<string>? seen, CancellationToken cancel)
    {
        var at = clock.GetUtcNow();
        await using var patient = database.Dialect.IsSqlite ? null : await Database.ConnectAsync(database.Address.Patient, cancel);
        await using var snapshot = await Snapshot.TakeAsync(patient ?? database, cancel);
        var migrations = await snapshot.MigrationsAsync(cancel);
        var tables = new List<BackedUpTable>();
        foreach (var shape in await TableShape.AllAsync(snapshot.Connection, snapshot.Dialect, cancel))
        {
            tables.Add(portable ? await RowsAsync(zip, snapshot, shape, cancel) : await TableHash.OfEndsAsync(snapshot, shape, cancel));
            seen?.Invoke(shape.Name);
        }

        var copy = portable ? null : Copy(zip, snapshot, beside + ".db", cancel);
        var files = BackupFiles.Of(settings, out var leftOut).Select(path => Pack(zip, path)).OfType<BackedUpFile>().ToList();
        var manifest = new BackupManifest(
            BackupManifest.CurrentFormat, portable ? BackupManifest.Portable : BackupManifest.Sqlite, database.Dialect.ToString(), at, migrations, tables, files, leftOut, copy);
        await using var entry = zip.CreateEntry(BackupManifest.Entry).Open();
        await JsonSerializer.SerializeAsync(entry, manifest, BackupManifest.Json, cancel);
        return manifest;
    }

    static async Task<BackedUpTable> RowsAsync(ZipArchive zip, Snapshot snapshot, TableShape shape, CancellationToken cancel)
    {
        await using var entry = zip.CreateEntry($"tables/{shape.Name}.jsonl", CompressionLevel.Fastest).Open();
        return await TableHash.WriteAsync(entry, snapshot, shape, cancel);
    }

    static BackedUpFile Copy(ZipArchive zip, Snapshot snapshot, string scratch, CancellationToken cancel)
    {
        try
        {
            snapshot.CopyTo(scratch, cancel);
            using var from = File.OpenRead(scratch);
            using var hash = new CountedHash(zip.CreateEntry("marquee.db", CompressionLevel.Fastest).Open());
            from.CopyTo(hash, 1 << 20);
            return new BackedUpFile("marquee.db", hash.Count, hash.Sha256());
        }
        finally
        {
            File.Delete(scratch);
        }
    }

    BackedUpFile? Pack(ZipArchive zip, string path)
    {
        FileStream from;
        try
        {
            from = new FileStream(Path.Combine(settings.DataFolder, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (FileNotFoundException)
        {
            // It was there when we looked: an old model goes when a new one comes.
            return null;
        }

        using (from)
        using (var hash = new CountedHash(zip.CreateEntry("files/" + path, CompressionLevel.Fastest).Open()))
        {
            from.CopyTo(hash, 1 << 20);
            return new BackedUpFile(path, hash.Count, hash.Sha256());
        }
    }
}
