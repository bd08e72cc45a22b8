namespace Marquee.Engine.Evaluation.Measures;

/// <summary>
/// Miscalibration@k: how far the mix of categories (genres, say) on a list is from the mix in the person's history: KL(p ‖ q̃) with
/// p(c) the history's share of category c, q(c) the list's, and q̃ = (1 − α) q + α p, α = 0.01, averaged over people. An item spreads its weight evenly
/// over its categories. In nats, 0 or more; 0 is the same mix, lower is better (Steck 2018, Calibrated Recommendations, equations 2 to 5).
/// </summary>
public static class Calibration
{
    const double Alpha = 0.01;

    /// <summary>Mean miscalibration; people whose history or list has no category don't count.</summary>
    /// <param name="people">Each person's history items and list.</param>
    /// <param name="categories">The categories of each item by index, as numbers from 0.</param>
    public static double Of(IEnumerable<(int[] History, int[] List)> people, IReadOnlyList<int[]> categories)
    {
        var count = categories.Count == 0 ? 0 : categories.Max(c => c.Length == 0 ? 0 : c.Max() + 1);
        double sum = 0;
        var counted = 0;
        foreach (var (history, list) in people)
            if (Mix(history, categories, count) is { } p && Mix(list, categories, count) is { } q)
            {
                sum += Divergence(p, q);
                counted++;
            }

        return counted == 0 ? 0 : sum / counted;
    }

    static double[]? Mix(int[] items, IReadOnlyList<int[]> categories, int count)
    {
        var mix = new double[count];
        var total = 0;
        foreach (var item in items.Where(item => categories[item].Length > 0))
        {
            foreach (var category in categories[item])
                mix[category] += 1.0 / categories[item].Length;
            total++;
        }

        return total == 0 ? null : Array.ConvertAll(mix, share => share / total);
    }

    static double Divergence(double[] p, double[] q)
    {
        var sum = 0.0;
        for (var category = 0; category < p.Length; category++)
            if (p[category] > 0)
                sum += p[category] * Math.Log(p[category] / ((1 - Alpha) * q[category] + Alpha * p[category]));
        return sum;
    }
}
