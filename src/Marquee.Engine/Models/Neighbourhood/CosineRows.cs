using Marquee.Engine.Data;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.Neighbourhood;

/// <summary>
/// Cosine of two rows of ones, shrunk towards 0 when few columns support it: n_ij / √(n_i n_j) · n_ij / (n_ij + λ)
/// (Deshpande and Karypis 2004, eq. 2, with the shrinkage of Koren 2008, eq. 2).
/// A row costs the sum of the lengths of the columns it touches.
/// </summary>
sealed class CosineRows(SparseRows rows, SparseRows columns, float shrinkage) : IRowSimilarity
{
    readonly int[] _shared = new int[rows.RowCount];
    readonly int[] _touched = new int[rows.RowCount];

    public void Offer(int row, BestItems nearest)
    {
        var touched = 0;
        foreach (var column in rows.ColumnsOf(row))
            foreach (var other in columns.ColumnsOf(column))
                if (_shared[other]++ == 0)
                    _touched[touched++] = other;

        for (var i = 0; i < touched; i++)
        {
            var other = _touched[i];
            var n = (float)_shared[other];
            _shared[other] = 0;
            if (other != row)
                nearest.Offer(other, n / MathF.Sqrt((float)rows.CountIn(row) * rows.CountIn(other)) * n / (n + shrinkage));
        }
    }
}
