using System.Runtime.CompilerServices;
using Marquee.Engine.Data;

namespace Marquee.Engine.Kernels;

/// <summary>
/// The upper triangle of XᵀX for a sparse X of ones, row by row: row i of the result counts, over the users of item i, the other items each of them has.
/// The row being filled lies in the first-level cache, and the users' rows stream by.
/// </summary>
static class SparseGram
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
        Crew.Run(threads, (items + RowsAPiece - 1) / RowsAPiece, () => piece =>
        {
            for (var item = piece * RowsAPiece; item < Math.Min((piece + 1) * RowsAPiece, items); item++)
                Count(byUser, byItem.ColumnsOf(item), item, new Span<float>(gram, item * items, items));
        }, cancellation);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Count(SparseRows byUser, ReadOnlySpan<int> users, int item, Span<float> row)
    {
        row.Clear();
        foreach (var user in users)
        {
            // From the end, where the items at and above this one are.
            var others = byUser.ColumnsOf(user);
            for (var at = others.Length - 1; at >= 0 && others[at] >= item; at--)
                row[others[at]]++;
        }
    }
}
