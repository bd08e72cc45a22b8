using Marquee.Engine.Data;

namespace Marquee.Engine.Evaluation;

/// <summary>
/// Invented users with the habits of real ones in number only: every copy of a user has as many interactions, with items drawn by their popularity and values drawn
/// from all values. For measuring cost at sizes nobody gave data for; there is no taste in it, so never for accuracy.
/// </summary>
public static class SyntheticPopulation
{
    /// <summary>Invents <paramref name="times"/> users for every real one over the same items, without times.</summary>
    public static Interactions Like(Interactions real, int times, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        var random = new Random(seed);
        var rows = real.ByUser;
        var builder = new InteractionsBuilder();
        var drawn = new HashSet<int>();
        for (var copy = 0; copy < times; copy++)
            for (var user = 0; user < rows.RowCount; user++)
            {
                Draw(drawn, rows, rows.CountIn(user), random);
                foreach (var item in drawn)
                    builder.Add((long)copy * rows.RowCount + user, real.Items[item], rows.Values[random.Next(rows.Count)]);
            }

        return builder.Build();
    }

    /// <summary>
    /// Draws distinct items by popularity. Somebody who has nearly all items would wait long for the rarest to be drawn: after twenty draws an item the
    /// rest is taken in order from a random place.
    /// </summary>
    static void Draw(HashSet<int> drawn, SparseRows rows, int count, Random random)
    {
        drawn.Clear();
        for (var draws = 0; drawn.Count < count && draws < 20 * count; draws++)
            drawn.Add(rows.Columns[random.Next(rows.Count)]);
        for (var item = random.Next(rows.ColumnCount); drawn.Count < count; item++)
            drawn.Add(item % rows.ColumnCount);
    }
}
