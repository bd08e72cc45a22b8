namespace Marquee.Engine.Evaluation.Measures;

/// <summary>
/// NDCG@k: held-out items count 1 / log₂(1 + place) within the first k places, divided by what the best possible list would reach,
/// which is min(k, held-out) items at the top. 0 … 1, higher is better
/// (Järvelin and Kekäläinen 2002, binary gains; the truncated ideal as in Liang et al. 2018, section 4.2).
/// </summary>
public static class Ndcg
{
    /// <summary>NDCG of one person.</summary>
    /// <param name="ranks">The places of the held-out items in the full ranking, from 1, ascending; not empty.</param>
    /// <param name="k">How many places count, at least 1.</param>
    public static double At(ReadOnlySpan<int> ranks, int k)
    {
        var gain = 0.0;
        foreach (var rank in ranks[..Hits.Within(ranks, k)])
            gain += Discount(rank);
        var ideal = 0.0;
        for (var rank = 1; rank <= Math.Min(k, ranks.Length); rank++)
            ideal += Discount(rank);
        return gain / ideal;
    }

    static double Discount(int rank) => 1 / Math.Log2(1 + rank);
}
