using System.Runtime.CompilerServices;
using System.Text;

namespace Marquee.Engine.Data;

/// <summary>Reads one row straight from its bytes: no strings, no allocation.</summary>
static class RatingLine
{
    /// <exception cref="UnreadableLineException">A column is missing, superfluous, or not the number it should be.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Interaction Parse(ReadOnlySpan<byte> line, RatingDialect dialect)
    {
        long user = 0, item = 0, time = 0;
        var value = 1f;
        var column = 0;
        for (var more = true; more; column++)
        {
            var field = TakeField(ref line, dialect.Separator, out more);
            if (column == dialect.User)
                user = ToId(field, "user");
            else if (column == dialect.Item)
                item = ToId(field, "item");
            else if (column == dialect.Value)
                value = ToValue(field);
            else if (column == dialect.Time)
                time = ToTime(field);
        }

        return column == dialect.Columns
            ? new Interaction(user, item, value, time)
            : throw new UnreadableLineException($"there are {column} columns where the first line has {dialect.Columns}");
    }

    /// <summary>Cuts the next field off, without its quotes; separators between quotes belong to the field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ReadOnlySpan<byte> TakeField(ref ReadOnlySpan<byte> line, byte[] separator, out bool more)
    {
        var quoted = line is [(byte)'"', ..] ? line[1..].IndexOf((byte)'"') + 2 : 0;
        var rest = line[quoted..];
        var end = separator.Length == 1 ? rest.IndexOf(separator[0]) : rest.IndexOf(separator);
        more = end >= 0;
        var field = more ? line[..(quoted + end)] : line;
        line = more ? line[(quoted + end + separator.Length)..] : default;
        return field is [(byte)'"', .. var inner, (byte)'"'] ? inner : field;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static long ToId(ReadOnlySpan<byte> field, string what) =>
        AsciiNumber.TryParse(field, out long id) ? id : throw Unreadable(field, $"{what} id", "a whole number of 64 bits");

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static float ToValue(ReadOnlySpan<byte> field)
    {
        if (!AsciiNumber.TryParse(field, out double value))
            throw Unreadable(field, "rating", "a number");
        return float.IsFinite((float)value) ? (float)value : throw Unreadable(field, "rating", "a finite number");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static long ToTime(ReadOnlySpan<byte> field)
    {
        if (AsciiNumber.TryParse(field, out long time))
            return time;
        // Some tools write whole seconds as 881250949.0.
        return AsciiNumber.TryParse(field, out double fraction) && Math.Abs(fraction) < 1e15
            ? (long)fraction
            : throw Unreadable(field, "timestamp", "a number of seconds");
    }

    static UnreadableLineException Unreadable(ReadOnlySpan<byte> field, string what, string wanted)
    {
        var shown = Encoding.UTF8.GetString(field.Length > 40 ? field[..40] : field);
        shown = new string([.. shown.Select(c => char.IsControl(c) ? '·' : c)]);
        return new UnreadableLineException(field.IsEmpty ? $"the {what} is missing" : $"the {what} '{shown}' is not {wanted}");
    }
}

/// <summary>Why a line cannot be read, as the end of a sentence.</summary>
sealed class UnreadableLineException(string reason) : Exception(reason);
