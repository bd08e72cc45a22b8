using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Marquee.Platform;

namespace Marquee.Features.Backups;

/// <summary>A backup as it lies in the folder.</summary>
/// <param name="Name">Its file's name.</param>
/// <param name="IsGood">Null: it was not tried.</param>
/// <param name="Words">What trying it said.</param>
sealed record ShelvedBackup(string Name, DateTimeOffset MadeAt, long Size, string Form, string MadeFrom, long Rows, bool IsByHand, bool? IsGood, string? Words, DateTimeOffset? TriedAt);

/// <summary>The folder of backups. It is the only list of them: the day one is needed, the database may be gone.</summary>
sealed partial class BackupShelf(MarqueeSettings settings)
{
    /// <summary>The newest first.</summary>
    public IReadOnlyList<ShelvedBackup> All() => !Directory.Exists(settings.BackupsFolder) ? [] :
        [.. Directory.EnumerateFiles(settings.BackupsFolder, "*.zip").Where(file => Named().IsMatch(Path.GetFileName(file))).Select(Read).OrderByDescending(backup => backup.MadeAt).ThenByDescending(backup => backup.Name, StringComparer.Ordinal)];

    /// <summary>The one of a name; null when there is none, whatever was asked for.</summary>
    public ShelvedBackup? Find(string name) => Named().IsMatch(name) && File.Exists(PathOf(name)) ? Read(PathOf(name)) : null;

    public string PathOf(string name) => Path.Combine(settings.BackupsFolder, name);

    public static string NameAt(DateTimeOffset at) => at.UtcDateTime.ToString("'marquee-'yyyyMMdd'T'HHmmss'Z.zip'", CultureInfo.InvariantCulture);

    /// <summary>Writes down what is known of a backup, beside it.</summary>
    public static void Note(string file, ShelvedBackup backup)
    {
        using var note = BackupFiles.Create(file + ".json");
        JsonSerializer.Serialize(note, backup, BackupManifest.Json);
    }

    /// <summary>Takes away what a program that was killed left half written.</summary>
    public void Sweep(DateTimeOffset now)
    {
        if (!Directory.Exists(settings.BackupsFolder))
            return;
        foreach (var left in new DirectoryInfo(settings.BackupsFolder).EnumerateFileSystemInfos("*.tmp").Where(left => now - left.LastWriteTimeUtc > TimeSpan.FromDays(1)))
            if (left is DirectoryInfo folder)
                folder.Delete(recursive: true);
            else
                left.Delete();
    }

    /// <summary>Takes away what the rule does not keep.</summary>
    /// <returns>The names of those that went.</returns>
    public IReadOnlyList<string> Prune(KeepRule rule, DateTimeOffset now)
    {
        var superfluous = rule.Superfluous(All(), now);
        foreach (var backup in superfluous)
        {
            File.Delete(PathOf(backup.Name));
            File.Delete(PathOf(backup.Name) + ".json");
        }

        return [.. superfluous.Select(backup => backup.Name)];
    }

    static ShelvedBackup Read(string file)
    {
        var name = Path.GetFileName(file);
        var size = new FileInfo(file).Length;
        try
        {
            if (File.Exists(file + ".json") && JsonSerializer.Deserialize<ShelvedBackup>(File.ReadAllBytes(file + ".json"), BackupManifest.Json) is { } noted)
                return noted with { Name = name, Size = size };
            using var archive = ReadArchive.Open(file);
            return Of(name, size, archive.Manifest, isByHand: true, proof: null);
        }
        catch (Exception unreadable) when (unreadable is Platform.Errors.Invalid or JsonException or IOException)
        {
            var at = DateTimeOffset.ParseExact(Named().Match(name).Groups["at"].Value, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            return new ShelvedBackup(name, at, size, "", "", 0, IsByHand: true, IsGood: false, unreadable.Message, null);
        }
    }

    public static ShelvedBackup Of(string name, long size, BackupManifest manifest, bool isByHand, BackupProof? proof) =>
        new(name, manifest.MadeAt, size, manifest.Form, manifest.MadeFrom, manifest.Rows, isByHand, proof?.IsGood, proof?.Words, proof?.At);

    [GeneratedRegex(@"^marquee-(?<at>\d{8}T\d{6}Z)\.zip$")]
    private static partial Regex Named();
}
