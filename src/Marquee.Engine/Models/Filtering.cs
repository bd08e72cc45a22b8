using Marquee.Engine.Data;

namespace Marquee.Engine.Models;

/// <summary>Takes from the interactions what a model learns from; gives them back uncopied when that is everything.</summary>
static class Filtering
{
    /// <summary>The positive events, for models of implicit feedback.</summary>
    public static SparseRows PositiveOnly(this SparseRows rows, float from) => rows.Where(value => Positives.Counts(value, from));

    /// <summary>The events with a rating, for models of ratings.</summary>
    public static SparseRows RatedOnly(this SparseRows rows) => rows.Where(float.IsFinite);

    /// <summary>A part of the interactions by item: the matrix they keep turned already when the part is all of them.</summary>
    public static SparseRows TurnedByItem(this Interactions all, SparseRows part) => ReferenceEquals(part, all.ByUser) ? all.ByItem : part.Transpose();

    /// <summary>The same matrix without the entries that are gone: users and items keep their indices.</summary>
    public static SparseRows Without(this SparseRows rows, bool[] gone) => rows.Where((_, entry) => !gone[entry]);

    static SparseRows Where(this SparseRows rows, Func<float, bool> keep) => rows.Where((value, _) => keep(value));

    static SparseRows Where(this SparseRows rows, Func<float, int, bool> keep)
    {
        var kept = 0;
        for (var entry = 0; entry < rows.Count; entry++)
            if (keep(rows.Values[entry], entry))
                kept++;
        if (kept == rows.Count)
            return rows;

        var starts = new int[rows.RowCount + 1];
        var columns = new int[kept];
        var values = new float[kept];
        var times = rows.Times is null ? null : new long[kept];
        var place = 0;
        for (var row = 0; row < rows.RowCount; row++)
        {
            for (var entry = rows.Starts[row]; entry < rows.Starts[row + 1]; entry++)
            {
                if (!keep(rows.Values[entry], entry))
                    continue;
                columns[place] = rows.Columns[entry];
                values[place] = rows.Values[entry];
                if (times is not null)
                    times[place] = rows.Times![entry];
                place++;
            }

            starts[row + 1] = place;
        }

        return new SparseRows(starts, columns, values, times, rows.ColumnCount);
    }
}
