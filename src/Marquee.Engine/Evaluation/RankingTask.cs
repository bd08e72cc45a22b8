using Marquee.Engine.Data;

namespace Marquee.Engine.Evaluation;

/// <summary>A person of whom some things are known and others are kept back to be found.</summary>
/// <param name="User">The caller's id.</param>
/// <param name="FoldIn">What the model may see.</param>
/// <param name="HeldOut">The items to be found, ascending, none of them in <paramref name="FoldIn"/>.</param>
/// <param name="Unreachable">How many more there are that no model can find, because the training data do not have them. They count as held out and never as found.</param>
public sealed record HeldOutPerson(long User, History FoldIn, int[] HeldOut, int Unreachable = 0);

/// <summary>What becomes of held-out items that the training data do not have.</summary>
public enum UnseenItems
{
    /// <summary>They are dropped, as in the published protocol of strong generalisation.</summary>
    Dropped,

    /// <summary>They stay and are never found: what a service would feel.</summary>
    Missed,
}

/// <summary>
/// People whose held-out items a model has to find among all items of the catalogue. Never a sample of the items: sampled ranking measures
/// disagree with the full ones even about which model is better (Krichene and Rendle 2020, On Sampled Metrics for Item Recommendation).
/// </summary>
/// <param name="items">The catalogue: the items of the training data.</param>
/// <param name="people">Who is to be served.</param>
public sealed class RankingTask(IdMap items, IReadOnlyList<HeldOutPerson> people)
{
    /// <summary>The catalogue.</summary>
    public IdMap Items { get; } = items;

    /// <summary>Who is to be served, by ascending id.</summary>
    public IReadOnlyList<HeldOutPerson> People { get; } = people;

    /// <summary>
    /// Joins what is known of people with what was held out. Items outside the catalogue are dropped from what is known, and what was folded in is dropped
    /// from what is to be found (it is never recommended). People with nothing left to find are left out.
    /// </summary>
    /// <param name="items">The items of the training data.</param>
    /// <param name="foldIn">What models may see of each person; for people of the training data, the training data itself.</param>
    /// <param name="heldOut">What is to be found.</param>
    /// <param name="unseen">What becomes of held-out items outside the catalogue.</param>
    public static RankingTask Of(IdMap items, Interactions foldIn, Interactions heldOut, UnseenItems unseen = UnseenItems.Dropped)
    {
        var people = new List<HeldOutPerson>();
        for (var row = 0; row < heldOut.ByUser.RowCount; row++)
        {
            var user = heldOut.Users[row];
            var known = foldIn.Users.IndexOf(user) is >= 0 and var place ? HistoryOf(items, foldIn, place) : History.Empty;
            var seen = known.Items.ToArray();
            var asked = Translate(items, heldOut, row);
            var wanted = asked.Where(item => item >= 0 && Array.BinarySearch(seen, item) < 0).Order().ToArray();
            var unreachable = unseen == UnseenItems.Missed ? asked.Count(item => item < 0) : 0;
            if (wanted.Length + unreachable > 0)
                people.Add(new HeldOutPerson(user, known, wanted, unreachable));
        }

        return new RankingTask(items, people);
    }

    internal static History HistoryOf(IdMap items, Interactions interactions, int row)
    {
        var rows = interactions.ByUser;
        var indices = Translate(items, interactions, row);
        return History.Of(indices
            .Select((item, place) => new Event(item, rows.Values[rows.Starts[row] + place], rows.Times?[rows.Starts[row] + place] ?? 0))
            .Where(e => e.Item >= 0));
    }

    static int[] Translate(IdMap items, Interactions interactions, int row)
    {
        var columns = interactions.ByUser.ColumnsOf(row);
        var indices = new int[columns.Length];
        for (var place = 0; place < columns.Length; place++)
            indices[place] = items.IndexOf(interactions.Items[columns[place]]);
        return indices;
    }
}
