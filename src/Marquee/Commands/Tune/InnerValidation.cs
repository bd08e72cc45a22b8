using Marquee.Commands.Evaluate;
using Marquee.Engine;
using Marquee.Engine.Data;
using Marquee.Engine.Evaluation;
using Marquee.Engine.Evaluation.Protocols;
using Marquee.Engine.Models;

namespace Marquee.Commands.Tune;

/// <summary>
/// A part of the training data kept back to choose options by, divided in the way of the task: other people for rankings, the last title of each person for the next
/// one, one rating in ten for rating error.
/// </summary>
sealed class InnerValidation
{
    readonly Interactions _train;
    readonly Func<Model, TrainingRun, double> _measure;
    readonly bool _lowerIsBetter;

    InnerValidation(string task, string measured, bool lowerIsBetter, Interactions train, Func<Model, TrainingRun, double> measure) =>
        (Task, Measured, _lowerIsBetter, _train, _measure) = (task, measured, lowerIsBetter, train, measure);

    public string Task { get; }

    /// <summary>The name of the measure.</summary>
    public string Measured { get; }

    public static InnerValidation Of(string task, string? measure, Interactions all, int seed) => task switch
    {
        "ranking" => Ranking(all, measure ?? "ndcg@100", seed),
        "next" => Next(all, measure ?? "ndcg@10", seed),
        "rating" => Rating(all, measure ?? "rmse", seed),
        _ => throw new InvalidOptionException($"There is no task '{task}'. Known: ranking, next, rating."),
    };

    /// <summary>Trains and measures; higher is better, so an error is negative.</summary>
    public double Measure(ModelChoice choice, ItemDescriptions items, TrainingRun run) => Shown(_measure(choice.Train(_train, items, run).Model, run));

    /// <summary>A measured value as a reader knows it, and the other way round.</summary>
    public double Shown(double value) => _lowerIsBetter ? -value : value;

    static InnerValidation Ranking(Interactions all, string measure, int seed)
    {
        var split = StrongGeneralisation.Split(all, new StrongGeneralisationOptions(Threshold: double.NegativeInfinity, ValidationUsers: 0, Seed: seed));
        return Ranked("ranking", measure, split.Train, RankingTask.Of(split.Train.Items, split.Test.FoldIn, split.Test.HeldOut));
    }

    static InnerValidation Next(Interactions all, string measure, int seed)
    {
        var split = LeaveLastOut.Split(all, LastOfTies.HighestId, seed);
        return Ranked("next", measure, split.Train, RankingTask.Of(split.Train.Items, split.Train, split.Test, UnseenItems.Missed));
    }

    static InnerValidation Ranked(string task, string name, Interactions train, RankingTask people)
    {
        var measure = RankingMeasure.Named(name);
        return new(task, name, false, train, (model, run) => RankingOutcome.Of(people, model, 1, run).Mean(measure));
    }

    static InnerValidation Rating(Interactions all, string measure, int seed)
    {
        var split = KFold.Split(all, 10, seed).First();
        Func<RatingOutcome, double> error = measure switch
        {
            "rmse" => outcome => outcome.Rmse,
            "mae" => outcome => outcome.Mae,
            _ => throw new InvalidOptionException($"There is no measure '{measure}' of ratings. Known: rmse, mae."),
        };
        return new("rating", measure, true, split.Train, (model, run) => error(RatingOutcome.Of(model, split.Train, split.Test, run)));
    }
}
