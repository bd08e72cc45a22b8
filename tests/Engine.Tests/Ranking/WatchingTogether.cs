using Marquee.Engine.Ranking;

namespace Marquee.Engine.Tests.Ranking;

public sealed class WatchingTogether
{
    public static TheoryData<HouseholdRule> Rules => [.. Enum.GetValues<HouseholdRule>()];

    // The example of Masthoff 2011, table 22.1: three people, ten items.
    static readonly float[] John = [10, 4, 3, 6, 10, 9, 6, 8, 10, 8];
    static readonly float[] Adam = [1, 9, 8, 9, 7, 9, 6, 9, 3, 8];
    static readonly float[] Mary = [10, 5, 2, 7, 9, 8, 5, 6, 7, 6];

    [Fact]
    public void It_is_what_masthoffs_table_says()
    {
        Assert.Equal([21 / 3f, 18 / 3f, 13 / 3f, 22 / 3f, 26 / 3f, 26 / 3f, 17 / 3f, 23 / 3f, 20 / 3f, 22 / 3f], Household.Combine([John, Adam, Mary], HouseholdRule.Average));
        Assert.Equal([1, 4, 2, 6, 7, 8, 5, 6, 3, 6], Household.Combine([John, Adam, Mary], HouseholdRule.LeastMisery));

        // Without misery below 4: items A, C and I fall out, the others keep their averages.
        var without = Household.Combine([John, Adam, Mary], HouseholdRule.AverageWithoutMisery, misery: 4);
        Assert.Equal([4, 5, 7, 3, 9, 1, 6], Order(without).Take(7));
        Assert.Equal([8, 2, 0], Order(without).Skip(7));
        Assert.Equal(26 / 3f, without[4]);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Who_comes_first_does_not_matter(HouseholdRule rule)
    {
        var random = new Random(9);
        var people = Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 50).Select(_ => random.NextSingle() * 5).ToArray()).ToArray();

        Assert.Equal(Household.Combine(people, rule, 2), Household.Combine([people[2], people[0], people[3], people[1]], rule, 2));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void One_person_keeps_their_own_order_and_the_same_twice_changes_nothing(HouseholdRule rule)
    {
        Assert.Equal(Order(Adam), Order(Household.Combine([Adam], rule, 5)));
        Assert.Equal(Household.Combine([Adam], rule, 5), Household.Combine([Adam, Adam], rule, 5));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void What_everybody_likes_better_stands_higher(HouseholdRule rule)
    {
        var random = new Random(10);
        for (var round = 0; round < 200; round++)
        {
            var people = Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 8).Select(_ => (float)random.Next(10)).ToArray()).ToArray();
            var together = Household.Combine(people, rule, 4);
            for (var a = 0; a < 8; a++)
                for (var b = 0; b < 8; b++)
                    if (people.All(scores => scores[a] > scores[b]))
                        Assert.True(together[a] > together[b], $"{rule}: {a} and {b}");
        }
    }

    [Fact]
    public void Without_a_threshold_to_fall_below_it_is_the_average() => Assert.Equal(
        Household.Combine([John, Adam], HouseholdRule.Average), Household.Combine([John, Adam], HouseholdRule.AverageWithoutMisery, float.NegativeInfinity));

    [Fact]
    public void Scores_that_run_high_and_scores_that_run_low_become_comparable()
    {
        var low = Household.Comparable(John);
        var high = Household.Comparable(Array.ConvertAll(John, score => 100 + 7 * score));

        Assert.All(low.Zip(high), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        Assert.Equal(0, low.Average(), 1e-5f);
        Assert.All(Household.Comparable([3, 3, 3]), score => Assert.Equal(0, score));
    }

    [Fact]
    public void Nobody_and_people_of_different_worlds_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Household.Combine([], HouseholdRule.Average));
        Assert.Throws<ArgumentException>(() => Household.Combine([John, [1]], HouseholdRule.Average));
    }

    static int[] Order(float[] scores) => [.. TopItems.Of(scores, scores.Length).Select(ranked => ranked.Item)];
}
