using System.Globalization;

namespace Marquee.Importers.Reading;

/// <summary>
/// Takes values out of one row and remembers the first thing that is wrong with it, so that a source can read straight through
/// and ask once at the end.
/// </summary>
internal ref struct RowCells(CsvRow row)
{
    const int LongestName = 500;

    static readonly string[] DateForms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd HH:mm:ss", "ddd MMM d HH:mm:ss yyyy", "ddd MMM dd HH:mm:ss yyyy", "ddd MMM  d HH:mm:ss yyyy",
    ];

    /// <summary>Why the row cannot be taken, or <see langword="null"/>.</summary>
    public string? Fault { get; private set; } = row.Fault;

    /// <summary>The cell's text, empty when the table lacks the column.</summary>
    public readonly string Text(int column) => (uint)column < (uint)row.Cells.Length ? row.Cells[column] : "";

    public string Required(int column, string what)
    {
        var text = Text(column);
        if (text.Length == 0)
            Refuse($"The row has no {what}.");
        if (text.Length > LongestName)
            Refuse($"The {what} has {Figures.Of(text.Length)} characters, more than any has: a quotation mark may be missing.");
        return text.Length <= LongestName ? text : "";
    }

    /// <summary>A name that may be missing, or too long to be one.</summary>
    public readonly string? Optional(int column) => Text(column) is { Length: > 0 and <= LongestName } text ? text : null;

    public int? Year(int column)
    {
        var text = Text(column);
        if (text.Length == 0)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1870 and <= 2200)
            return year;
        Refuse($"“{Short(text)}” is not a year.");
        return null;
    }

    /// <summary>A date, or a date with time, in UTC.</summary>
    public DateTimeOffset? Date(int column)
    {
        var text = Text(column);
        if (text.Length == 0)
            return null;
        if (DateTimeOffset.TryParseExact(text, DateForms, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date))
            return date;
        Refuse($"“{Short(text)}” is not a date such as 2024-03-15.");
        return null;
    }

    /// <summary>Seconds since 1970, as MovieLens writes times.</summary>
    public DateTimeOffset? UnixSeconds(int column)
    {
        var text = Text(column);
        if (text.Length == 0)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 32_503_680_000)
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        Refuse($"“{Short(text)}” is not a time in seconds since 1970.");
        return null;
    }

    /// <summary>A rating in tenths on the scale from 1 to 10. Sources give half stars or whole points; anything between is refused, never rounded.</summary>
    /// <param name="tenths">What one point of the source is worth: 20 where five is the best, 10 where ten is.</param>
    public int? Rating(int column, int tenths)
    {
        var text = Text(column);
        if (text.Length == 0)
            return null;
        // A sheet saved in much of Europe writes 4,5. A number that ends in its point was cut.
        if (decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var points)
            && char.IsAsciiDigit(text[^1]) && points * tenths is >= 10 and <= 100 and var value && value % 10 == 0)
            return (int)value;
        Refuse(tenths == 20 ? $"“{Short(text)}” is not a rating from ½ to 5." : $"“{Short(text)}” is not a rating from 1 to 10.");
        return null;
    }

    public void Refuse(string reason) => Fault ??= reason;

    static string Short(string text) => Shortened.To(text, 40);
}
