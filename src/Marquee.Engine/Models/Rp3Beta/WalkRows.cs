using Marquee.Engine.Data;
using Marquee.Engine.Models.Neighbourhood;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.Rp3Beta;

/// <summary>
/// From which items a walk over their users comes to item i, and how likely: w_ij = Σ_u (1 / n_j)^α (1 / n_u)^α / n_i^β (Paudel et al. 2016, eq. 3 and 5),
/// n counting an item's users and a user's items. A row is the end of the walk: keeping its likeliest beginnings lets no popular item crowd the others out.
/// </summary>
sealed class WalkRows(SparseRows byItem, SparseRows byUser, double alpha, double beta) : IRowSimilarity
{
    readonly double[] _reached = new double[byItem.RowCount];
    readonly int[] _touched = new int[byItem.RowCount];

    public void Offer(int row, BestItems nearest)
    {
        var touched = 0;
        foreach (var user in byItem.ColumnsOf(row))
        {
            var step = Math.Pow(byUser.CountIn(user), -alpha);
            foreach (var item in byUser.ColumnsOf(user))
            {
                if (_reached[item] == 0)
                    _touched[touched++] = item;
                _reached[item] += step;
            }
        }

        var heldBack = Math.Pow(Math.Max(1, byItem.CountIn(row)), -beta);
        for (var i = 0; i < touched; i++)
        {
            var item = _touched[i];
            if (item != row)
                nearest.Offer(item, (float)(heldBack * _reached[item] * Math.Pow(byItem.CountIn(item), -alpha)));
            _reached[item] = 0;
        }
    }
}
