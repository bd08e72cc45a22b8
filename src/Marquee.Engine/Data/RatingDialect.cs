using System.Text;

namespace Marquee.Engine.Data;

/// <summary>How one file writes its rows. A column that is not there is −1.</summary>
sealed record RatingDialect(byte[] Separator, int Columns, int User, int Item, int Value, int Time)
{
    static readonly string[] s_userNames = ["userid", "user_id", "uid", "user"];
    static readonly string[] s_itemNames = ["movieid", "movie_id", "itemid", "item_id", "sid", "iid", "item"];
    static readonly string[] s_valueNames = ["rating", "value"];
    static readonly string[] s_timeNames = ["timestamp", "time"];

    /// <summary>Reads the dialect off the first line that is not empty.</summary>
    /// <exception cref="UnreadableLineException">The line is neither a header with the columns needed nor a row of numbers.</exception>
    public static RatingDialect Detect(ReadOnlySpan<byte> line, out bool isHeader)
    {
        if (line.Contains((byte)0))
            throw new UnreadableLineException("it is not text");
        var separator = SeparatorOf(line);
        var fields = SplitFields(line, separator);
        isHeader = fields.All(field => !double.TryParse(field, System.Globalization.CultureInfo.InvariantCulture, out _));
        return isHeader ? ByName(fields, separator) : ByPosition(fields, separator);
    }

    /// <summary>The line without the byte-order mark of UTF-8.</summary>
    public static ReadOnlySpan<byte> SkipMark(ReadOnlySpan<byte> line) =>
        line.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? line[3..] : line;

    static RatingDialect ByName(string[] fields, byte[] separator)
    {
        var user = IndexOf(fields, s_userNames);
        var item = IndexOf(fields, s_itemNames);
        if (user < 0 || item < 0)
            throw new UnreadableLineException(
                $"it is neither a row of numbers nor a header with a user ({string.Join(", ", s_userNames)}) and an item ({string.Join(", ", s_itemNames)})");
        return new RatingDialect(separator, fields.Length, user, item, IndexOf(fields, s_valueNames), IndexOf(fields, s_timeNames));
    }

    static RatingDialect ByPosition(string[] fields, byte[] separator) => fields.Length is >= 2 and <= 4
        ? new RatingDialect(separator, fields.Length, 0, 1, fields.Length > 2 ? 2 : -1, fields.Length > 3 ? 3 : -1)
        : throw new UnreadableLineException($"without a header there are two to four columns (user, item, rating, timestamp), not {fields.Length}");

    static byte[] SeparatorOf(ReadOnlySpan<byte> line) =>
        line.IndexOf("::"u8) >= 0 ? "::"u8.ToArray()
        : line.Contains((byte)'\t') ? "\t"u8.ToArray()
        : line.Contains((byte)',') ? ","u8.ToArray()
        : line.Contains((byte)'|') ? "|"u8.ToArray()
        : throw new UnreadableLineException("there is no comma, tab, '::' or '|' between columns");

    static string[] SplitFields(ReadOnlySpan<byte> line, byte[] separator)
    {
        var fields = new List<string>();
        var more = true;
        while (more)
            fields.Add(Encoding.UTF8.GetString(RatingLine.TakeField(ref line, separator, out more)).Trim());
        return [.. fields];
    }

    static int IndexOf(string[] fields, string[] names) =>
        Array.FindIndex(fields, field => names.Contains(field, StringComparer.OrdinalIgnoreCase));
}
