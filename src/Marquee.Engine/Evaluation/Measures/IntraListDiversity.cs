using Marquee.Engine.Data;

namespace Marquee.Engine.Evaluation.Measures;

/// <summary>
/// Intra-list diversity@k: one minus the mean similarity of the pairs on a list, averaged over people, where the similarity of two items is the cosine of
/// their sets of users, |Uᵢ ∩ Uⱼ| / √(|Uᵢ||Uⱼ|). 0 … 1, higher is more varied
/// (Ziegler et al. 2005, Improving Recommendation Lists Through Topic Diversification, equation 2, as a mean and turned round).
/// </summary>
public static class IntraListDiversity
{
    /// <summary>Diversity of lists of items; lists of fewer than two items don't count.</summary>
    /// <param name="lists">One list of item indices a person.</param>
    /// <param name="training">Who has which item.</param>
    public static double Of(IEnumerable<int[]> lists, Interactions training)
    {
        // The same popular pairs stand on many lists: each is compared once.
        var known = new Dictionary<(int, int), double>();
        double sum = 0;
        var people = 0;
        foreach (var list in lists.Where(list => list.Length > 1))
        {
            var similarity = 0.0;
            for (var a = 0; a < list.Length; a++)
                for (var b = a + 1; b < list.Length; b++)
                {
                    var pair = (Math.Min(list[a], list[b]), Math.Max(list[a], list[b]));
                    if (!known.TryGetValue(pair, out var cosine))
                        known[pair] = cosine = Cosine(training.ByItem.ColumnsOf(pair.Item1), training.ByItem.ColumnsOf(pair.Item2));
                    similarity += cosine;
                }

            sum += 1 - similarity / (list.Length * (list.Length - 1) / 2);
            people++;
        }

        return people == 0 ? 0 : sum / people;
    }

    static double Cosine(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        if (a.IsEmpty || b.IsEmpty)
            return 0;
        int shared = 0, i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            var order = a[i].CompareTo(b[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return shared / Math.Sqrt((double)a.Length * b.Length);
    }
}
