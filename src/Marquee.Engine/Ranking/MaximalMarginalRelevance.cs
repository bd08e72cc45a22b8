namespace Marquee.Engine.Ranking;

/// <summary>
/// Makes a list diverse: takes the best item, then again and again the one with the largest
/// λ · relevance − (1 − λ) · nearest similarity to what was taken (Carbonell and Goldstein 1998, "The use of MMR").
/// Relevance is the score brought to 0 … 1 over the candidates.
/// </summary>
public static class MaximalMarginalRelevance
{
    /// <summary>Chooses and orders items. O(<paramref name="count"/> · candidates) similarities.</summary>
    /// <param name="candidates">What to choose from, in any order; some hundred are plenty.</param>
    /// <param name="count">How many to choose at most.</param>
    /// <param name="relevance">λ, from 0 (only different) to 1 (only relevant: the order of the scores).</param>
    /// <param name="similarity">How alike two items are, 1 for the same and 0 for nothing in common; negative counts as 0.</param>
    /// <returns>The chosen candidates with their own scores, in the order they were taken.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or <paramref name="relevance"/> outside 0 … 1.</exception>
    public static IReadOnlyList<RankedItem> Choose(IReadOnlyList<RankedItem> candidates, int count, double relevance, Func<int, int, double> similarity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!(relevance is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(relevance), relevance, "It must lie between 0 and 1.");

        var pool = new Relevance(candidates);
        var nearest = new double[pool.Count];
        var chosen = new List<RankedItem>(Math.Min(count, pool.Count));
        while (chosen.Count < count && chosen.Count < pool.Count)
        {
            var best = -1;
            for (var i = 0; i < pool.Count; i++)
                if (!pool.IsTaken(i) && (best < 0 || Worth(i) > Worth(best)))
                    best = i;
            chosen.Add(pool.Take(best));
            for (var i = 0; i < pool.Count; i++)
                if (!pool.IsTaken(i))
                    nearest[i] = Math.Max(nearest[i], similarity(pool[i].Item, pool[best].Item));
        }

        return chosen;

        double Worth(int i) => relevance * pool.Of(i) - (1 - relevance) * nearest[i];
    }
}
