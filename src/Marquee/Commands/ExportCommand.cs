using System.CommandLine;
using System.Globalization;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Exports;
using Marquee.Features.Imports;
using Marquee.Platform.Errors;

namespace Marquee.Commands;

/// <summary><c>marquee export --profile NAME --format FORMAT FILE</c>: somebody's library as a file.</summary>
static class ExportCommand
{
    static readonly SettingsOptions Settings = new();
    static readonly Argument<FileInfo> File = new("FILE") { Description = "Where to write it; a form of several files is a zip, or, for a .csv, files beside it." };
    static readonly Option<string> Profile = new("--profile") { Description = "Whose library.", Required = true };
    static readonly Option<string> Format = new("--format") { Description = "marquee (everything; the default), letterboxd, imdb or trakt.", DefaultValueFactory = _ => ExportLibrary.Whole };
    static readonly Option<bool> Json = new("--json") { Description = "Answer with one JSON document." };

    public static Command Create()
    {
        var command = new Command("export", "Writes a profile's library to a file.") { File, Profile, Format, Json };
        Settings.AddTo(command);
        command.SetAction(ExportAsync);
        return command;
    }

    static async Task<int> ExportAsync(ParseResult parsed, CancellationToken cancel)
    {
        var file = parsed.GetRequiredValue(File);
        var format = parsed.GetRequiredValue(Format);
        ExportLibrary.Check(format);
        await using var app = await Workspace.OpenAsync(Settings.Read(parsed), cancel);
        await using var connection = await app.Services.GetRequiredService<Database>().OpenAsync(cancel);
        var name = parsed.GetRequiredValue(Profile).Trim();
        var profile = await ProfileNames.FindAsync(connection, name, cancel) ?? throw new Invalid("profile_missing", $"There is no profile '{name}'.", "profile");

        var exported = await app.Services.GetRequiredService<ExportLibrary>().HandleAsync(profile, TitleSight.Everything, name, format, cancel);
        var written = await WriteAsync(file, exported, cancel);
        if (parsed.GetValue(Json))
            Answer.WriteJson(new { format, profile = name, exported.Records, exported.Left, Files = written });
        else
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{exported.Records:N0} records of {name} are in {string.Join(", ", written)}{(exported.Left > 0 ? $", but for {exported.Left:N0} that this form cannot hold" : "")}."));
        return MarqueeCommand.Done;
    }

    static async Task<IReadOnlyList<string>> WriteAsync(FileInfo file, Exported exported, CancellationToken cancel)
    {
        if (file.DirectoryName is { } folder)
            Directory.CreateDirectory(folder);
        if (exported.Files.Count < 2 || !string.Equals(file.Extension, ".csv", StringComparison.OrdinalIgnoreCase))
        {
            await System.IO.File.WriteAllBytesAsync(file.FullName, exported.Bytes, cancel);
            return [file.FullName];
        }

        var written = new List<string>();
        foreach (var part in exported.Files)
        {
            // letterboxd-2.csv and letterboxd-watchlist.csv stand beside mine.csv as mine-2.csv and mine-watchlist.csv.
            var ending = Path.GetFileNameWithoutExtension(part.Name)["letterboxd".Length..];
            var path = Path.Combine(file.DirectoryName!, Path.GetFileNameWithoutExtension(file.Name) + ending + file.Extension);
            await System.IO.File.WriteAllBytesAsync(path, part.Bytes, cancel);
            written.Add(path);
        }

        return written;
    }
}
