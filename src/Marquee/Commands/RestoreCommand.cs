using System.CommandLine;
using System.Globalization;
using Marquee.Data;
using Marquee.Features.Backups;
using Marquee.Platform;
using Marquee.Platform.Errors;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marquee.Commands;

/// <summary><c>marquee restore FILE</c>: a backup into an empty database of either kind, or over one whose name is typed.</summary>
static class RestoreCommand
{
    static readonly SettingsOptions Settings = new();
    static readonly Argument<FileInfo> File = new("FILE") { Description = "A backup made by 'marquee backup' or by the schedule." };
    static readonly Option<string?> Replace = new("--replace") { Description = "The name of the database that may be replaced, typed to say that it is meant. What is there is kept aside." };
    static readonly Option<bool> Json = new("--json") { Description = "Answer with one JSON document." };

    public static Command Create()
    {
        var command = new Command("restore", "Brings a backup back: into an empty place, on SQLite or PostgreSQL. Stop the server first.") { File, Replace, Json };
        Settings.AddTo(command);
        command.SetWork((parsed, cancel) => RestoreAsync(Settings.Read(parsed), parsed.GetRequiredValue(File).FullName, parsed.GetValue(Replace), parsed.GetValue(Json), cancel));
        return command;
    }

    static async Task<int> RestoreAsync(MarqueeSettings settings, string file, string? replace, bool json, CancellationToken cancel)
    {
        Directory.CreateDirectory(settings.DataFolder);
        Restored done;
        try
        {
            done = await new RestoreBackup(settings, settings.Clock, NullLogger<Migrator>.Instance).HandleAsync(file, replace, null, cancel);
        }
        catch (Exception failed) when (failed is IOException or System.Data.Common.DbException)
        {
            throw new Invalid("restore_failed", $"Nothing was restored: {failed.Message.TrimEnd('.')}.");
        }

        if (json)
            Answer.WriteJson(new { done.Into, MadeAt = done.Manifest.MadeAt, done.Manifest.Form, done.Manifest.MadeFrom, done.Manifest.Rows, Tables = done.Manifest.Tables.Count, done.Files, done.Applied, done.KeptAside });
        else
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done.Manifest.Rows:N0} rows of {done.Manifest.Tables.Count} tables and {done.Files} files of {done.Manifest.MadeAt:u} are in {done.Into}."));
            if (done.Applied.Count > 0)
                Console.WriteLine($"It was made by an older Marquee; applied since: {string.Join(", ", done.Applied)}.");
            if (done.KeptAside is { } aside)
                Console.WriteLine($"What was there before is kept as {aside}.");
        }

        return MarqueeCommand.Done;
    }
}
