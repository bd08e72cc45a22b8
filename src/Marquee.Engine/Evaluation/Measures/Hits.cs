namespace Marquee.Engine.Evaluation.Measures;

/// <summary>How many of the held-out items made the first k places.</summary>
static class Hits
{
    public static int Within(ReadOnlySpan<int> ranks, int k)
    {
        var hits = 0;
        while (hits < ranks.Length && ranks[hits] <= k)
            hits++;
        return hits;
    }
}
