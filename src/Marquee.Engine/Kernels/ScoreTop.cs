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
            var lists = Enumerable.Range(0, Group).Select(_ => new OpenList(count)).ToArray();
            return new Crew.Worker(piece =>
            {
                var first = piece * Group;
                var members = Math.Min(Group, people.Rows - first);
                Packing.Slivers(people, first, members, 0, depth, GemmTile.Rows, scratch.Data);
                for (var sliver = 0; sliver < slivers; sliver++)
                    for (var member = 0; member < members; member += GemmTile.Rows)
                        Tile<L, V>(scratch.Data + (long)member * depth, packedItems + (long)sliver * wide * depth, depth, scratch.Data + (long)Group * depth,
                            lists.AsSpan(member, Math.Min(GemmTile.Rows, members - member)), first + member, sliver * wide, items.Rows, seen);
                for (var member = 0; member < members; member++)
                    best[first + member] = lists[member].Close();
            }, scratch);
        }, cancellation);
    }

    /// <summary>Scores of up to six people for a sliver of items, and whoever among them makes a list.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Tile<L, V>(float* people, float* items, int depth, float* scores, Span<OpenList> lists, int person, int item, int itemCount, SparseRows? seen)
        where L : struct, ILanes<V> where V : struct
    {
        var wide = L.TileVectors * L.Count;
        new Span<float>(scores, GemmTile.Rows * wide).Clear();
        GemmTile.Add<L, V>(depth, people, items, 1, scores, wide);
        for (var row = 0; row < lists.Length; row++)
        {
            var threshold = L.All(lists[row].Threshold);
            for (var at = 0; at < wide; at += L.Count)
                for (var above = L.Above(L.Load(scores + row * wide + at), threshold); above != 0; above &= above - 1)
                {
                    var lane = at + BitOperations.TrailingZeroCount(above);
                    if (item + lane < itemCount)
                        lists[row].Offer(item + lane, scores[row * wide + lane], seen is null ? default : seen.ColumnsOf(person + row));
                }
        }
    }

    /// <summary>A person's list while items come by in ascending order, so that what was seen is followed with a finger and never searched.</summary>
    struct OpenList(int count)
    {
        readonly BestItems _best = new(count);
        int _finger;

        /// <summary>Only a higher score makes the list: of equal ones the earlier item keeps its place.</summary>
        public readonly float Threshold => _best.Threshold;

        public void Offer(int item, float score, ReadOnlySpan<int> seen)
        {
            while (_finger < seen.Length && seen[_finger] < item)
                _finger++;
            if (_finger == seen.Length || seen[_finger] != item)
                _best.Offer(item, score);
        }

        public RankedItem[] Close()
        {
            _finger = 0;
            return _best.Take();
        }
    }
}
