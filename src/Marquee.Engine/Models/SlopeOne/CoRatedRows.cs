using Marquee.Engine.Data;
using Marquee.Engine.Models.Neighbourhood;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.SlopeOne;

/// <summary>Offers the items rated together with an item, by how many people did.</summary>
sealed class CoRatedRows(SparseRows byItem, SparseRows byUser) : IRowSimilarity
{
    readonly int[] _together = new int[byItem.RowCount];
    readonly int[] _touched = new int[byItem.RowCount];

    public void Offer(int row, BestItems nearest)
    {
        var touched = 0;
        foreach (var user in byItem.ColumnsOf(row))
            foreach (var other in byUser.ColumnsOf(user))
                if (_together[other]++ == 0)
                    _touched[touched++] = other;
        for (var i = 0; i < touched; i++)
        {
            if (_touched[i] != row)
                nearest.Offer(_touched[i], _together[_touched[i]]);
            _together[_touched[i]] = 0;
        }
    }
}
