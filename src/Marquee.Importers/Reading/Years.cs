using System.Globalization;

namespace Marquee.Importers.Reading;

/// <summary>Years of titles.</summary>
internal static class Years
{
    /// <summary>A year and nothing else; spreadsheets make "1995.0" of it.</summary>
    public static int? Plain(string text)
    {
        if (text.EndsWith(".0", StringComparison.Ordinal))
            text = text[..^2];
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? Sensible(year) : null;
    }

    /// <summary>The year that a text begins with: "2008–2013", "1995-12-15".</summary>
    public static int? Leading(string? text) => text is { Length: >= 4 } ? Plain(text[..4]) : null;

    public static int? Sensible(int? year) => year is >= 1870 and <= 2200 ? year : null;
}
