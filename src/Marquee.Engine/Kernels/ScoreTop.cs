using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Marquee.Engine.Data;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Kernels;

/// <summary>
/// The best items of many people at once: the product of the people's factors with the items', never written out. Each tile of scores is compared with the worst
/// score its person still keeps, a vector at a time, and only the few that beat it are looked at one by one. The items' factors are packed once and shared.
/// </summary>
static unsafe class ScoreTop
{
    /// <summary>People taken together through the items: their factors and lists stay in the first-level cache while slivers of items stream by.</summary>
    const int Group = 4 * GemmTile.Rows;

    /// <summary>Bits in a word of hidden items.</summary>
    const int Word = 64;

    /// <summary>Ranks all items for every person.</summary>
    /// <param name="people">A row of factors a person.</param>
    /// <param name="items">A row of factors an item, of the same width.</param>
    /// <param name="count">Items to keep a person.</param>
    /// <param name="seen">Items to leave out, a row a person, ascending; null leaves none out.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    /// <param name="cancellation">Looked at between groups of people.</param>
    public static RankedItem[][] Rank(MatrixView people, MatrixView items, int count, SparseRows? seen, int threads, CancellationToken cancellation)
    {
        var best = new RankedItem[people.Rows][];
        count = Math.Min(count, items.Rows);
        switch (Simd.Level)
        {
            case SimdLevel.Vector512: Rank<Lanes512, Vector512<float>>(people, items, count, seen, threads, best, cancellation); break;
            case SimdLevel.Vector256: Rank<Lanes256, Vector256<float>>(people, items, count, seen, threads, best, cancellation); break;
            default: Rank<LanesScalar, float>(people, items, count, seen, threads, best, cancellation); break;
        }

        return best;
    }

    static void Rank<L, V>(MatrixView people, MatrixView items, int count, SparseRows? seen, int threads, RankedItem[][] best, CancellationToken cancellation)
        where L : struct, ILanes<V> where V : struct
    {
        var wide = L.TileVectors * L.Count;
        var depth = items.Columns;
        var slivers = (items.Rows + wide - 1) / wide;
        using var packed = Slab.Of(checked(slivers * wide * depth));
        var packedItems = packed.Data;
        Crew.Run(threads, slivers, sliver => Packing.Slivers(items, sliver * wide, Math.Min(wide, items.Rows - sliver * wide), 0, depth, wide, packedItems + (long)sliver * wide * depth));

        Crew.Run(threads, (people.Rows + Group - 1) / Group, () =>
        {
            var scratch = Slab.Of(Group * depth + GemmTile.Rows * wide);
            var lists = Enumerable.Range(0, Group).Select(_ => new BestItems(count)).ToArray();
            var words = (items.Rows + Word - 1) / Word;
            var hidden = new ulong[Group * words];
            return new Crew.Worker(piece =>
            {
                var first = piece * Group;
                var members = Math.Min(Group, people.Rows - first);
                Packing.Slivers(people, first, members, 0, depth, GemmTile.Rows, scratch.Data);
                for (var member = 0; member < members; member++)
                    Hide(hidden.AsSpan(member * words, words), items.Rows, seen is null ? default : seen.ColumnsOf(first + member));
                for (var item = 0; item < items.Rows; item += wide)
                    for (var member = 0; member < members; member += GemmTile.Rows)
                        Tile<L, V>(scratch.Data + (long)member * depth, packedItems + (long)item * depth, depth, scratch.Data + (long)Group * depth,
                            lists.AsSpan(member, Math.Min(GemmTile.Rows, members - member)), hidden.AsSpan(member * words), words, item);
                for (var member = 0; member < members; member++)
                    best[first + member] = lists[member].Take();
            }, scratch);
        }, cancellation);
    }

    /// <summary>A bit for each item that must not make the list: what was seen, and what is beyond the last item.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Hide(Span<ulong> hidden, int items, ReadOnlySpan<int> seen)
    {
        hidden.Clear();
        foreach (var item in seen)
            hidden[item / Word] |= 1ul << (item % Word);
        if (items % Word != 0)
            hidden[^1] |= ulong.MaxValue << (items % Word);
    }

    /// <summary>
    /// Scores of up to six people for a sliver of items, and whoever among them makes a list. What was seen is taken away by bits, a sliver at a time: people like
    /// what they have seen, and looking at each such score by itself cost a quarter of all the time.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Tile<L, V>(float* people, float* items, int depth, float* scores, Span<BestItems> lists, ReadOnlySpan<ulong> hidden, int words, int item)
        where L : struct, ILanes<V> where V : struct
    {
        var wide = L.TileVectors * L.Count;
        new Span<float>(scores, GemmTile.Rows * wide).Clear();
        GemmTile.Add<L, V>(depth, people, items, 1, scores, wide);
        for (var row = 0; row < lists.Length; row++)
        {
            // Only a higher score makes the list: of equal ones the earlier item keeps its place.
            var threshold = L.All(lists[row].Threshold);
            var above = 0ul;
            for (var at = 0; at < wide; at += L.Count)
                above |= (ulong)L.Above(L.Load(scores + row * wide + at), threshold) << at;
            // A sliver's width divides a word's, so its bits stand in one word.
            above &= ~(hidden[row * words + item / Word] >> (item % Word));
            for (; above != 0; above &= above - 1)
            {
                var lane = BitOperations.TrailingZeroCount(above);
                lists[row].Offer(item + lane, scores[row * wide + lane]);
            }
        }
    }
}
