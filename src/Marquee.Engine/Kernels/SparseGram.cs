using System.Runtime.CompilerServices;
using Marquee.Engine.Data;

namespace Marquee.Engine.Kernels;

/// <summary>
/// The upper triangle of XᵀX for a sparse X of ones, row by row: row i of the result counts, over the users of item i, the items from i on that each of them has.
/// The row being filled lies in the first-level cache, and the users' rows stream by, each from the place where it has item i.
/// </summary>
static unsafe class SparseGram
{
    const int RowsAPiece = 32;

    /// <summary>Fills <paramref name="gram"/> (row-major, <c>byItem.RowCount</c> squared) on and above the diagonal.</summary>
    /// <param name="byUser">One row a user, items ascending.</param>
    /// <param name="byItem">The same, transposed.</param>
    /// <param name="gram">Receives the counts; what it held is overwritten.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="cancellation">Looked at between pieces of rows.</param>
    public static void Upper(SparseRows byUser, SparseRows byItem, float[] gram, int threads, CancellationToken cancellation)
    {
        var items = byItem.RowCount;
        var places = Places(byUser, byItem);
        Crew.Run(threads, (items + RowsAPiece - 1) / RowsAPiece, () => piece =>
        {
            for (var item = piece * RowsAPiece; item < Math.Min((piece + 1) * RowsAPiece, items); item++)
                Count(byUser, byItem.ColumnsOf(item), places.AsSpan(byItem.Starts[item]), new Span<float>(gram, item * items, items));
        }, cancellation);
    }

    /// <summary>For each entry of an item's row, where the same entry stands among the users' rows.</summary>
    static int[] Places(SparseRows byUser, SparseRows byItem)
    {
        var places = new int[byUser.Count];
        var next = byItem.Starts.AsSpan(0, byItem.RowCount).ToArray();
        for (var entry = 0; entry < byUser.Count; entry++)
            places[next[byUser.Columns[entry]]++] = entry;
        return places;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Count(SparseRows byUser, ReadOnlySpan<int> users, ReadOnlySpan<int> places, Span<float> row)
    {
        row.Clear();
        fixed (int* columns = byUser.Columns, starts = byUser.Starts)
        fixed (float* counts = row)
            for (var at = 0; at < users.Length; at++)
            {
                int* item = columns + places[at], end = columns + starts[users[at] + 1];
                // Four at a time: the loop would otherwise cost as much as the counting.
                for (; item <= end - 4; item += 4)
                {
                    counts[item[0]]++;
                    counts[item[1]]++;
                    counts[item[2]]++;
                    counts[item[3]]++;
                }

                for (; item < end; item++)
                    counts[*item]++;
            }
    }
}
