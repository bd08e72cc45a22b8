using System.CommandLine;
using System.Globalization;
using Marquee.Features.Imports;
using Marquee.Features.Imports.Keeping;
using Marquee.Features.Recommendations.Learning;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Commands;

/// <summary><c>marquee import FILE --profile NAME</c>: any supported export into somebody's library; a second time nothing is new.</summary>
static class ImportCommand
{
    static readonly SettingsOptions Settings = new();
    static readonly Argument<FileInfo> File = new("FILE") { Description = "An export of any service, as it was downloaded." };
    static readonly Option<string> Profile = new("--profile") { Description = "Whose library; a profile that does not exist is made.", Required = true };
    static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would come of it and write nothing." };
    static readonly Option<bool> Json = new("--json") { Description = "Answer with one JSON document." };
    static readonly Option<string?> Conflict = new("--conflict") { Description = "What stands when both have a rating: mine, theirs or newest (the default)." };
    static readonly Option<string?> As = new("--as") { Description = "What a Letterboxd film list is: watched, watchlist or likes." };

    public static Command Create()
    {
        var command = new Command("import", "Brings an export file into a profile's library.") { File, Profile, DryRun, Json, Conflict, As };
        Settings.AddTo(command);
        command.SetAction((parsed, cancel) => ImportAsync(parsed, cancel));
        return command;
    }

    static async Task<int> ImportAsync(ParseResult parsed, CancellationToken cancel)
    {
        // Everything that can be wrong with the call is said before anything is loaded.
        var file = parsed.GetRequiredValue(File);
        var choices = new ImportChoices(ImportChoices.RuleOf(parsed.GetValue(Conflict)), MakesTitles: true);
        var readAs = Upload.ReadAsOf(parsed.GetValue(As));
        if (!file.Exists)
            throw new Invalid("file_missing", $"There is no file '{file}'. Check the path.", "file");
        await using var bytes = file.OpenRead();
        ImportForProfile.Open(bytes, file.Name, readAs).Dispose();

        await using var app = await Workspace.OpenAsync(Settings.Read(parsed), cancel);
        await PrepareAsync(app, cancel);
        await using var scope = app.Services.CreateAsyncScope();
        using var items = new ImportedRows(keeps: parsed.GetValue(Json));
        var done = await scope.ServiceProvider.GetRequiredService<ImportForProfile>().HandleAsync(
            bytes, file.Name, parsed.GetRequiredValue(Profile), readAs, choices, parsed.GetValue(DryRun), items.Add, cancel);
        if (parsed.GetValue(Json))
            items.Write(done);
        else
            Show(done, parsed.GetValue(DryRun));
        return done.Count.Read > 0 || done.Count.Fresh > 0 ? MarqueeCommand.Done : MarqueeCommand.NothingToDo;
    }

    // The catalogue must be there; the models need not.
    static async Task PrepareAsync(WebApplication app, CancellationToken cancel)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        await Workspace.ShowAsync(readiness, async () =>
        {
            foreach (var step in app.Services.GetServices<IPreparationStep>().Where(step => step is not PrepareModels).OrderBy(step => step.Order))
                await step.RunAsync(readiness, cancel);
            readiness.Ready();
        }, cancel);
    }

    static void Show(ImportedHistory done, bool isTrial)
    {
        var count = done.Count;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{done.SourceName}: {count.Read:N0} rows, {count.Matched:N0} matched, {count.Unsure:N0} unsure, {count.Unmatched:N0} unmatched, {count.Skipped:N0} skipped."));
        if (done.IsNewProfile)
            Console.WriteLine(isTrial ? $"There is no profile '{done.Profile}' yet: it would be made." : $"There was no profile '{done.Profile}': it was made.");
        Console.WriteLine(count.Fresh == 0 ? "Nothing new: everything that could be placed was here already." : done.Words);
        if (isTrial)
            Console.WriteLine("This was a trial: nothing was written.");
    }
}
