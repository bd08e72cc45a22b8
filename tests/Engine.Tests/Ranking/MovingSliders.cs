using Marquee.Engine.Ranking;

namespace Marquee.Engine.Tests.Ranking;

public sealed class MovingSliders
{
    static readonly RankedItem[] Candidates = Make(new Random(8), 200);

    static RankedItem[] Make(Random random, int count) => [.. Enumerable.Range(0, count).Select(i => new RankedItem(i, (float)random.Next(1000)))];

    static float Length(int item) => item % 7 == 0 ? float.NaN : 80 + item * 31 % 90;

    static float Fame(int item) => item * 17 % 101;

    [Fact]
    public void Sliders_in_the_middle_leave_the_order_of_the_scores()
    {
        var chosen = Sliders.Choose(Candidates, 20, new Slider(0, Length), new Slider(0, Fame));

        Assert.Equal(Candidates.OrderByDescending(c => c.Score).ThenBy(c => c.Item).Take(20).Select(c => c.Item), chosen.Select(c => c.Item));
    }

    [Fact]
    public void Moving_a_slider_up_never_gives_less_of_it()
    {
        var order = Candidates.OrderBy(c => Fame(c.Item)).Select(c => c.Item).ToList();
        var sums = Enumerable.Range(-10, 21).Select(step =>
            Sliders.Choose(Candidates, 20, new Slider(step / 10.0, Fame), new Slider(0.4, Length)).Sum(c => Place(c.Item)))
            .Select(sum => Math.Round(sum, 9)).ToArray();

        Assert.Equal(sums.Order(), sums);
        Assert.True(sums[^1] > sums[0] + 5);

        // Equal fame shares the middle of its places.
        double Place(int item) => order.Where(other => Fame(other) == Fame(item)).Average(other => (double)order.IndexOf(other)) / (order.Count - 1);
    }

    [Fact]
    public void What_an_item_is_worth_is_what_the_words_say()
    {
        RankedItem[] four = [new(0, 10), new(1, 20), new(2, 15), new(3, 10)];
        float[] minutes = [90, 180, float.NaN, 120];

        var worth = Sliders.Choose(four, 4, new Slider(-1, item => minutes[item])).ToDictionary(c => c.Item, c => c.Score);

        Assert.Equal(0 + 0.5f, worth[0]);      // worst score, shortest
        Assert.Equal(1 - 0.5f, worth[1]);      // best score, longest
        Assert.Equal(0.5f, worth[2]);          // between, nobody knows how long
        Assert.Equal(0f, worth[3]);            // worst score, middle length
    }

    [Fact]
    public void A_length_that_nobody_knows_or_that_is_the_same_for_all_changes_nothing()
    {
        var plain = Sliders.Choose(Candidates, 50);

        Assert.Equal(plain, Sliders.Choose(Candidates, 50, new Slider(1, _ => float.NaN)));
        Assert.Equal(plain, Sliders.Choose(Candidates, 50, new Slider(-1, _ => 90)));
    }

    [Fact]
    public void Nonsense_is_refused_and_nothing_gives_nothing()
    {
        Assert.Empty(Sliders.Choose([], 5, new Slider(1, Fame)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sliders.Choose(Candidates, 5, new Slider(1.01, Fame)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sliders.Choose(Candidates, 5, new Slider(double.NaN, Fame)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sliders.Choose(Candidates, -1));
    }
}
