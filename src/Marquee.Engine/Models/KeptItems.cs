using Marquee.Engine.Data;

namespace Marquee.Engine.Models;

/// <summary>The items that have a row and a column in a model's matrix, where the rare ones have none.</summary>
sealed class KeptItems
{
    readonly int[] _place;

    /// <param name="items">The items kept, ascending.</param>
    /// <param name="itemCount">Of all items.</param>
    public KeptItems(int[] items, int itemCount)
    {
        Items = items;
        _place = new int[itemCount];
        Array.Fill(_place, -1);
        for (var place = 0; place < items.Length; place++)
            _place[items[place]] = place;
    }

    public int[] Items { get; }

    public int Count => Items.Length;

    public int ItemCount => _place.Length;

    public bool AreAll => Items.Length == _place.Length;

    /// <summary>Where the item stands in the matrix, or −1.</summary>
    public int this[int item] => _place[item];

    public static KeptItems WithAtLeast(int count, SparseRows byItem) =>
        new([.. Enumerable.Range(0, byItem.RowCount).Where(item => byItem.CountIn(item) >= count)], byItem.RowCount);

    /// <summary>The columns kept, renumbered, without values and times.</summary>
    public SparseRows Of(SparseRows rows)
    {
        var starts = new int[rows.Starts.Length];
        var columns = new List<int>(rows.Count);
        for (var row = 0; row < rows.RowCount; row++)
        {
            foreach (var column in rows.ColumnsOf(row))
                if (_place[column] >= 0)
                    columns.Add(_place[column]);
            starts[row + 1] = columns.Count;
        }

        return new SparseRows(starts, [.. columns], new float[columns.Count], null, Count);
    }

    /// <summary>Spreads one number a kept item, standing at the front of <paramref name="scores"/>, to the items' own places; the rest become 0.</summary>
    public void Spread(Span<float> scores)
    {
        if (AreAll)
            return;
        // From the end, where nothing is overwritten that is still needed: an item's place is never beyond its index.
        for (var place = Count - 1; place >= 0; place--)
        {
            var score = scores[place];
            scores[place] = 0;
            scores[Items[place]] = score;
        }
    }
}
