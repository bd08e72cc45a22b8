using Marquee.Engine.Data;

namespace Marquee.Engine.Models;

/// <summary>What implicit models take from a history and from a population besides the rows themselves.</summary>
static class PositiveItems
{
    /// <summary>The positive items of a history, ascending.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An item is not one of the model's.</exception>
    public static int[] In(History history, double from, int itemCount)
    {
        if (history.Count > 0)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(history.Items[^1], itemCount, nameof(history));
        var items = new List<int>(history.Count);
        for (var at = 0; at < history.Count; at++)
            if (Positives.Counts(history.Values[at], (float)from))
                items.Add(history.Items[at]);
        return [.. items];
    }

    /// <summary>The share of users who had each item: what a linear model answers when it knows nothing of a person.</summary>
    public static float[] Shares(SparseRows byItem)
    {
        var shares = new float[byItem.RowCount];
        for (var item = 0; item < shares.Length; item++)
            shares[item] = (float)byItem.CountIn(item) / Math.Max(1, byItem.ColumnCount);
        return shares;
    }
}
