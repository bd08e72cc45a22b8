namespace Marquee.Engine.Data;

/// <summary>Sorts one row after another by column, keeping the order of adding among equal columns. Its memory is that of the longest row.</summary>
sealed class RowScratch
{
    long[] _keys = [];
    float[] _values = [];
    long[] _times = [];

    public void Sort(Span<int> columns, Span<float> values, Span<long> times)
    {
        if (IsAscending(columns))
            return;
        if (_keys.Length < columns.Length)
            (_keys, _values, _times) = (new long[columns.Length * 2], new float[columns.Length * 2], new long[columns.Length * 2]);

        // Column and position in one key: an unstable sort of the keys is a stable sort of the row.
        var keys = _keys.AsSpan(0, columns.Length);
        for (var entry = 0; entry < keys.Length; entry++)
            keys[entry] = ((long)columns[entry] << 32) | (uint)entry;
        keys.Sort();

        values.CopyTo(_values);
        times.CopyTo(_times);
        for (var place = 0; place < keys.Length; place++)
        {
            var entry = (int)(uint)keys[place];
            columns[place] = (int)(keys[place] >> 32);
            values[place] = _values[entry];
            if (!times.IsEmpty)
                times[place] = _times[entry];
        }
    }

    static bool IsAscending(ReadOnlySpan<int> columns)
    {
        for (var entry = 1; entry < columns.Length; entry++)
            if (columns[entry] < columns[entry - 1])
                return false;
        return true;
    }
}
