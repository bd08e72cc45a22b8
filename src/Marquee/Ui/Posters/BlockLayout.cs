namespace Marquee.Ui.Posters;

/// <summary>
/// The title as a block of lines: below the art (base), above it (head), centred under a frame (frame), or over a
/// gradient into the ground (scrim).
/// </summary>
static class BlockLayout
{
    const double Margin = 30;

    public static (Sheet Type, Box Art) Set(string layout, Copy copy, Typeface face, Inks inks)
    {
        var framed = layout == "frame";
        var inner = Poster.Width - 2 * Margin;
        var hasKicker = copy.Kicker.Length > 0;
        var title = TypeFit.Into(copy.Main, inner, copy.Subtitle.Length > 0 ? 150 : 184, face, framed ? 74 : 150);
        var subtitle = copy.Subtitle.Length > 0 ? TypeFit.Into(copy.Subtitle, inner, 52, Typeface.Condensed, 26) : null;

        var leading = title.Size * face.Leading;
        var kicker = Math.Max(20, Math.Min(40, title.Size * .42));
        var block = title.Lines.Count * leading + (hasKicker ? kicker * 1.12 : 0) + (subtitle is null ? 0 : subtitle.Lines.Count * subtitle.Size * 1.1 + 8);
        var (y, art) = Place(layout, block);

        var sheet = new Sheet();
        var left = framed ? Poster.Width / 2.0 : Margin;
        if (hasKicker)
        {
            y += kicker * .86;
            sheet.Title(left, y, copy.Kicker, kicker, face, inks.Type, framed);
            y += kicker * .26;
        }
        foreach (var line in title.Lines)
        {
            y += leading * .8;
            // Large capitals carry white space on their left; pulled back by 3 % they align with the small print.
            sheet.Title(framed ? left : Margin - title.Size * .03, y, line, title.Size, face, inks.Type, framed);
            y += leading * .2;
        }
        if (subtitle is not null)
        {
            y += 10;
            foreach (var line in subtitle.Lines)
            {
                y += subtitle.Size * .9;
                sheet.SmallPrint(left, y, Typeface.Upper(line), Sheet.Tenth(subtitle.Size * .8), inks.Type, framed ? "middle" : null, inner);
                y += subtitle.Size * .2;
            }
        }
        Foot(sheet, layout == "head" ? y + 34 : Poster.Height - 30, framed, copy, inks);
        return (sheet, art);
    }

    /// <summary>Where the first line starts, and the box left for the art.</summary>
    static (double Y, Box Art) Place(string layout, double block)
    {
        var below = Poster.Height - 64 - block;
        switch (layout)
        {
            case "head":
                var above = Math.Floor(block + 86);
                return (40, new Box(0, above, Poster.Width, Poster.Height - above));
            case "scrim":
                return (below, new Box(0, 0, Poster.Width, Poster.Height));
            case "frame":
                var framed = Poster.Height - 66 - block;
                return (framed, new Box(Margin, Margin, Poster.Width - 2 * Margin, Math.Floor(framed - Margin - 20)));
            default:
                return (below, new Box(0, 0, Poster.Width, Math.Floor(below - 22)));
        }
    }

    static void Foot(Sheet sheet, double y, bool framed, Copy copy, Inks inks)
    {
        if (framed) sheet.SmallPrint(Poster.Width / 2.0, y, copy.Year + "  ·  " + copy.Tag, 16, inks.Type, "middle");
        else sheet.SmallPrint(Margin, y, copy.Year, 17, inks.Type).SmallPrint(Poster.Width - Margin, y, copy.Tag, 17, inks.Type, "end");
    }
}
