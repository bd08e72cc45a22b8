using Marquee.Engine.Data;
using Marquee.Engine.Evaluation.Measures;

namespace Marquee.Engine.Tests.Evaluation;

public sealed class MeasuresBeyondAccuracy
{
    /// <summary>Four users; item 0 is had by all, item 1 by two, item 2 by one, item 3 by one.</summary>
    static readonly Interactions s_training = Interactions.Of(
        new(1, 0), new(2, 0), new(3, 0), new(4, 0), new(1, 1), new(2, 1), new(3, 2), new(4, 3));

    [Fact]
    public void Coverage_is_the_share_of_the_catalogue_on_any_list() =>
        Assert.Equal(0.75, Coverage.Of([[0, 1], [0, 2]], 4));

    [Fact]
    public void Gini_is_0_for_equal_exposure_and_nears_1_for_a_single_item()
    {
        Assert.Equal(0, Gini.Of([[0, 1], [2, 3]], 4), 12);
        Assert.Equal(0.99, Gini.Of([[7], [7]], 100), 12);
        // Times 0, 0, 1, 3: (−3·0 − 1·0 + 1·1 + 3·3) / (4 · 4).
        Assert.Equal(10 / 16.0, Gini.Of([[1, 0], [0], [0]], 4), 12);
    }

    [Fact]
    public void Novelty_counts_bits_of_surprise() =>
        Assert.Equal((0 + 1 + 2 + 2) / 4.0, Novelty.Of([[0, 1], [2, 3]], s_training), 12);

    [Fact]
    public void Diversity_is_one_minus_the_mean_cosine_of_pairs()
    {
        var cosine01 = 2 / Math.Sqrt(4 * 2);
        var cosine02 = 1 / Math.Sqrt(4 * 1);
        Assert.Equal(1 - cosine01, IntraListDiversity.Of([[0, 1]], s_training), 12);
        Assert.Equal(1 - (cosine01 + cosine02 + 0) / 3, IntraListDiversity.Of([[2, 0, 1]], s_training), 12);
        Assert.Equal(0, IntraListDiversity.Of([[2]], s_training));
    }

    [Fact]
    public void Popularity_lift_compares_lists_with_histories()
    {
        Assert.Equal(3, PopularityLift.Of([([2], [0])], s_training), 12);
        Assert.Equal(0, PopularityLift.Of([([1, 2], [2, 1])], s_training), 12);
        Assert.Equal(-0.75, PopularityLift.Of([([0], [3]), ([], [0])], s_training), 12);
    }

    [Fact]
    public void Calibration_is_0_for_the_same_mix_and_grows_when_a_category_is_missing()
    {
        int[][] categories = [[0], [1], [0, 1], []];

        Assert.Equal(0, Calibration.Of([([0, 1], [2])], categories), 12);
        var missing = 0.5 * Math.Log(0.5 / (0.99 * 1 + 0.005)) + 0.5 * Math.Log(0.5 / 0.005);
        Assert.Equal(missing, Calibration.Of([([0, 1], [0]), ([3], [0])], categories), 12);
    }

    [Fact]
    public void Errors_are_measured_by_square_and_by_size()
    {
        Assert.Equal(Math.Sqrt((1 + 4 + 0.25) / 3), RootMeanSquaredError.Of([1, -2, 0.5f]), 12);
        Assert.Equal(3.5 / 3, MeanAbsoluteError.Of([1, -2, 0.5f]), 12);
    }
}
