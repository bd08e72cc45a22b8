namespace Marquee.Engine.Evaluation.Measures;

/// <summary>
/// AP@k, whose mean over people is MAP@k: the precision at the place of every held-out item within the first k places, summed and divided by
/// min(k, held-out). 0 … 1, higher is better (Manning, Raghavan and Schütze 2008, Introduction to Information Retrieval, equation 8.8, cut at k).
/// </summary>
public static class AveragePrecision
{
    /// <summary>Average precision of one person.</summary>
    /// <param name="ranks">The places of the held-out items in the full ranking, from 1, ascending; not empty.</param>
    /// <param name="k">How many places count, at least 1.</param>
    public static double At(ReadOnlySpan<int> ranks, int k)
    {
        var sum = 0.0;
        for (var hit = 0; hit < Hits.Within(ranks, k); hit++)
            sum += (hit + 1.0) / ranks[hit];
        return sum / Math.Min(k, ranks.Length);
    }
}
