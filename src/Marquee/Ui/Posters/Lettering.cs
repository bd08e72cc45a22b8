using static Marquee.Ui.Posters.Sheet;

namespace Marquee.Ui.Posters;

/// <summary>Setting type on a sheet: lines of the title in a fixed width, and small print.</summary>
static class Lettering
{
    /// <summary>A line that is exactly as wide as it was planned, whichever face the reader has.</summary>
    public static Sheet Title(this Sheet sheet, double x, double y, string line, double size, Typeface face, string fill, bool centred = false)
    {
        var width = line.Length > 2 ? $" textLength=\"{N(Advances.Of(line, face.Width) * size)}\" lengthAdjust=\"spacingAndGlyphs\"" : "";
        return sheet.Raw(
            $"<text x=\"{N(x)}\" y=\"{N(y)}\" font-family=\"{face.Family}\" font-weight=\"{Typeface.Weight}\"{face.Stretch} font-size=\"{N(size)}\" fill=\"{fill}\"{width}{(centred ? " text-anchor=\"middle\"" : "")}>{Escape(line)}</text>");
    }

    /// <summary>Small print, always in the condensed face; the anchor is SVG's "middle" or "end".</summary>
    /// <param name="room">A width the line is squeezed into when, with its letter spacing, it would be wider.</param>
    public static Sheet SmallPrint(this Sheet sheet, double x, double y, string line, double size, string fill, string? anchor = null, double room = double.MaxValue)
    {
        var width = Advances.Of(line, Typeface.Condensed.Width) * size + LetterSpacing * line.Length;
        var squeeze = width > room ? $" textLength=\"{N(room)}\" lengthAdjust=\"spacingAndGlyphs\"" : "";
        return sheet.Raw(
            $"<text x=\"{N(x)}\" y=\"{N(y)}\" font-family=\"{Typeface.Condensed.Family}\" font-weight=\"600\" font-size=\"{Exact(size)}\" letter-spacing=\"2.4\" fill=\"{fill}\"{(anchor is null ? "" : $" text-anchor=\"{anchor}\"")}{squeeze}>{Escape(line)}</text>");
    }

    const double LetterSpacing = 2.4;
}
