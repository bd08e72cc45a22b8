using System.CommandLine;
using System.Diagnostics;
using Marquee.Engine.Evaluation;

namespace Marquee.Commands.Evaluate;

/// <summary><c>marquee evaluate ranking</c>: people the model never saw, from a part of what they watched.</summary>
static class RankingCommand
{
    public static Command Create()
    {
        var train = new Option<string>("--train") { Description = "What the model learns from.", Required = true };
        var foldIn = new Option<string>("--fold-in") { Description = "What the model may see of each held-out person.", Required = true };
        var heldOut = new Option<string>("--held-out") { Description = "What it has to find for them.", Required = true };
        var model = new ModelArguments();
        var command = new Command("ranking", "Recall, NDCG, MAP, MRR and more over the full catalogue, for people the model never saw.") { train, foldIn, heldOut };
        model.AddTo(command);
        command.SetWork((parsed, cancel) => Run(
            parsed.GetRequiredValue(train), parsed.GetRequiredValue(foldIn), parsed.GetRequiredValue(heldOut), model, parsed, cancel));
        return command;
    }

    static int Run(string trainFile, string foldInFile, string heldOutFile, ModelArguments model, ParseResult parsed, CancellationToken cancel)
    {
        var choice = model.Choice(parsed);
        var items = ItemDescriptions.Read(parsed.GetRequiredValue(model.Items));
        var run = model.Run(parsed, cancel);
        var readSeconds = 0.0;
        var train = RatingFiles.Read(trainFile, ref readSeconds, cancel);
        var task = RankingTask.Of(train.Items, RatingFiles.Read(foldInFile, ref readSeconds, cancel), RatingFiles.Read(heldOutFile, ref readSeconds, cancel));
        if (task.People.Count == 0)
            throw new NothingToDoException("Nobody has a held-out item that occurs in the training file.");

        var fitted = choice.Train(train, items, run);
        var watch = Stopwatch.StartNew();
        var outcome = RankingOutcome.Of(task, fitted.Model, RankingReport.ListLength, run);
        var scoreSeconds = watch.Elapsed.TotalSeconds;

        var report = new Report(choice, run.Seed);
        report.Add(RankingReport.Of(outcome, train, items.CategoriesFor(train.Items)));
        report.Add("users", task.People.Count);
        report.Add("items", train.Items.Count);
        report.AddCost(("read_seconds", readSeconds), ("fit_seconds", fitted.Seconds), ("score_seconds", scoreSeconds));
        return report.Write(parsed.GetValue(model.Json));
    }
}
