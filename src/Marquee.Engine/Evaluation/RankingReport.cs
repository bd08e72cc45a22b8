using Marquee.Engine.Data;
using Marquee.Engine.Evaluation.Measures;

namespace Marquee.Engine.Evaluation;

/// <summary>The numbers by which a ranking is judged, under the names every report uses.</summary>
public static class RankingReport
{
    /// <summary>How long the lists are on which the measures beyond accuracy look.</summary>
    public const int ListLength = 10;

    /// <summary>The measures of accuracy, in the order of a report.</summary>
    public static IReadOnlyList<RankingMeasure> Accuracy { get; } =
        [.. new[] { "recall@20", "recall@50", "ndcg@10", "ndcg@100", "map@10", "mrr", "precision@10", "hr@10" }.Select(RankingMeasure.Named)];

    /// <summary>The measures for a single held-out item.</summary>
    public static IReadOnlyList<RankingMeasure> Next { get; } = [.. new[] { "hr@10", "ndcg@10", "mrr" }.Select(RankingMeasure.Named)];

    /// <summary>Accuracy and what lies beyond it.</summary>
    /// <inheritdoc cref="BeyondAccuracy"/>
    public static OrderedDictionary<string, double> Of(RankingOutcome outcome, Interactions training, IReadOnlyList<int[]>? categories = null)
    {
        var numbers = new OrderedDictionary<string, double>();
        foreach (var measure in Accuracy)
            numbers.Add(measure.Name, outcome.Mean(measure));
        foreach (var (name, value) in BeyondAccuracy(outcome, training, categories))
            numbers.Add(name, value);
        return numbers;
    }

    /// <summary>Coverage, Gini, novelty, diversity, popularity lift, and miscalibration when categories are known.</summary>
    /// <param name="outcome">Lists of at least <see cref="ListLength"/>.</param>
    /// <param name="training">What the model was trained on.</param>
    /// <param name="categories">The categories of each item by index, or null.</param>
    public static OrderedDictionary<string, double> BeyondAccuracy(RankingOutcome outcome, Interactions training, IReadOnlyList<int[]>? categories = null)
    {
        var lists = outcome.Lists(ListLength).ToArray();
        var people = outcome.HistoriesAndLists(ListLength).ToArray();
        var numbers = new OrderedDictionary<string, double>
        {
            ["coverage@10"] = Coverage.Of(lists, training.Items.Count),
            ["gini@10"] = Gini.Of(lists, training.Items.Count),
            ["novelty@10"] = Novelty.Of(lists, training),
            ["diversity@10"] = IntraListDiversity.Of(lists, training),
            ["popularity_lift@10"] = PopularityLift.Of(people, training),
        };
        if (categories is not null)
            numbers.Add("miscalibration@10", Calibration.Of(people, categories));
        return numbers;
    }
}
