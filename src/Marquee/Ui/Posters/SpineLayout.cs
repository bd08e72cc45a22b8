using static Marquee.Ui.Posters.Sheet;

namespace Marquee.Ui.Posters;

/// <summary>The title climbs a spine of 112 pixels; the art fills the rest.</summary>
static class SpineLayout
{
    const double Spine = 112, Margin = 30, Largest = 108;

    public static (Sheet Type, Box Art) Set(Copy copy, Typeface face, Inks inks)
    {
        var fit = TypeFit.Into(copy.Main, Poster.Height - 96, 92, face, Largest);
        var line = string.Join(' ', fit.Lines);
        var size = Math.Min(Largest, (Poster.Height - (copy.Kicker.Length > 0 ? 140 : 110)) / Advances.Of(line, face.Width));

        var sheet = new Sheet();
        sheet.Raw($"<g transform=\"translate({N(Spine / 2 + size * .355)} {Exact(Poster.Height - Margin)}) rotate(-90)\">");
        sheet.Title(0, 0, line, size, face, inks.Type).Raw("</g>");
        sheet.SmallPrint(Spine / 2, 46, copy.Year, 19, inks.Type, "middle");
        if (copy.Kicker.Length > 0) sheet.SmallPrint(Spine / 2, 72, copy.Kicker, 15, inks.Type, "middle");
        sheet.Rect(Spine - 1, 0, 2, Poster.Height, inks.Spark);
        return (sheet, new Box(Spine, 0, Poster.Width - Spine, Poster.Height));
    }
}
