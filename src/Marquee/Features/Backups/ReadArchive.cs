using System.IO.Compression;
using System.Text.Json;
using Marquee.Data;
using Marquee.Data.Dump;
using Marquee.Platform.Errors;

namespace Marquee.Features.Backups;

/// <summary>A backup's archive, opened and believed only as far as it was checked.</summary>
sealed class ReadArchive : IDisposable
{
    readonly ZipArchive _zip;

    ReadArchive(ZipArchive zip, BackupManifest manifest) => (_zip, Manifest) = (zip, manifest);

    public BackupManifest Manifest { get; }

    /// <exception cref="Invalid">It is no backup, it is damaged, or a newer program made it.</exception>
    public static ReadArchive Open(string file)
    {
        if (!File.Exists(file))
            throw new Invalid("file_missing", $"There is no file '{file}'. Check the path.", "file");
        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(File.OpenRead(file), ZipArchiveMode.Read);
            var entry = zip.GetEntry(BackupManifest.Entry) ?? throw new InvalidDataException("it has no manifest");
            using var stream = entry.Open();
            var manifest = JsonSerializer.Deserialize<BackupManifest>(stream, BackupManifest.Json);
            if (manifest is not { Tables: not null, Migrations: not null, Files: not null })
                throw new InvalidDataException("its manifest says nothing of tables");
            Check(manifest);
            return new ReadArchive(zip, manifest);
        }
        catch (Exception damage) when (damage is InvalidDataException or JsonException or NotSupportedException)
        {
            zip?.Dispose();
            throw new Invalid("not_a_backup", $"This is no backup of Marquee, or it is damaged: {damage.Message.TrimEnd('.')}.", "file");
        }
        catch
        {
            zip?.Dispose();
            throw;
        }
    }

    static void Check(BackupManifest manifest)
    {
        var known = Migrator.KnownTo(Dialect.Sqlite);
        if (manifest.Format > BackupManifest.CurrentFormat || manifest.Migrations.Except(known).Any())
            throw new Invalid("backup_newer",
                $"This backup was made by a newer Marquee (schema {manifest.Migrations.DefaultIfEmpty().Max():0000}, this program knows {known[^1]:0000}): restore it with that version, or update this one.", "file");
        if (manifest.Form is not (BackupManifest.Sqlite or BackupManifest.Portable))
            throw new InvalidDataException($"its form '{manifest.Form}' is not known");
    }

    /// <summary>The tables of a portable backup; each row is checked against the hash by the time the last one is read.</summary>
    public IReadOnlyList<TableSource> Tables() => [.. Manifest.Tables.Select(table => new TableSource(table.Name, table.Columns, () => Rows(table)))];

    IEnumerable<object?[]> Rows(BackedUpTable table)
    {
        using var hash = new CountedHash(Entry(table.Entry).Open());
        foreach (var row in RowLines.Read(hash, table.Columns))
            yield return row;
        if (hash.Sha256() != table.Sha256)
            throw new InvalidDataException($"The rows of {table.Name} are not the ones that were written.");
    }

    /// <summary>Takes a file out, whole or not at all.</summary>
    /// <exception cref="InvalidDataException">It is not the one that was packed.</exception>
    public void Extract(BackedUpFile file, string to, bool isDatabase = false)
    {
        using var from = new CountedHash(Entry(isDatabase ? file.Path : file.Entry).Open());
        using (var target = BackupFiles.Create(to))
            from.CopyTo(target, 1 << 20);
        if (from.Count == file.Size && from.Sha256() == file.Sha256)
            return;
        File.Delete(to);
        throw new InvalidDataException($"The file {file.Path} is not the one that was packed.");
    }

    ZipArchiveEntry Entry(string name) => _zip.GetEntry(name) ?? throw new InvalidDataException($"The archive lacks {name}.");

    public void Dispose() => _zip.Dispose();
}
