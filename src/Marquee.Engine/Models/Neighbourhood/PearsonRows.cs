using Marquee.Engine.Data;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.Neighbourhood;

/// <summary>
/// Pearson correlation around the baselines over the columns two rows share, shrunk when they are few:
/// s_ij = (n_ij − 1) / (n_ij − 1 + λ) · Σ e_i e_j / √(Σ e_i² Σ e_j²) with e = r − b (Koren 2010, eq. 1 and 2). Only positive similarities are offered.
/// </summary>
/// <param name="rows">Residuals e by row.</param>
/// <param name="columns">The same, transposed.</param>
/// <param name="shrinkage">λ.</param>
sealed class PearsonRows(SparseRows rows, SparseRows columns, float shrinkage) : IRowSimilarity
{
    readonly Sums[] _sums = new Sums[rows.RowCount];
    readonly int[] _touched = new int[rows.RowCount];

    // One cache line holds the four sums of four rows: the inner loop touches one line a step instead of four.
    struct Sums
    {
        public float Product, Own, Other, Count;
    }

    public void Offer(int row, BestItems nearest)
    {
        var touched = 0;
        var places = rows.ColumnsOf(row);
        var residuals = rows.ValuesOf(row);
        for (var i = 0; i < places.Length; i++)
        {
            var own = residuals[i];
            var others = columns.ColumnsOf(places[i]);
            var values = columns.ValuesOf(places[i]);
            for (var k = 0; k < others.Length; k++)
            {
                ref var sums = ref _sums[others[k]];
                if (sums.Count == 0)
                    _touched[touched++] = others[k];
                var other = values[k];
                sums.Product += own * other;
                sums.Own += own * own;
                sums.Other += other * other;
                sums.Count++;
            }
        }

        for (var i = 0; i < touched; i++)
        {
            var other = _touched[i];
            var sums = _sums[other];
            _sums[other] = default;
            var scale = MathF.Sqrt(sums.Own * sums.Other);
            if (other == row || sums.Product <= 0 || scale <= 0)
                continue;
            var correlation = sums.Product / scale * (sums.Count - 1) / (sums.Count - 1 + shrinkage);
            if (correlation > 0)
                nearest.Offer(other, correlation);
        }
    }
}
