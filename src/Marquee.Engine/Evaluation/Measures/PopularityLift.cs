using Marquee.Engine.Data;

namespace Marquee.Engine.Evaluation.Measures;

/// <summary>
/// Popularity lift@k: how much more popular the lists are than what these people watch: (GAP(lists) − GAP(histories)) / GAP(histories), where GAP is the mean
/// over people of the mean number of users of their items. −1 or more; 0: as popular as their own taste; 1: twice as popular
/// (Abdollahpouri et al. 2020, The Connection Between Popularity Bias, Calibration, and Fairness in Recommendation, equation 2).
/// </summary>
public static class PopularityLift
{
    /// <summary>Popularity lift; people with an empty history or list don't count.</summary>
    /// <param name="people">Each person's history items and list.</param>
    /// <param name="training">Who has which item.</param>
    public static double Of(IEnumerable<(int[] History, int[] List)> people, Interactions training)
    {
        double histories = 0, lists = 0;
        foreach (var (history, list) in people.Where(person => person.History.Length > 0 && person.List.Length > 0))
        {
            histories += history.Average(item => training.ByItem.CountIn(item));
            lists += list.Average(item => training.ByItem.CountIn(item));
        }

        return histories == 0 ? 0 : (lists - histories) / histories;
    }
}
