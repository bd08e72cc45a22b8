using Marquee.Engine;
using Marquee.Engine.Data;
using Marquee.Engine.Evaluation;
using Marquee.Engine.Evaluation.Significance;

namespace Marquee.Commands.Evaluate;

/// <summary>
/// What several models are measured on, person by person, so that they can be compared in pairs: the data, the measures, and the one that decides.
/// </summary>
/// <param name="Task">ranking, next or rating.</param>
/// <param name="Decisive">The measure by which the best model is chosen.</param>
/// <param name="LowerIsBetter">Whether that measure is an error.</param>
/// <param name="Train">What every model learns from.</param>
/// <param name="Users">How many people are measured.</param>
/// <param name="Measure">Measures a trained model with what is known of the items.</param>
sealed record Contest(string Task, string Decisive, bool LowerIsBetter, Interactions Train, int Users,
    Func<Model, ItemDescriptions, TrainingRun, Measured> Measure)
{
    public static Contest Ranking(Interactions train, Interactions foldIn, Interactions heldOut) =>
        Ranked("ranking", "ndcg@100", train, RankingTask.Of(train.Items, foldIn, heldOut), RankingReport.Accuracy);

    public static Contest Next(Interactions train, Interactions test) =>
        Ranked("next", "ndcg@10", train, RankingTask.Of(train.Items, train, test, UnseenItems.Missed), RankingReport.Next);

    public static Contest Rating(Interactions train, Interactions test) => new("rating", "rmse", true, train, test.Users.Count, (model, _, run) =>
    {
        var outcome = RatingOutcome.Of(model, train, test, run);
        return new(new() { ["rmse"] = PeopleSample.Rmse(outcome), ["mae"] = PeopleSample.Mae(outcome) }, []);
    });

    static Contest Ranked(string name, string decisive, Interactions train, RankingTask task, IReadOnlyList<RankingMeasure> measures) =>
        task.People.Count == 0
            ? throw new NothingToDoException("Nobody has a held-out item that occurs in the training file.")
            : new(name, decisive, false, train, task.People.Count, (model, items, run) =>
            {
                var outcome = RankingOutcome.Of(task, model, RankingReport.ListLength, run);
                var samples = new OrderedDictionary<string, PeopleSample>();
                foreach (var measure in measures)
                    samples.Add(measure.Name, PeopleSample.Mean(outcome.PerPerson(measure)));
                return new(samples, RankingReport.BeyondAccuracy(outcome, train, items.CategoriesFor(train.Items)));
            });
}

/// <summary>What was measured: one sample of people a measure, and what is a property of all lists together.</summary>
sealed record Measured(OrderedDictionary<string, PeopleSample> People, OrderedDictionary<string, double> Lists)
{
    /// <summary>The people of all folds as one sample, and the mean of what is said of lists.</summary>
    public static Measured Join(IReadOnlyList<Measured> folds) => new(
        new(folds[0].People.Keys.Select(name => KeyValuePair.Create(name, folds.Select(fold => fold.People[name]).Aggregate((all, fold) => all.Join(fold))))),
        new(folds[0].Lists.Keys.Select(name => KeyValuePair.Create(name, folds.Average(fold => fold.Lists[name])))));
}
