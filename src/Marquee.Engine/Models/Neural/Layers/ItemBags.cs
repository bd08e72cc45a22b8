using Marquee.Engine.Data;

namespace Marquee.Engine.Models.Neural.Layers;

/// <summary>A batch of people as bags of items: row r has <c>Items[Starts[r] … Starts[r + 1] − 1]</c>, each weighing <c>Weights[r]</c>.</summary>
sealed record ItemBags(int[] Starts, int[] Items, float[] Weights)
{
    public int Count => Weights.Length;

    public ReadOnlySpan<int> this[int row] => Items.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);

    public static ItemBags Of(SparseRows rows, ReadOnlySpan<int> people) => Of(rows, people, 0, 0, null);

    /// <summary>
    /// Each item of a person is dropped by chance and the others weigh more instead (Srivastava et al. 2014), and some people are shown without any:
    /// so the network learns what to say to a stranger. Before that, an item of n weighs 1/√n.
    /// </summary>
    public static ItemBags Of(SparseRows rows, ReadOnlySpan<int> people, double dropout, double strangers, Random? random)
    {
        var (starts, weights, items) = (new int[people.Length + 1], new float[people.Length], new List<int>());
        for (var at = 0; at < people.Length; at++)
        {
            var all = rows.ColumnsOf(people[at]);
            weights[at] = WeightOf(all.Length) / (float)(1 - dropout);
            var stranger = strangers > 0 && random!.NextDouble() < strangers;
            foreach (var item in all)
                if (random is null || (random.NextDouble() >= dropout && !stranger))
                    items.Add(item);
            starts[at + 1] = items.Count;
        }

        return new ItemBags(starts, [.. items], weights);
    }

    /// <summary>What one of <paramref name="count"/> items weighs, so that the bag has length 1.</summary>
    public static float WeightOf(int count) => 1 / MathF.Sqrt(Math.Max(1, count));
}
