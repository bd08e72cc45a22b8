namespace Marquee.Engine.Ranking;

/// <summary>How the wishes of several people become one (Masthoff 2011, "Group recommender systems").</summary>
public enum HouseholdRule
{
    /// <summary>The mean of what everybody thinks.</summary>
    Average,

    /// <summary>What the one thinks who likes it least: nobody is made to suffer.</summary>
    LeastMisery,

    /// <summary>The mean, but what anybody likes less than a threshold comes after everything else.</summary>
    AverageWithoutMisery,
}

/// <summary>Scores for people who watch together. The order of the people never matters; of one person it is their own order.</summary>
public static class Household
{
    /// <summary>
    /// Brings one person's scores to mean 0 and deviation 1 over all items, so that people whose scores run high and people whose scores run low count the same.
    /// Equal scores all become 0.
    /// </summary>
    public static float[] Comparable(ReadOnlySpan<float> scores)
    {
        var standard = Models.Blend.Standardization.Of(scores);
        var comparable = new float[scores.Length];
        for (var item = 0; item < comparable.Length; item++)
            comparable[item] = standard.Apply(scores[item]);
        return comparable;
    }

    /// <summary>One score an item for all people together. O(people · items).</summary>
    /// <param name="people">Each one's scores, on one scale (ratings, or <see cref="Comparable"/>), all of the same items.</param>
    /// <param name="rule">How they become one.</param>
    /// <param name="misery">For <see cref="HouseholdRule.AverageWithoutMisery"/>: a score below this, of anybody, puts an item behind all items that everybody can bear; among those the least miserable comes first.</param>
    /// <returns>Higher is better; comparable only within one call.</returns>
    /// <exception cref="ArgumentException">There is nobody, or the lengths differ.</exception>
    public static float[] Combine(IReadOnlyList<float[]> people, HouseholdRule rule, float misery = 0)
    {
        if (people.Count == 0 || people.Any(scores => scores.Length != people[0].Length))
            throw new ArgumentException("Give the scores of at least one person, and of the same items for all.", nameof(people));
        var together = new float[people[0].Length];
        var worst = 0f;
        for (var item = 0; item < together.Length; item++)
        {
            together[item] = rule == HouseholdRule.LeastMisery ? people.Min(scores => scores[item]) : Mean(people, item);
            worst = Math.Min(worst, together[item]);
        }

        if (rule == HouseholdRule.AverageWithoutMisery)
            for (var item = 0; item < together.Length; item++)
                if (people.Min(scores => scores[item]) is var least && least < misery)
                    together[item] = worst - 1 - (misery - least);
        return together;
    }

    /// <summary>Added up in order of size, so that who comes first changes nothing, not even the last bit.</summary>
    static float Mean(IReadOnlyList<float[]> people, int item) => (float)(people.Select(scores => (double)scores[item]).Order().Sum() / people.Count);
}
