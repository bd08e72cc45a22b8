using Marquee.Engine.Data;

namespace Marquee.Engine.Evaluation.Measures;

/// <summary>
/// Novelty@k: how surprising the recommended items are on average, as −log₂ of the share of users who have the item. In bits, 0 or more; 0 is what everybody
/// has seen, 10 what one user in a thousand has (Zhou et al. 2010, Solving the apparent diversity-accuracy dilemma, "surprisal").
/// An item that nobody has counts as one that a single user has.
/// </summary>
public static class Novelty
{
    /// <summary>Novelty of lists of items.</summary>
    /// <param name="lists">One list of item indices a person.</param>
    /// <param name="training">Who has which item.</param>
    public static double Of(IEnumerable<int[]> lists, Interactions training)
    {
        double sum = 0;
        var places = 0L;
        foreach (var list in lists)
            foreach (var item in list)
            {
                sum -= Math.Log2(Math.Max(1, training.ByItem.CountIn(item)) / (double)Math.Max(1, training.Users.Count));
                places++;
            }

        return places == 0 ? 0 : sum / places;
    }
}
