using Marquee.Engine.Data;

namespace Marquee.Engine.Evaluation;

/// <summary>
/// An invented population of a given size, for measuring cost where no data was given: few items are met by many and most by few, and users differ in diligence
/// as widely as in the MovieLens sets. There is no taste in it.
/// </summary>
/// <param name="Users">How many users.</param>
/// <param name="Items">How many items.</param>
/// <param name="Interactions">About how many pairs of user and item.</param>
public sealed record SyntheticShape(int Users, int Items, int Interactions)
{
    /// <summary>Reads a shape such as <c>136677x20108x9500000</c>.</summary>
    /// <exception cref="FormatException">It is not three whole numbers above 0 with an x between.</exception>
    public static SyntheticShape Parse(string text) =>
        text.Split('x') is [var users, var items, var count]
        && int.TryParse(users, out var u) && int.TryParse(items, out var i) && int.TryParse(count, out var n) && u > 0 && i > 0 && n > 0
            ? new SyntheticShape(u, i, n)
            : throw new FormatException($"A shape is USERSxITEMSxINTERACTIONS, such as 136677x20108x9500000, not '{text}'.");

    /// <summary>Invents it: every value 1, no times. O(interactions · log).</summary>
    public Interactions Make(int seed)
    {
        var random = new Random(seed);
        var starts = new int[Users + 1];
        var columns = new List<int>(Interactions + Interactions / 8);
        var met = new HashSet<int>();
        for (var user = 0; user < Users; user++)
        {
            // Exponential numbers of interactions: median 0.7 of the mean, a few users ten times as many.
            var wanted = Math.Clamp((int)Math.Round(-Math.Log(1 - random.NextDouble()) * Interactions / Users), 1, Math.Max(1, Items / 2));
            met.Clear();
            // The cube of a uniform number: the most popular tenth of the items gets nearly half of all interactions.
            for (var draws = 0; met.Count < wanted && draws < 20 * wanted; draws++)
                met.Add((int)(Items * Math.Pow(random.NextDouble(), 3)));
            columns.AddRange(met.Order());
            starts[user + 1] = columns.Count;
        }

        var values = new float[columns.Count];
        Array.Fill(values, 1);
        return new Interactions(Ids(Users), Ids(Items), new SparseRows(starts, [.. columns], values, null, Items));
    }

    static IdMap Ids(int count) => new([.. Enumerable.Range(0, count).Select(i => (long)i)]);
}
