using System.Runtime.CompilerServices;

namespace Marquee.Engine.Data;

/// <summary>
/// Sorts one row after another by column, keeping the order of adding among equal columns. Its memory is that of the longest row. Digit by digit, which a fresh process does four times
/// as fast as the framework's sort of 64-bit keys: that one is not compiled ahead of time.
/// </summary>
sealed class RowScratch
{
    /// <summary>Up to this many entries are quicker put in place one by one.</summary>
    const int Few = 24;
    const int DigitBits = 8;

    int[] _order = [];
    int[] _other = [];
    int[] _columns = [];
    float[] _values = [];
    long[] _times = [];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sort(Span<int> columns, Span<float> values, Span<long> times)
    {
        if (IsAscending(columns))
            return;
        if (_order.Length < columns.Length)
        {
            var length = 2 * columns.Length;
            (_order, _other, _columns, _values, _times) = (new int[length], new int[length], new int[length], new float[length], new long[length]);
        }

        var order = Order(columns);
        columns.CopyTo(_columns);
        values.CopyTo(_values);
        times.CopyTo(_times);
        for (var place = 0; place < order.Length; place++)
        {
            columns[place] = _columns[order[place]];
            values[place] = _values[order[place]];
            if (!times.IsEmpty)
                times[place] = _times[order[place]];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static bool IsAscending(ReadOnlySpan<int> columns)
    {
        for (var entry = 1; entry < columns.Length; entry++)
            if (columns[entry] < columns[entry - 1])
                return false;
        return true;
    }

    /// <summary>The entries in the order of their columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    ReadOnlySpan<int> Order(ReadOnlySpan<int> columns)
    {
        Span<int> order = _order.AsSpan(0, columns.Length), other = _other.AsSpan(0, columns.Length);
        if (columns.Length <= Few)
        {
            for (var entry = 0; entry < columns.Length; entry++)
            {
                var place = entry;
                for (; place > 0 && columns[order[place - 1]] > columns[entry]; place--)
                    order[place] = order[place - 1];
                order[place] = entry;
            }

            return order;
        }

        var bits = 0;
        for (var entry = 0; entry < columns.Length; entry++)
        {
            order[entry] = entry;
            bits |= columns[entry];
        }

        // Each pass keeps the order of the one before among equal digits, so after the highest digit all are in order.
        Span<int> next = stackalloc int[1 << DigitBits];
        for (var shift = 0; shift < 32 && bits >> shift != 0; shift += DigitBits)
        {
            next.Clear();
            foreach (var column in columns)
                next[(column >> shift) & ((1 << DigitBits) - 1)]++;
            var sum = 0;
            for (var digit = 0; digit < next.Length; digit++)
                (next[digit], sum) = (sum, sum + next[digit]);
            foreach (var entry in order)
                other[next[(columns[entry] >> shift) & ((1 << DigitBits) - 1)]++] = entry;
            var done = other;
            other = order;
            order = done;
        }

        return order;
    }
}
