using System.CommandLine;
using System.Diagnostics;
using Marquee.Engine.Evaluation;

namespace Marquee.Commands.Evaluate;

/// <summary><c>marquee evaluate next</c>: people of the training file, and what each watched next.</summary>
static class NextCommand
{
    public static Command Create()
    {
        var train = new Option<string>("--train") { Description = "What the model learns from, and sees of each person.", Required = true };
        var test = new Option<string>("--test") { Description = "What each person watched next.", Required = true };
        var model = new ModelArguments();
        var command = new Command("next", "Hit rate, NDCG and MRR of the next title over the full catalogue, from what came before.") { train, test };
        model.AddTo(command);
        command.SetWork((parsed, cancel) => Run(parsed.GetRequiredValue(train), parsed.GetRequiredValue(test), model, parsed, cancel));
        return command;
    }

    static int Run(string trainFile, string testFile, ModelArguments model, ParseResult parsed, CancellationToken cancel)
    {
        var choice = model.Choice(parsed);
        var items = ItemDescriptions.Read(parsed.GetRequiredValue(model.Items));
        var run = model.Run(parsed, cancel);
        var readSeconds = 0.0;
        var train = RatingFiles.Read(trainFile, ref readSeconds, cancel);
        var task = RankingTask.Of(train.Items, train, RatingFiles.Read(testFile, ref readSeconds, cancel), UnseenItems.Missed);
        if (task.People.Count == 0)
            throw new NothingToDoException("The test file has nobody whose next title is not in the training file already.");

        var fitted = choice.Train(train, items, run);
        var watch = Stopwatch.StartNew();
        var outcome = RankingOutcome.Of(task, fitted.Model, RankingReport.ListLength, run);
        var scoreSeconds = watch.Elapsed.TotalSeconds;

        var report = new Report(choice, run.Seed);
        foreach (var measure in RankingReport.Next)
            report.Add(measure.Name, outcome.Mean(measure));
        report.Add("users", task.People.Count);
        report.Add("items", train.Items.Count);
        report.AddCost(("read_seconds", readSeconds), ("fit_seconds", fitted.Seconds), ("score_seconds", scoreSeconds));
        return report.Write(parsed.GetValue(model.Json));
    }
}
