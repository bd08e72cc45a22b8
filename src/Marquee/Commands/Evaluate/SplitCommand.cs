using System.CommandLine;
using Marquee.Engine.Data;
using Marquee.Engine.Evaluation.Protocols;
using Marquee.Engine.Models;

namespace Marquee.Commands.Evaluate;

/// <summary><c>marquee evaluate split</c>: makes the files the other commands measure on, so that a table can be made again from its seed.</summary>
static class SplitCommand
{
    static readonly Option<string> Ratings = new("--ratings") { Description = "A rating file.", Required = true };
    static readonly Option<string> Protocol = new("--protocol") { Description = "strong, leave-last, k-fold or time.", Required = true };
    static readonly Option<string> Out = new("--out") { Description = "The folder for the files.", Required = true };
    static readonly Option<int> Seed = new("--seed") { Description = "Seeds every random choice.", DefaultValueFactory = _ => 42 };
    static readonly Option<double> Threshold = new("--threshold") { Description = "strong: ratings below it are dropped.", DefaultValueFactory = _ => 4 };
    static readonly Option<int> Minimum = new("--minimum") { Description = "strong: users with fewer ratings left are dropped.", DefaultValueFactory = _ => 5 };
    static readonly Option<int> ValidationUsers = new("--validation-users") { Description = "strong: users held out for choosing options; −1: one in ten.", DefaultValueFactory = _ => -1 };
    static readonly Option<int> TestUsers = new("--test-users") { Description = "strong: users held out for the final measurement; −1: one in ten.", DefaultValueFactory = _ => -1 };
    static readonly Option<int> Folds = new("--folds") { Description = "k-fold: how many.", DefaultValueFactory = _ => 5 };
    static readonly Option<double> TrainShare = new("--train-share") { Description = "time: the share of ratings before the moment of the split.", DefaultValueFactory = _ => 0.8 };
    static readonly Option<string> Ties = new("--ties") { Description = "leave-last: which of several at the last second is the last: id (the highest) or random.", DefaultValueFactory = _ => "id" };
    static readonly Option<bool> Json = new("--json") { Description = "Answers with one JSON document." };

    public static Command Create()
    {
        var command = new Command("split", "Divides a rating file into training and test files.")
        {
            Ratings, Protocol, Out, Seed, Threshold, Minimum, ValidationUsers, TestUsers, Folds, TrainShare, Ties, Json,
        };
        command.SetWork((parsed, cancel) => Run(parsed, cancel));
        return command;
    }

    static int Run(ParseResult parsed, CancellationToken cancel)
    {
        var all = RatingFiles.Read(parsed.GetRequiredValue(Ratings), cancel);
        var folder = Directory.CreateDirectory(parsed.GetRequiredValue(Out)).FullName;
        var files = new OrderedDictionary<string, int>();
        foreach (var (name, part) in Divide(all, parsed))
        {
            cancel.ThrowIfCancellationRequested();
            RatingFileWriter.Write(Path.Combine(folder, name + ".csv"), part);
            files.Add(name + ".csv", part.Count);
        }

        if (parsed.GetValue(Json))
            Answer.WriteJson(new { protocol = parsed.GetValue(Protocol), seed = parsed.GetValue(Seed), folder, files });
        else
            foreach (var (name, count) in files)
                Console.WriteLine($"{Path.Combine(folder, name)}: {count} ratings");
        return MarqueeCommand.Done;
    }

    static IEnumerable<(string Name, Interactions Part)> Divide(Interactions all, ParseResult parsed) => parsed.GetRequiredValue(Protocol) switch
    {
        "strong" => Parts(StrongGeneralisation.Split(all, new StrongGeneralisationOptions(
            parsed.GetValue(Threshold), parsed.GetValue(Minimum), parsed.GetValue(ValidationUsers), parsed.GetValue(TestUsers), Seed: parsed.GetValue(Seed)))),
        "leave-last" => Parts(LeaveLastOut.Split(all, TiesOf(parsed.GetRequiredValue(Ties)), parsed.GetValue(Seed)), ""),
        "time" when parsed.GetValue(TrainShare) is > 0 and < 1 => Parts(GlobalTime.Split(all, parsed.GetValue(TrainShare)), ""),
        "time" => throw new InvalidOptionException("--train-share lies between 0 and 1."),
        "k-fold" when parsed.GetValue(Folds) < 2 => throw new InvalidOptionException("--folds is 2 or more."),
        "k-fold" => KFold.Split(all, parsed.GetValue(Folds), parsed.GetValue(Seed)).SelectMany((fold, number) => Parts(fold, $"-{number + 1}")),
        var other => throw new InvalidOptionException($"There is no protocol '{other}'. Known: strong, leave-last, k-fold, time."),
    };

    static LastOfTies TiesOf(string name) => name switch
    {
        "id" => LastOfTies.HighestId,
        "random" => LastOfTies.Random,
        _ => throw new InvalidOptionException($"--ties is id or random, not '{name}'."),
    };

    static IEnumerable<(string, Interactions)> Parts(TrainTest split, string suffix) => [("train" + suffix, split.Train), ("test" + suffix, split.Test)];

    static IEnumerable<(string, Interactions)> Parts(StrongGeneralisation split) =>
    [
        ("train", split.Train),
        ("validation-fold-in", split.Validation.FoldIn), ("validation-held-out", split.Validation.HeldOut),
        ("test-fold-in", split.Test.FoldIn), ("test-held-out", split.Test.HeldOut),
    ];
}
