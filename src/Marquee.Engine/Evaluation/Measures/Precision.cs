namespace Marquee.Engine.Evaluation.Measures;

/// <summary>
/// Precision@k: the share of the first k places that hold a held-out item: |{r ≤ k}| / k. 0 … 1, higher is better; it cannot reach 1 for
/// a person with fewer than k held-out items (Herlocker et al. 2004, Evaluating Collaborative Filtering Recommender Systems, section 5.2).
/// </summary>
public static class Precision
{
    /// <summary>Precision of one person.</summary>
    /// <param name="ranks">The places of the held-out items in the full ranking, from 1, ascending.</param>
    /// <param name="k">How many places count, at least 1.</param>
    public static double At(ReadOnlySpan<int> ranks, int k) => (double)Hits.Within(ranks, k) / k;
}
