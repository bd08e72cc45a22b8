namespace Marquee.Engine.Models;

/// <summary>Which events a model for implicit feedback takes as positive.</summary>
static class Positives
{
    /// <summary>The option every such model has.</summary>
    public static Option Option(Func<double> get, Action<double> set) =>
        new("positive_from", "The rating from which an event counts as positive; 0: every event does. Seen but unrated always counts.", 0, 1e9, get, set);

    public static bool Counts(float value, float from) => from <= 0 || float.IsNaN(value) || value >= from;

    /// <summary>How many of the interactions count, by item.</summary>
    public static int[] CountByItem(Data.SparseRows byUser, float from)
    {
        var counts = new int[byUser.ColumnCount];
        for (var entry = 0; entry < byUser.Count; entry++)
            if (Counts(byUser.Values[entry], from))
                counts[byUser.Columns[entry]]++;
        return counts;
    }
}
