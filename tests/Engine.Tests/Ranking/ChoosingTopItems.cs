using Marquee.Engine.Ranking;

namespace Marquee.Engine.Tests.Ranking;

public sealed class ChoosingTopItems
{
    [Fact]
    public void It_gives_what_sorting_everything_would_give()
    {
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var scores = Enumerable.Range(0, random.Next(60)).Select(_ => (float)random.Next(20)).ToArray();
            var hidden = scores.Select(_ => random.Next(3) == 0).ToArray();
            var count = random.Next(30);

            var top = TopItems.Of(scores, count, item => hidden[item]);

            var expected = Enumerable.Range(0, scores.Length).Where(i => !hidden[i])
                .OrderByDescending(i => scores[i]).ThenBy(i => i).Take(count)
                .Select(i => new RankedItem(i, scores[i]));
            Assert.Equal(expected, top);
        }
    }

    [Fact]
    public void Nothing_asked_gives_nothing() => Assert.Empty(TopItems.Of([1, 2, 3], 0));

    [Fact]
    public void Everything_excluded_gives_nothing() => Assert.Empty(TopItems.Of([1, 2, 3], 3, _ => true));

    [Fact]
    public void A_negative_count_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => TopItems.Of([1], -1));
}
