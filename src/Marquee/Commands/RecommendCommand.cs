using System.CommandLine;
using System.Globalization;
using Marquee.Features.Recommendations;
using Marquee.Features.Recommendations.FromFile;
using Marquee.Platform;
using Marquee.Platform.Errors;
using Spectre.Console;

namespace Marquee.Commands;

/// <summary><c>marquee recommend --history FILE</c>: any supported export in, recommendations with reasons out; no server, no account.</summary>
static class RecommendCommand
{
    static readonly SettingsOptions Settings = new();
    static readonly Option<FileInfo> History = new("--history") { Description = "An export: a Letterboxd zip or CSV, IMDb or MovieLens CSV.", Required = true };
    static readonly Option<int> Count = new("--count") { Description = "How many titles, 1 to 100.", DefaultValueFactory = _ => RecommendForProfile.DefaultCount };
    static readonly Option<string?> Model = new("--model") { Description = "popularity, item-knn, svd, als, ease, content or blend (the default)." };
    static readonly Option<bool> Json = new("--json") { Description = "Answer with one JSON document." };

    public static Command Create()
    {
        var command = new Command("recommend", "Recommends titles for an export file.") { History, Count, Model, Json };
        Settings.AddTo(command);
        command.SetAction((parsed, cancel) => RecommendAsync(
            Settings.Read(parsed), parsed.GetRequiredValue(History), parsed.GetValue(Model), parsed.GetValue(Count), parsed.GetValue(Json), cancel));
        return command;
    }

    static async Task<int> RecommendAsync(MarqueeSettings settings, FileInfo file, string? model, int count, bool json, CancellationToken cancel)
    {
        // Everything that can be wrong with the call is said before anything is loaded or trained.
        RecommendForProfile.Count(count);
        if (!file.Exists)
            throw new Invalid("file_missing", $"There is no file '{file}'. Check the path.", "history");

        await using var app = await Workspace.OpenAsync(settings, cancel);
        await app.PrepareAsync(cancel);
        await using var bytes = file.OpenRead();
        var answer = await app.Services.GetRequiredService<RecommendForFile>().HandleAsync(bytes, file.Name, model, count, cancel);

        if (json)
            Answer.WriteJson(FileAnswerBody.From(answer));
        else
            Show(answer);
        if (answer.Taste.Events.Count > 0)
            return MarqueeCommand.Done;
        await Console.Error.WriteLineAsync("No row of this file is a title that Marquee knows, so there is nothing to go by.");
        return MarqueeCommand.NothingToDo;
    }

    static void Show(FileAnswer answer)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{answer.SourceName}: {answer.Rows:N0} rows, {answer.Matched:N0} matched, {answer.Unsure:N0} unsure, {answer.Unmatched.Count:N0} unmatched."));
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "Title", "Predicted", "Why");
        foreach (var (place, title) in answer.Recommendations.Titles.Index())
            table.AddRow(
                (place + 1).ToString(CultureInfo.InvariantCulture),
                Markup.Escape($"{title.Title.Title} ({title.Title.Year})"),
                title.Predicted is { } predicted ? predicted.Rating.ToString("0.0", CultureInfo.InvariantCulture) : "",
                Markup.Escape(title.Reason.Text));
        AnsiConsole.Write(table);
    }
}
