namespace Marquee.Engine.Evaluation.Measures;

/// <summary>
/// Recall@k: the share of the held-out items that made the first k places, out of those that could: |{r ≤ k}| / min(k, held-out).
/// 0 … 1, higher is better. With that divisor a perfect list has recall 1 even when more than k items were held out
/// (Liang et al. 2018, Variational Autoencoders for Collaborative Filtering, section 4.2).
/// </summary>
public static class Recall
{
    /// <summary>Recall of one person.</summary>
    /// <param name="ranks">The places of the held-out items in the full ranking, from 1, ascending; not empty.</param>
    /// <param name="k">How many places count, at least 1.</param>
    public static double At(ReadOnlySpan<int> ranks, int k) => (double)Hits.Within(ranks, k) / Math.Min(k, ranks.Length);
}
