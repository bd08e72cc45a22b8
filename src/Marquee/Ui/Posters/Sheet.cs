using System.Globalization;
using System.Text;

namespace Marquee.Ui.Posters;

/// <summary>The sheet a poster is printed on: SVG elements, every number rounded to one decimal so that files stay small and equal.</summary>
sealed class Sheet
{
    readonly StringBuilder _svg = new(4096);

    public Sheet Raw(string markup) { _svg.Append(markup); return this; }

    public Sheet Rect(double x, double y, double width, double height, string fill) =>
        Raw($"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" fill=\"{fill}\"/>");

    public Sheet Circle(double x, double y, double radius, string fill, string more = "") =>
        Raw($"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\" fill=\"{fill}\"{more}/>");

    public Sheet Path(string data, string fill, string more = "") => Raw($"<path d=\"{data}\" fill=\"{fill}\"{more}/>");

    public Sheet Line(string data, string stroke, double width) =>
        Raw($"<path d=\"{data}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{N(width)}\"/>");

    public override string ToString() => _svg.ToString();

    /// <summary>Rounds half up to one decimal; the only way a computed number reaches the sheet.</summary>
    public static double Tenth(double value) => Math.Floor(value * 10 + .5) / 10;

    /// <summary>A number as it is printed.</summary>
    public static string N(double value)
    {
        var tenths = (long)Math.Floor(value * 10 + .5);
        var (whole, part) = Math.DivRem(Math.Abs(tenths), 10);
        var sign = tenths < 0 ? "-" : "";
        return part == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{sign}{whole}")
            : string.Create(CultureInfo.InvariantCulture, $"{sign}{whole}.{part}");
    }

    /// <summary>A point as it is printed.</summary>
    public static string At(double x, double y) => N(x) + " " + N(y);

    /// <summary>The shortest decimal that reads back as the same number, for the few constants that are not rounded.</summary>
    public static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
}
