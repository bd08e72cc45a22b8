using System.CommandLine;
using System.Globalization;
using Marquee.Data;
using Marquee.Features.Backups;
using Marquee.Platform;
using Marquee.Platform.Errors;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marquee.Commands;

/// <summary><c>marquee backup</c>: makes a backup and tries it, also beside a running server; <c>list</c> and <c>verify FILE</c> look at those there are.</summary>
static class BackupCommand
{
    static readonly SettingsOptions Settings = new(), ListSettings = new();
    static readonly Option<FileInfo?> To = new("--to") { Description = "Where to write it. Without: into the folder of backups, where older ones go by its rule. (MARQUEE_BACKUPS; backups in the data folder)" };
    static readonly Option<bool> Portable = new("--portable") { Description = "Rows as text instead of a copy of the SQLite file. Either can be restored into either database." };
    static readonly Option<bool> Json = new("--json") { Description = "Answer with one JSON document." }, ListJson = new("--json") { Description = "Answer with one JSON document." }, VerifyJson = new("--json") { Description = "Answer with one JSON document." };
    static readonly Argument<FileInfo> File = new("FILE") { Description = "A backup." };

    public static Command Create()
    {
        var list = new Command("list", "Lists the backups there are, and what trying them said.") { ListJson };
        ListSettings.AddTo(list);
        list.SetAction((parsed, _) => Task.FromResult(List(ListSettings.Read(parsed), parsed.GetValue(ListJson))));

        var verify = new Command("verify", "Tries a backup by restoring it into a scratch database.") { File, VerifyJson };
        verify.SetWork((parsed, cancel) => VerifyAsync(parsed.GetRequiredValue(File), parsed.GetValue(VerifyJson), cancel));

        var command = new Command("backup", "Makes a backup of everything and tries it. A running server goes on meanwhile.") { To, Portable, Json, list, verify };
        Settings.AddTo(command);
        command.SetWork((parsed, cancel) => BackUpAsync(Settings.Read(parsed), parsed.GetValue(To)?.FullName, parsed.GetValue(Portable), parsed.GetValue(Json), cancel));
        return command;
    }

    // Not the whole program: it would bring the schema up to date, and a backup before an upgrade is of what was there before.
    static async Task<int> BackUpAsync(MarqueeSettings settings, string? to, bool portable, bool json, CancellationToken cancel)
    {
        if (DatabaseAddress.Parse(settings.Database).File is { } file && !System.IO.File.Exists(file))
            throw new Invalid("nothing_there", $"There is no database at {file}: nothing to back up. Check --data or --database.", "database");
        await using var database = await Database.ConnectAsync(settings.Database, cancel);
        var make = new MakeBackup(
            new WriteArchive(database, settings, settings.Clock), new ProveBackup(settings.Clock), new BackupShelf(settings), new BackupPlan(database, settings.Clock), settings.Clock, NullLogger<MakeBackup>.Instance);
        MadeBackup made;
        try
        {
            made = await make.HandleAsync(to, portable, isByHand: true, null, cancel);
        }
        catch (Exception failed) when (failed is IOException or System.Data.Common.DbException)
        {
            throw new Invalid("backup_failed", $"No backup was made: {failed.Message.TrimEnd('.')}.");
        }

        if (json)
            Answer.WriteJson(new
            {
                made.File,
                made.Manifest.Form,
                Bytes = made.Backup.Size,
                made.Manifest.Rows,
                Tables = made.Manifest.Tables.Count,
                Files = made.Manifest.Files.Count,
                made.Manifest.LeftOut,
                Verified = made.Proof.IsGood,
                Message = made.Proof.Words,
                made.Proof.Milliseconds,
                made.Removed,
            });
        else
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{made.File}: {made.Backup.Size / 1048576.0:N1} MB. {made.Proof.Words}{(made.Removed.Count > 0 ? $" {made.Removed.Count} older ones went." : "")}"));
        return made.Proof.IsGood ? MarqueeCommand.Done : MarqueeCommand.NothingToDo;
    }

    static int List(MarqueeSettings settings, bool json)
    {
        var backups = new BackupShelf(settings).All();
        if (json)
            Answer.WriteJson(new { backups });
        else if (backups.Count == 0)
            Console.WriteLine($"There are no backups in {settings.BackupsFolder}.");
        foreach (var backup in json ? [] : backups)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{backup.Name}  {backup.Size / 1048576.0,8:N1} MB  {backup.Form,-8}  {backup.Words ?? "not tried"}"));
        return MarqueeCommand.Done;
    }

    static async Task<int> VerifyAsync(FileInfo file, bool json, CancellationToken cancel)
    {
        if (!file.Exists)
            throw new Invalid("file_missing", $"There is no file '{file}'. Check the path.", "file");
        var proof = await new ProveBackup(TimeProvider.System).HandleAsync(file.FullName, cancel);
        if (json)
            Answer.WriteJson(new { File = file.FullName, Verified = proof.IsGood, Message = proof.Words, proof.Milliseconds });
        else
            Console.WriteLine(proof.Words);
        return proof.IsGood ? MarqueeCommand.Done : MarqueeCommand.NothingToDo;
    }
}
