using System.Xml.Linq;
using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Backups;

/// <summary>
/// Puts the files of a backup into the data folder, and the keys of data protection where the kind of database wants them: a laptop's lie in a
/// folder, those of several nodes in a table. Without them second factors and connections could not be read any more.
/// </summary>
static class RestoreFiles
{
    const string KeysFolder = "keys/";

    /// <summary>Takes every file out of the archive and compares its hash, before anything that is there is touched.</summary>
    public static StagedFiles Stage(ReadArchive archive, MarqueeSettings settings)
    {
        var root = Path.GetFullPath(settings.DataFolder) + Path.DirectorySeparatorChar;
        var staged = new StagedFiles(BackupFiles.Scratch(Path.Combine(root, "files")));
        try
        {
            foreach (var file in archive.Manifest.Files)
            {
                var to = Path.GetFullPath(Path.Combine(root, file.Path));
                // An archive may have been in anybody's hands.
                if (!to.StartsWith(root, StringComparison.Ordinal) || Path.IsPathRooted(file.Path))
                    throw new Invalid("backup_damaged", $"This backup names a file outside the data folder ('{file.Path}').", "file");
                archive.Extract(file, staged.Next(to));
            }

            return staged;
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }

    /// <summary>Moves the keys to where this kind of database looks for them.</summary>
    public static async Task MoveKeysAsync(Database database, MarqueeSettings settings, TimeProvider clock, CancellationToken cancel)
    {
        var folder = Path.Combine(settings.DataFolder, KeysFolder);
        if (database.Dialect.IsSqlite)
        {
            await using var connection = await database.OpenAsync(cancel);
            foreach (var (name, xml) in await connection.QueryAsync<(string, string)>("select name, xml from data_protection_keys", null, cancel))
            {
                Directory.CreateDirectory(folder);
                await File.WriteAllTextAsync(Path.Combine(folder, Path.GetFileName(name) + ".xml"), xml, cancel);
            }

            await database.WriteAsync(write => write.ExecuteAsync("delete from data_protection_keys", null, cancel), cancel);
            return;
        }

        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder, "*.xml"))
        {
            var key = XElement.Parse(await File.ReadAllTextAsync(file, cancel));
            await database.WriteAsync(write => write.ExecuteAsync(
                "insert into data_protection_keys (name, xml, created_at) values (@name, @xml, @at) on conflict (name) do nothing",
                new
                {
                    name = Path.GetFileNameWithoutExtension(file),
                    xml = key.ToString(SaveOptions.DisableFormatting),
                    at = (DateTimeOffset?)key.Element("creationDate") ?? clock.GetUtcNow(),
                }, cancel), cancel);
        }
    }
}

/// <summary>Files of a backup that wait beside their places.</summary>
sealed class StagedFiles(ScratchFolder folder) : IDisposable
{
    readonly List<(string From, string To)> _files = [];

    /// <summary>Where the file waits that belongs to <paramref name="place"/>.</summary>
    public string Next(string place)
    {
        _files.Add((folder.File(FormattableString.Invariant($"{_files.Count}")), place));
        return _files[^1].From;
    }

    /// <returns>How many took their places.</returns>
    public int Place()
    {
        foreach (var (from, to) in _files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Move(from, to, overwrite: true);
        }

        return _files.Count;
    }

    public void Dispose() => folder.Dispose();
}
