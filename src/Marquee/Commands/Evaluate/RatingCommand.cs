using System.CommandLine;
using System.Diagnostics;
using Marquee.Engine;
using Marquee.Engine.Evaluation;

namespace Marquee.Commands.Evaluate;

/// <summary><c>marquee evaluate rating</c>: how far predicted ratings are from real ones, on one pair of files or the mean of several.</summary>
static class RatingCommand
{
    public static Command Create()
    {
        var train = new Option<string[]>("--train") { Description = "What the model learns from; several files for several folds.", Required = true, AllowMultipleArgumentsPerToken = true };
        var test = new Option<string[]>("--test") { Description = "What it has to predict; one file a fold, in the same order.", Required = true, AllowMultipleArgumentsPerToken = true };
        var model = new ModelArguments();
        var command = new Command("rating", "RMSE and MAE of predicted ratings.") { train, test };
        model.AddTo(command);
        command.SetWork((parsed, cancel) => Run(parsed.GetRequiredValue(train), parsed.GetRequiredValue(test), model, parsed, cancel));
        return command;
    }

    static int Run(string[] trainFiles, string[] testFiles, ModelArguments model, ParseResult parsed, CancellationToken cancel)
    {
        if (trainFiles.Length != testFiles.Length)
            throw new Engine.Models.InvalidOptionException($"There are {trainFiles.Length} files to train on and {testFiles.Length} to test with; folds come in pairs.");
        var choice = model.Choice(parsed);
        var items = ItemDescriptions.Read(parsed.GetRequiredValue(model.Items));
        var run = model.Run(parsed, cancel);
        var folds = trainFiles.Zip(testFiles, (train, test) => Measure(choice, items, train, test, run)).ToArray();

        var report = new Report(choice, run.Seed);
        report.Add("rmse", folds.Average(fold => fold.Rmse));
        report.Add("mae", folds.Average(fold => fold.Mae));
        if (folds.Length > 1)
            report.Add("folds", folds);
        report.AddCost(("read_seconds", folds.Average(fold => fold.ReadSeconds)), ("fit_seconds", folds.Average(fold => fold.FitSeconds)), ("predict_seconds", folds.Average(fold => fold.PredictSeconds)));
        return report.Write(parsed.GetValue(model.Json));
    }

    static Fold Measure(ModelChoice choice, ItemDescriptions items, string trainFile, string testFile, TrainingRun run)
    {
        var readSeconds = 0.0;
        var train = RatingFiles.Read(trainFile, ref readSeconds, run.Cancellation);
        var test = RatingFiles.Read(testFile, ref readSeconds, run.Cancellation);
        var fitted = choice.Train(train, items, run);
        var watch = Stopwatch.StartNew();
        var outcome = RatingOutcome.Of(fitted.Model, train, test, run);
        return new Fold(outcome.Rmse, outcome.Mae, readSeconds, fitted.Seconds, watch.Elapsed.TotalSeconds);
    }

    sealed record Fold(double Rmse, double Mae, double ReadSeconds, double FitSeconds, double PredictSeconds);
}
