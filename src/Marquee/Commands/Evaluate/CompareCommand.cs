using System.CommandLine;
using System.Text.Json;
using Marquee.Engine.Data;
using Marquee.Engine.Models;

namespace Marquee.Commands.Evaluate;

/// <summary><c>marquee evaluate compare</c>: several models on the same people, with intervals, as a table, Markdown and JSON.</summary>
static class CompareCommand
{
    static readonly Option<string> Models = new("--models") { Description = "Their names, separated by commas; label=name to compare a model with itself. Options: --set label.key=value.", Required = true };
    static readonly Option<string[]> Train = new("--train") { Description = "What the models learn from; several files for several folds.", Required = true, AllowMultipleArgumentsPerToken = true };
    static readonly Option<string[]> FoldIn = Files("--fold-in", "Ranking: what may be seen of each held-out person.");
    static readonly Option<string[]> HeldOut = Files("--held-out", "Ranking: what is to be found for them.");
    static readonly Option<string[]> Test = Files("--test", "Next or rating: what is asked of people in the training file.");
    static readonly Option<string> Task = new("--task") { Description = "What --test asks: rating or next.", DefaultValueFactory = _ => "rating" };
    static readonly Option<string> Out = new("--out") { Description = "Where to write, without ending: .md and .json are added.", DefaultValueFactory = _ => "comparison" };

    public static Command Create()
    {
        var model = new ModelArguments();
        var command = new Command("compare", "Models side by side, with confidence intervals and paired significance tests.") { Models, Train, FoldIn, HeldOut, Test, Task, Out };
        model.AddTo(command, oneModel: false);
        command.SetWork((parsed, cancel) => RunAsync(model, parsed, cancel));
        return command;
    }

    static async Task<int> RunAsync(ModelArguments model, ParseResult parsed, CancellationToken cancel)
    {
        var place = OutputPlace.Prepare(parsed.GetRequiredValue(Out));
        var choices = ModelChoice.Several(parsed.GetRequiredValue(Models), parsed.GetRequiredValue(model.Set));
        var items = ItemDescriptions.Read(parsed.GetRequiredValue(model.Items));
        var comparison = Comparison.Of(ContestsOf(parsed, cancel), choices, items, model.Run(parsed, cancel));

        await File.WriteAllTextAsync(place + ".md", ComparisonTable.Markdown(comparison), cancel);
        await File.WriteAllTextAsync(place + ".json", JsonSerializer.Serialize(comparison, Answer.Json) + "\n", cancel);
        if (parsed.GetValue(model.Json))
            Answer.WriteJson(comparison);
        else
            ComparisonTable.Show(comparison);
        return MarqueeCommand.Done;
    }

    static Option<string[]> Files(string name, string description) =>
        new(name) { Description = description + " One file a fold.", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };

    static Contest[] ContestsOf(ParseResult parsed, CancellationToken cancel)
    {
        var train = parsed.GetRequiredValue(Train);
        var (foldIn, heldOut, test) = (parsed.GetRequiredValue(FoldIn), parsed.GetRequiredValue(HeldOut), parsed.GetRequiredValue(Test));
        if (test.Length == 0 && foldIn.Length == train.Length && heldOut.Length == train.Length)
            return [.. train.Select((file, fold) => Contest.Ranking(Read(file), Read(foldIn[fold]), Read(heldOut[fold])))];
        if (foldIn.Length + heldOut.Length > 0 || test.Length != train.Length)
            throw new InvalidOptionException("For each --train give one --fold-in and one --held-out to compare rankings, or one --test to compare ratings or the next title.");
        Func<Interactions, Interactions, Contest> contest = parsed.GetValue(Task) switch
        {
            "next" => Contest.Next,
            "rating" => Contest.Rating,
            var task => throw new InvalidOptionException($"There is no task '{task}'. Known: rating, next."),
        };
        return [.. train.Zip(test, (from, asked) => contest(Read(from), Read(asked)))];

        Interactions Read(string file) => RatingFiles.Read(file, cancel);
    }
}
