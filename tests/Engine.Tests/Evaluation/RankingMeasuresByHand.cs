using Marquee.Engine.Evaluation;
using Marquee.Engine.Evaluation.Measures;
using Marquee.Engine.Models;

namespace Marquee.Engine.Tests.Evaluation;

public sealed class RankingMeasuresByHand
{
    /// <summary>Three held-out items found at places 1, 3 and 12.</summary>
    static readonly int[] s_ranks = [1, 3, 12];

    [Theory]
    [InlineData("recall@1", 1.0)]
    [InlineData("recall@2", 0.5)]
    [InlineData("recall@10", 2 / 3.0)]
    [InlineData("recall@20", 1.0)]
    [InlineData("precision@2", 0.5)]
    [InlineData("precision@10", 0.2)]
    [InlineData("hr@1", 1.0)]
    [InlineData("map@10", (1 + 2 / 3.0) / 3)]
    [InlineData("map@2", 0.5)]
    [InlineData("map@20", (1 + 2 / 3.0 + 3 / 12.0) / 3)]
    [InlineData("mrr", 1.0)]
    [InlineData("ndcg@10", 1.5 / 2.1309297535714578)]
    [InlineData("ndcg@1", 1.0)]
    public void A_worked_example(string name, double expected) => Assert.Equal(expected, RankingMeasure.Named(name).Of(s_ranks), 12);

    [Fact]
    public void Somebody_whose_item_stands_low_counts_little()
    {
        Assert.Equal(0, HitRate.At([11], 10));
        Assert.Equal(1, HitRate.At([10], 10));
        Assert.Equal(1 / 11.0, ReciprocalRank.Of([11]));
        Assert.Equal(1 / Math.Log2(11), Ndcg.At([10], 10), 12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_measure_agrees_with_its_definition_over_a_marked_list(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var relevant = Enumerable.Range(0, 40).Select(_ => random.Next(5) == 0).ToArray();
            relevant[random.Next(40)] = true;
            var held = relevant.Count(r => r);
            int[] ranks = [.. Enumerable.Range(1, 40).Where(place => relevant[place - 1])];
            var k = random.Next(1, 41);

            var gains = Enumerable.Range(0, k).Sum(place => relevant[place] ? 1 / Math.Log(place + 2, 2) : 0);
            var ideal = Enumerable.Range(0, Math.Min(k, held)).Sum(place => 1 / Math.Log(place + 2, 2));
            var precisions = Enumerable.Range(0, k).Where(place => relevant[place]).Sum(place => relevant.Take(place + 1).Count(r => r) / (place + 1.0));

            Assert.Equal(gains / ideal, Ndcg.At(ranks, k), 9);
            Assert.Equal(precisions / Math.Min(k, held), AveragePrecision.At(ranks, k), 9);
            Assert.Equal(relevant.Take(k).Count(r => r) / (double)Math.Min(k, held), Recall.At(ranks, k), 9);
            Assert.Equal(relevant.Take(k).Count(r => r) / (double)k, Precision.At(ranks, k), 9);
            Assert.Equal(relevant.Take(k).Any(r => r) ? 1 : 0, HitRate.At(ranks, k));
        }
    }

    [Theory]
    [InlineData("recall")]
    [InlineData("recall@")]
    [InlineData("recall@0")]
    [InlineData("recall@-3")]
    [InlineData("recall@ten")]
    [InlineData("fame@10")]
    [InlineData("mrr@10")]
    public void A_measure_that_does_not_exist_is_refused_with_those_that_do(string name) =>
        Assert.Contains("recall@k", Assert.Throws<InvalidOptionException>(() => RankingMeasure.Named(name)).Message);
}
