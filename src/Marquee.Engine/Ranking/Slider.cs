namespace Marquee.Engine.Ranking;

/// <summary>
/// A wish for more or less of something, such as popularity or length, and how much of it each item has.
/// </summary>
/// <param name="Setting">From −1 (as little as can be) to 1 (as much as can be); 0 wishes nothing.</param>
/// <param name="Amount">How much of it an item has, in any unit; <see cref="float.NaN"/> when that is not known.</param>
public sealed record Slider(double Setting, Func<int, float> Amount);

/// <summary>
/// Reorders candidates by sliders. What an item is worth is its score, brought to 0 … 1 over the candidates, plus for each slider its setting times the item's
/// place among the candidates: −½ for the least of it, ½ for the most, the same for equal amounts, 0 for an unknown amount. So a slider at 1 lets going from the
/// least to the most weigh as much as going from the worst score to the best, and sliders at 0 leave the order of the scores as it is. Moving a slider up never
/// lowers the sum of the places of what is chosen.
/// </summary>
public static class Sliders
{
    /// <summary>Chooses and orders items. O(candidates · log candidates) a slider.</summary>
    /// <param name="candidates">What to choose from, in any order; as many as the list may reach for.</param>
    /// <param name="count">How many to choose at most.</param>
    /// <param name="sliders">The wishes; those at 0 cost nothing.</param>
    /// <returns>The chosen candidates with what each is worth as its score, best first.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or a setting outside −1 … 1.</exception>
    public static IReadOnlyList<RankedItem> Choose(IReadOnlyList<RankedItem> candidates, int count, params IReadOnlyList<Slider> sliders)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        foreach (var slider in sliders)
            if (!(slider.Setting is >= -1 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(sliders), slider.Setting, "A slider must lie between -1 and 1.");

        var pool = new Relevance(candidates);
        var worth = new double[pool.Count];
        for (var i = 0; i < worth.Length; i++)
            worth[i] = pool.Of(i);
        foreach (var slider in sliders.Where(slider => slider.Setting != 0))
        {
            var places = Places([.. Enumerable.Range(0, pool.Count).Select(i => slider.Amount(pool[i].Item))]);
            for (var i = 0; i < worth.Length; i++)
                worth[i] += slider.Setting * places[i];
        }

        // The candidates stand in the order of their scores: of what is worth the same the better score comes first.
        return [.. Enumerable.Range(0, pool.Count).OrderByDescending(i => worth[i]).Take(count).Select(i => new RankedItem(pool[i].Item, (float)worth[i]))];
    }

    /// <summary>Where each amount stands among all known ones: −½ the least, ½ the most, equal amounts share the middle of their places.</summary>
    static double[] Places(float[] amounts)
    {
        var places = new double[amounts.Length];
        var order = Enumerable.Range(0, amounts.Length).Where(i => !float.IsNaN(amounts[i])).OrderBy(i => amounts[i]).ToArray();
        for (var from = 0; from < order.Length;)
        {
            var to = from;
            while (to + 1 < order.Length && amounts[order[to + 1]] == amounts[order[from]])
                to++;
            var middle = order.Length == 1 ? 0 : (from + to) / 2.0 / (order.Length - 1) - 0.5;
            for (; from <= to; from++)
                places[order[from]] = middle;
        }

        return places;
    }
}
