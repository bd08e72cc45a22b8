using Marquee.Engine.Evaluation;
using Marquee.Engine.Evaluation.Significance;

namespace Marquee.Engine.Tests.Evaluation;

public sealed class SignificanceLaws
{
    [Fact]
    public void The_bootstrap_interval_of_a_mean_is_that_of_the_normal_approximation()
    {
        var random = new Random(4);
        var values = Enumerable.Range(0, 800).Select(_ => random.NextDouble()).ToArray();
        var mean = values.Average();
        var error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1.0) / values.Length);

        var interval = Interval.Of(PeopleSample.Mean(values), seed: 1);

        Assert.Equal(mean, interval.Value, 12);
        Assert.Equal(mean - 1.96 * error, interval.Low, 0.1 * error * 3);
        Assert.Equal(mean + 1.96 * error, interval.High, 0.1 * error * 3);
    }

    [Fact]
    public void The_interval_of_an_rmse_resamples_people_with_all_their_ratings()
    {
        var outcome = new RatingOutcome([1, 1, 1, -2], [0, 3, 4]);
        var sample = PeopleSample.Rmse(outcome);

        Assert.Equal(outcome.Rmse, sample.Value, 12);
        Assert.Equal(outcome.Mae, PeopleSample.Mae(outcome).Value, 12);
        var interval = Interval.Of(sample, seed: 1);
        Assert.Equal((1, 2), (interval.Low, interval.High));
    }

    [Fact]
    public void A_model_does_not_differ_from_itself()
    {
        var sample = PeopleSample.Mean([.. Enumerable.Range(0, 50).Select(i => i % 7 / 7.0)]);

        var comparison = PairedComparison.Of(sample, sample, seed: 1);

        Assert.Equal(new Interval(0, 0, 0), comparison.Difference);
        Assert.Equal(1, comparison.PValue);
    }

    [Fact]
    public void A_small_difference_on_everybody_is_significant_though_the_intervals_overlap()
    {
        var random = new Random(8);
        var worse = Enumerable.Range(0, 300).Select(_ => random.NextDouble()).ToArray();
        var better = worse.Select(v => v + 0.01 + 0.01 * random.NextDouble()).ToArray();

        var comparison = PairedComparison.Of(PeopleSample.Mean(better), PeopleSample.Mean(worse), seed: 1);

        Assert.InRange(comparison.Difference.Low, 0.01, 0.02);
        Assert.True(comparison.PValue < 0.001);
        Assert.True(Interval.Of(PeopleSample.Mean(better), 1).Low < Interval.Of(PeopleSample.Mean(worse), 1).High);
    }

    [Fact]
    public void Under_no_difference_p_values_are_spread_evenly()
    {
        var random = new Random(2);
        var small = 0;
        for (var study = 0; study < 200; study++)
        {
            var one = PeopleSample.Mean([.. Enumerable.Range(0, 40).Select(_ => random.NextDouble())]);
            var other = PeopleSample.Mean([.. Enumerable.Range(0, 40).Select(_ => random.NextDouble())]);
            small += PairedComparison.Of(one, other, study, rounds: 200).PValue <= 0.1 ? 1 : 0;
        }

        Assert.InRange(small, 8, 36);
    }

    [Fact]
    public void Different_people_cannot_be_compared_in_pairs() =>
        Assert.Throws<ArgumentException>(() => PairedComparison.Of(PeopleSample.Mean([1]), PeopleSample.Mean([1, 2]), seed: 1));
}
