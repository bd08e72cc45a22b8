namespace Marquee.Engine.Ranking;

/// <summary>
/// Chooses what somebody new is asked to rate: titles that many know, spread over taste, so that a few answers say much
/// (the balance of popularity and diversity of Rashid et al. 2002, "Getting to know you").
/// </summary>
public static class OnboardingSet
{
    /// <summary>Popular titles to choose from, for each one asked for.</summary>
    const int PoolForEach = 12;

    /// <summary>
    /// Takes the most popular item, then again and again the one with the largest ln(1 + popularity) · distance to the nearest one taken. O(12 · count²) similarities.
    /// </summary>
    /// <param name="popularity">How popular each item is, not negative, such as the scores of the model <c>popularity</c>.</param>
    /// <param name="count">How many to choose at most.</param>
    /// <param name="similarity">How alike two items are, 1 for the same and 0 or less for nothing in common, such as <see cref="Models.Content.ContentModel.Cosine"/>.</param>
    /// <param name="excluded">Items that must not be asked for; null excludes nothing.</param>
    /// <returns>The items, most popular first among equals in the order they were taken; fewer when fewer are known by anybody.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public static IReadOnlyList<int> Choose(ReadOnlySpan<float> popularity, int count, Func<int, int, double> similarity, Func<int, bool>? excluded = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var pool = TopItems.Of(popularity, PoolForEach * count, excluded).Where(item => item.Score > 0).ToArray();
        var distance = pool.Select(_ => 1.0).ToArray();
        var chosen = new List<int>(count);
        while (chosen.Count < Math.Min(count, pool.Length))
        {
            var best = 0;
            for (var i = 1; i < pool.Length; i++)
                if (Worth(i) > Worth(best))
                    best = i;
            chosen.Add(pool[best].Item);
            for (var i = 0; i < pool.Length; i++)
                distance[i] = i == best || distance[i] < 0 ? -1 : Math.Min(distance[i], 1 - Math.Clamp(similarity(pool[i].Item, pool[best].Item), 0, 1));
        }

        return chosen;

        // What was taken has a distance of −1 and is never worth more than what is left.
        double Worth(int i) => distance[i] < 0 ? -1 : Math.Log(1 + pool[i].Score) * distance[i];
    }
}
