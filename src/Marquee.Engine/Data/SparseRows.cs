using System.Runtime.CompilerServices;

namespace Marquee.Engine.Data;

/// <summary>
/// A sparse matrix in compressed-row form: row r holds the entries <c>Starts[r] … Starts[r + 1] − 1</c> of
/// <see cref="Columns"/>, <see cref="Values"/> and <see cref="Times"/>, columns ascending and distinct within a row.
/// Eight bytes an entry, sixteen with times. Immutable by convention and safe to read from many threads.
/// </summary>
/// <param name="Starts">Row boundaries; length rows + 1, first 0, last the number of entries.</param>
/// <param name="Columns">The column of each entry.</param>
/// <param name="Values">The value of each entry: a rating in the scale of the source, or 1 for a play.</param>
/// <param name="Times">When each entry happened, in Unix seconds (0: unknown); null when the source has no times.</param>
/// <param name="ColumnCount">The number of columns of the matrix.</param>
public sealed record SparseRows(int[] Starts, int[] Columns, float[] Values, long[]? Times, int ColumnCount)
{
    /// <summary>The number of rows.</summary>
    public int RowCount => Starts.Length - 1;

    /// <summary>The number of entries.</summary>
    public int Count => Columns.Length;

    /// <summary>The number of entries in <paramref name="row"/>.</summary>
    public int CountIn(int row) => Starts[row + 1] - Starts[row];

    /// <summary>The columns of the entries of <paramref name="row"/>, ascending.</summary>
    public ReadOnlySpan<int> ColumnsOf(int row) => Columns.AsSpan(Starts[row], CountIn(row));

    /// <summary>The values of the entries of <paramref name="row"/>, in the order of <see cref="ColumnsOf"/>.</summary>
    public ReadOnlySpan<float> ValuesOf(int row) => Values.AsSpan(Starts[row], CountIn(row));

    /// <summary>The times of the entries of <paramref name="row"/>; empty when the matrix has none.</summary>
    public ReadOnlySpan<long> TimesOf(int row) => Times is null ? default : Times.AsSpan(Starts[row], CountIn(row));

    /// <summary>The same entries with rows and columns exchanged, by counting sort in O(entries + rows + columns).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public SparseRows Transpose()
    {
        var starts = new int[ColumnCount + 1];
        foreach (var column in Columns)
            starts[column + 1]++;
        for (var column = 0; column < ColumnCount; column++)
            starts[column + 1] += starts[column];

        var next = starts.AsSpan(0, ColumnCount).ToArray();
        var columns = new int[Count];
        var values = new float[Count];
        var times = Times is null ? null : new long[Count];
        for (var row = 0; row < RowCount; row++)
            for (var entry = Starts[row]; entry < Starts[row + 1]; entry++)
            {
                var place = next[Columns[entry]]++;
                columns[place] = row;
                values[place] = Values[entry];
                if (times is not null)
                    times[place] = Times![entry];
            }

        return new SparseRows(starts, columns, values, times, RowCount);
    }
}
