namespace Marquee.Engine.Evaluation.Measures;

/// <summary>
/// RR, whose mean over people is MRR: one over the place of the first held-out item in the full ranking, however far down. 0 … 1, higher is better
/// (Voorhees 1999, The TREC-8 Question Answering Track Report).
/// </summary>
public static class ReciprocalRank
{
    /// <summary>Reciprocal rank of one person.</summary>
    /// <param name="ranks">The places of the held-out items in the full ranking, from 1, ascending; not empty.</param>
    public static double Of(ReadOnlySpan<int> ranks) => 1.0 / ranks[0];
}
