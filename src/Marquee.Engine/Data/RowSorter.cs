using System.Runtime.CompilerServices;

namespace Marquee.Engine.Data;

/// <summary>
/// Arranges rows that came in any order as compressed sparse rows: a counting sort by user, then each user's row by item, then one entry a pair.
/// </summary>
static class RowSorter
{
    public static SparseRows Arrange(EntryList entries, int[] userPlaces, int[] itemPlaces)
    {
        var starts = StartsOf(entries, userPlaces);
        var columns = new int[entries.Count];
        var values = new float[entries.Count];
        var times = entries.HasTimes ? new long[entries.Count] : null;

        var next = starts.AsSpan(0, userPlaces.Length).ToArray();
        entries.Drain([MethodImpl(MethodImplOptions.AggressiveOptimization)] (entry) =>
        {
            var place = next[userPlaces[entry.User]]++;
            columns[place] = itemPlaces[entry.Item];
            values[place] = entry.Value;
            if (times is not null)
                times[place] = entry.Time;
        });

        var scratch = new RowScratch();
        for (var row = 0; row < userPlaces.Length; row++)
            scratch.Sort(columns.AsSpan(starts[row]..starts[row + 1]), values.AsSpan(starts[row]..starts[row + 1]),
                times is null ? default : times.AsSpan(starts[row]..starts[row + 1]));
        return Distinct(new SparseRows(starts, columns, values, times, itemPlaces.Length));
    }

    static int[] StartsOf(EntryList entries, int[] userPlaces)
    {
        var counts = new int[userPlaces.Length];
        entries.CountUsers(counts);
        var starts = new int[userPlaces.Length + 1];
        for (var user = 0; user < userPlaces.Length; user++)
            starts[userPlaces[user] + 1] = counts[user];
        for (var row = 0; row < userPlaces.Length; row++)
            starts[row + 1] += starts[row];
        return starts;
    }

    /// <summary>Keeps the latest entry of every pair, moving the survivors down in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static SparseRows Distinct(SparseRows rows)
    {
        var (starts, columns, values, times) = (rows.Starts, rows.Columns, rows.Values, rows.Times);
        var kept = 0;
        var begin = 0;
        for (var row = 0; row < rows.RowCount; row++)
        {
            var end = starts[row + 1];
            starts[row] = kept;
            for (var entry = begin; entry < end; entry++)
            {
                // Equal items stand together in the order of adding: the later one goes over the earlier one unless it is older.
                var sameItem = kept > starts[row] && columns[kept - 1] == columns[entry];
                if (sameItem && times is not null && times[entry] < times[kept - 1])
                    continue;
                var place = sameItem ? kept - 1 : kept++;
                columns[place] = columns[entry];
                values[place] = values[entry];
                if (times is not null)
                    times[place] = times[entry];
            }

            begin = end;
        }

        starts[^1] = kept;
        if (kept == columns.Length)
            return rows;
        Array.Resize(ref columns, kept);
        Array.Resize(ref values, kept);
        if (times is not null)
            Array.Resize(ref times, kept);
        return rows with { Columns = columns, Values = values, Times = times };
    }
}
