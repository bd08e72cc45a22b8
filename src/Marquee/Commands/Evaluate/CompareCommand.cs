using System.CommandLine;
using System.Text.Json;
using Marquee.Engine.Models;

namespace Marquee.Commands.Evaluate;

/// <summary><c>marquee evaluate compare</c>: several models on the same people, with intervals, as a table, Markdown and JSON.</summary>
static class CompareCommand
{
    static readonly Option<string> Models = new("--models") { Description = "Their names, separated by commas. Options: --set name.key=value.", Required = true };
    static readonly Option<string> Train = new("--train") { Description = "What the models learn from.", Required = true };
    static readonly Option<string?> FoldIn = new("--fold-in") { Description = "Ranking: what may be seen of each held-out person." };
    static readonly Option<string?> HeldOut = new("--held-out") { Description = "Ranking: what is to be found for them." };
    static readonly Option<string?> Test = new("--test") { Description = "Next or rating: what is asked of people in the training file." };
    static readonly Option<string> Task = new("--task") { Description = "What --test asks: rating or next.", DefaultValueFactory = _ => "rating" };
    static readonly Option<string> Out = new("--out") { Description = "Where to write, without ending: .md and .json are added.", DefaultValueFactory = _ => "comparison" };

    public static Command Create()
    {
        var model = new ModelArguments();
        var command = new Command("compare", "Models side by side, with confidence intervals and paired significance tests.") { Models, Train, FoldIn, HeldOut, Test, Task, Out };
        model.AddTo(command, oneModel: false);
        command.SetAction((parsed, cancel) => RunAsync(model, parsed, cancel));
        return command;
    }

    static async Task<int> RunAsync(ModelArguments model, ParseResult parsed, CancellationToken cancel)
    {
        var settings = parsed.GetRequiredValue(model.Set);
        var choices = parsed.GetRequiredValue(Models).Split(',', StringSplitOptions.TrimEntries).Select(name => ModelChoice.OneOfMany(name, settings)).ToArray();
        if (settings.FirstOrDefault(setting => !choices.Any(choice => setting.StartsWith(choice.Kind.Name + ".", StringComparison.Ordinal))) is { } stray)
            throw new InvalidOptionException($"'{stray}' sets an option of no model compared here; write it as name.key=value.");

        var items = ItemDescriptions.Read(parsed.GetRequiredValue(model.Items));
        var comparison = Comparison.Of(ContestOf(parsed, cancel), choices, items, model.Run(parsed, cancel));

        var place = parsed.GetRequiredValue(Out);
        await File.WriteAllTextAsync(place + ".md", ComparisonTable.Markdown(comparison), cancel);
        await File.WriteAllTextAsync(place + ".json", JsonSerializer.Serialize(comparison, Answer.Json) + "\n", cancel);
        if (parsed.GetValue(model.Json))
            Answer.WriteJson(comparison);
        else
            ComparisonTable.Show(comparison);
        return MarqueeCommand.Done;
    }

    static Contest ContestOf(ParseResult parsed, CancellationToken cancel)
    {
        var train = RatingFiles.Read(parsed.GetRequiredValue(Train), cancel);
        return (parsed.GetValue(FoldIn), parsed.GetValue(HeldOut), parsed.GetValue(Test), parsed.GetValue(Task)) switch
        {
            ({ } foldIn, { } heldOut, null, _) => Contest.Ranking(train, RatingFiles.Read(foldIn, cancel), RatingFiles.Read(heldOut, cancel)),
            (null, null, { } test, "next") => Contest.Next(train, RatingFiles.Read(test, cancel)),
            (null, null, { } test, "rating") => Contest.Rating(train, RatingFiles.Read(test, cancel)),
            (null, null, { }, var task) => throw new InvalidOptionException($"There is no task '{task}'. Known: rating, next."),
            _ => throw new InvalidOptionException("Give --fold-in and --held-out to compare rankings, or --test to compare ratings or the next title."),
        };
    }
}
