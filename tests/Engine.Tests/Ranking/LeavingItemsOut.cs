using Marquee.Engine.Data;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Tests.Ranking;

public sealed class LeavingItemsOut
{
    [Fact]
    public void A_set_of_bits_behaves_as_a_set_does()
    {
        var random = new Random(4);
        for (var round = 0; round < 200; round++)
        {
            var count = random.Next(200);
            int[] Some() => [.. Enumerable.Range(0, count).Where(_ => random.Next(3) == 0)];
            var (a, b) = (Some(), Some());
            var (one, other) = (ItemSet.Of(count, a.Reverse()), ItemSet.Where(count, b.Contains));

            Assert.Equal(a, one.Items);
            Assert.Equal(a.Length, one.Count);
            Assert.Equal(Enumerable.Range(-3, count + 6).Select(a.Contains), Enumerable.Range(-3, count + 6).Select(one.Contains));
            Assert.Equal(a.Union(b).Order(), one.Union(other).Items);
            Assert.Equal(a.Intersect(b), one.Intersect(other).Items);
            Assert.Equal(a.Except(b), one.Except(other).Items);
            Assert.Equal(Enumerable.Range(0, count).Except(a), one.Complement().Items);
        }
    }

    [Fact]
    public void A_list_leaves_out_what_is_in_the_set()
    {
        var random = new Random(5);
        for (var round = 0; round < 100; round++)
        {
            var scores = Enumerable.Range(0, random.Next(100)).Select(_ => (float)random.Next(20)).ToArray();
            var hidden = ItemSet.Where(scores.Length, _ => random.Next(3) == 0);

            Assert.Equal(TopItems.Of(scores, 12, hidden.Contains), TopItems.Of(scores, 12, hidden));
        }
    }

    [Fact]
    public void Ids_that_nobody_knows_are_left_out_already() =>
        Assert.Equal([1, 2], ItemSet.OfIds(new IdMap([10, 20, 30]), [30, 20, 99]).Items);

    [Fact]
    public void Sets_about_different_items_and_indices_beyond_them_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ItemSet.Empty(64).Union(ItemSet.Empty(65)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ItemSet.Of(5, [5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ItemSet.Of(5, [-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ItemSet.Empty(-1));
    }
}
