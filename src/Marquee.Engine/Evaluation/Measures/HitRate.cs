namespace Marquee.Engine.Evaluation.Measures;

/// <summary>
/// HR@k: 1 when any held-out item made the first k places, 0 otherwise; its mean is the share of people served. Higher is better. With one held-out
/// item it equals recall@k (Deshpande and Karypis 2004, Item-Based Top-N Recommendation Algorithms, section 6.2).
/// </summary>
public static class HitRate
{
    /// <summary>Hit or miss of one person.</summary>
    /// <param name="ranks">The places of the held-out items in the full ranking, from 1, ascending; not empty.</param>
    /// <param name="k">How many places count, at least 1.</param>
    public static double At(ReadOnlySpan<int> ranks, int k) => ranks[0] <= k ? 1 : 0;
}
