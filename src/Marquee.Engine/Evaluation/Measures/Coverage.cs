namespace Marquee.Engine.Evaluation.Measures;

/// <summary>
/// Coverage@k: the share of the catalogue that is on anybody's list of k. 0 … 1; higher means that less of the catalogue is never shown
/// (Ge, Delgado-Battenfeld and Jannach 2010, Beyond Accuracy, "catalog coverage").
/// </summary>
public static class Coverage
{
    /// <summary>Coverage of lists of items.</summary>
    /// <param name="lists">One list of item indices a person.</param>
    /// <param name="items">The size of the catalogue.</param>
    public static double Of(IEnumerable<int[]> lists, int items) =>
        items == 0 ? 0 : (double)Exposure.Of(lists, items).Count(times => times > 0) / items;
}
