using Marquee.Engine.Ranking;

namespace Marquee.Engine.Tests.Ranking;

public sealed class MakingAListDiverse
{
    // Items 0 … 4 are of one kind and best scored, 5 … 9 of another.
    static readonly RankedItem[] Candidates = [.. Enumerable.Range(0, 10).Select(i => new RankedItem(i, 10 - i))];

    static double SameKind(int a, int b) => a / 5 == b / 5 ? 0.9 : 0;

    [Fact]
    public void Relevance_alone_keeps_the_order_of_the_scores() =>
        Assert.Equal(Candidates.Take(4), MaximalMarginalRelevance.Choose([.. Candidates.Reverse()], 4, 1, SameKind));

    [Fact]
    public void Kinds_take_turns_when_difference_counts()
    {
        var chosen = MaximalMarginalRelevance.Choose(Candidates, 4, 0.4, SameKind).Select(c => c.Item).ToArray();

        Assert.Equal(0, chosen[0]);
        Assert.Equal(5, chosen[1]);
        Assert.Equal(4, chosen.Distinct().Count());
    }

    [Fact]
    public void It_is_what_trying_every_candidate_would_take()
    {
        var random = new Random(2);
        var likeness = new double[12, 12];
        for (var a = 0; a < 12; a++)
            for (var b = 0; b <= a; b++)
                likeness[a, b] = likeness[b, a] = random.NextDouble();
        var candidates = Enumerable.Range(0, 12).Select(i => new RankedItem(i, random.NextSingle())).ToArray();
        var (low, high) = (candidates.Min(c => c.Score), candidates.Max(c => c.Score));

        var expected = new List<RankedItem>();
        while (expected.Count < 6)
            expected.Add(candidates.Except(expected).MaxBy(c =>
                0.6 * (c.Score - low) / (high - low) - 0.4 * expected.Select(t => likeness[c.Item, t.Item]).DefaultIfEmpty(0).Max()));

        Assert.Equal(expected, MaximalMarginalRelevance.Choose(candidates, 6, 0.6, (a, b) => likeness[a, b]));
    }

    [Fact]
    public void Little_to_choose_from_gives_little()
    {
        Assert.Empty(MaximalMarginalRelevance.Choose([], 3, 0.5, SameKind));
        Assert.Empty(MaximalMarginalRelevance.Choose(Candidates, 0, 0.5, SameKind));
        Assert.Equal(2, MaximalMarginalRelevance.Choose([new(1, 5), new(2, 5)], 9, 0.5, SameKind).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => MaximalMarginalRelevance.Choose(Candidates, 3, 1.5, SameKind));
    }
}
