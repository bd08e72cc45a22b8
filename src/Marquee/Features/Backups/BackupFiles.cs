using Marquee.Platform;

namespace Marquee.Features.Backups;

/// <summary>The files of the data folder that belong into a backup, and how a backup's own file is made.</summary>
static class BackupFiles
{
    /// <summary>Models beyond this are left out: training makes them again.</summary>
    const long ModelsUpTo = 512L * 1024 * 1024;

    const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Paths below the data folder: keys, models, artwork and whatever else features keep there, but not the database, backups and what is half written.</summary>
    public static IReadOnlyList<string> Of(MarqueeSettings settings, out IReadOnlyList<string> leftOut)
    {
        leftOut = [];
        if (!Directory.Exists(settings.DataFolder))
            return [];
        var database = Marquee.Data.DatabaseAddress.Parse(settings.Database).File;
        var backups = Path.GetFullPath(settings.BackupsFolder) + Path.DirectorySeparatorChar;
        List<FileInfo> files = [.. new DirectoryInfo(settings.DataFolder)
            .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(file => !IsDatabase(file.FullName, database) && !(file.FullName + Path.DirectorySeparatorChar).StartsWith(backups, StringComparison.Ordinal))
            .Where(file => !file.Name.EndsWith(".tmp", StringComparison.Ordinal) && file.Name != ".writable")];
        var models = files.FindAll(file => file.FullName.StartsWith(settings.ModelsFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        if (models.Sum(file => file.Length) > ModelsUpTo)
        {
            files.RemoveAll(models.Contains);
            leftOut = ["models: they are large, and training makes them again"];
        }

        return [.. files.Select(file => Path.GetRelativePath(settings.DataFolder, file.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal)];
    }

    // With its log, and what a restore has put aside.
    static bool IsDatabase(string path, string? database) => database is not null && path.StartsWith(database, StringComparison.Ordinal);

    /// <summary>A new file that nobody else on this machine may read: it holds everybody's data and the keys.</summary>
    public static FileStream Create(string path)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Private;
        return new FileStream(path, options);
    }

    /// <summary>A folder for a scratch database beside the archive, gone with its owner.</summary>
    public static ScratchFolder Scratch(string beside)
    {
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(beside))!, $".scratch-{Guid.NewGuid():N}.tmp");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, Private | UnixFileMode.UserExecute);
        return new ScratchFolder(folder);
    }
}

/// <summary>A folder that goes when it is not needed any more.</summary>
sealed class ScratchFolder(string path) : IDisposable
{
    public string File(string name) => System.IO.Path.Combine(path, name);

    public void Dispose() => Directory.Delete(path, recursive: true);
}
