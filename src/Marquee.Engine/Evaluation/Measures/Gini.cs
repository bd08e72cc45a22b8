namespace Marquee.Engine.Evaluation.Measures;

/// <summary>
/// Gini@k: how unevenly the places of all lists of k are spread over the catalogue. 0: every item is shown equally often; towards 1: a few items take
/// every place. With times x ascending, Σ (2j − n − 1) xⱼ / (n Σ x) (Fleder and Hosanagar 2009, Blockbuster Culture's Next Rise or Fall, section 3).
/// </summary>
public static class Gini
{
    /// <summary>Gini coefficient of lists of items.</summary>
    /// <param name="lists">One list of item indices a person.</param>
    /// <param name="items">The size of the catalogue.</param>
    public static double Of(IEnumerable<int[]> lists, int items)
    {
        var times = Exposure.Of(lists, items);
        Array.Sort(times);
        double weighted = 0, total = 0;
        for (var j = 1; j <= items; j++)
        {
            weighted += (2.0 * j - items - 1) * times[j - 1];
            total += times[j - 1];
        }

        return total == 0 ? 0 : weighted / (items * total);
    }
}
