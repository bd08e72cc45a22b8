using System.Globalization;
using Marquee.Ui.Posters.Motifs;

namespace Marquee.Ui.Posters;

/// <summary>
/// Makes the poster of a title that has no artwork: an SVG of 400 × 600, decided by title, year and genre alone, equal byte
/// for byte on every machine. The format is in the design reference; golden vectors hold it.
/// </summary>
static class Poster
{
    public const int Width = 400, Height = 600;

    public static string Draw(PosterSubject subject)
    {
        var plan = PosterPlan.For(subject);
        var face = plan.Look.Face;
        var inks = plan.Inks;
        var parts = TitleParts.Of(subject.Title);
        var year = subject.Year == 0 ? "" : subject.Year.ToString(CultureInfo.InvariantCulture);
        var copy = new Copy(face.Set(parts.Kicker), face.Set(parts.Main), parts.Subtitle, year, Typeface.Upper(subject.Tag ?? plan.Genre));

        var layout = Layout(plan.Layout, copy, inks);
        var (type, art) = layout == "side" ? SpineLayout.Set(copy, face, inks) : BlockLayout.Set(layout, copy, face, inks);
        var id = "p" + plan.Seed.ToString("x", CultureInfo.InvariantCulture);
        var scrim = layout == "scrim";

        var sheet = new Sheet();
        sheet.Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 600\" role=\"img\" aria-label=\"{Sheet.Escape(subject.Title)}{(year == "" ? "" : $" ({year})")}\">");
        sheet.Raw($"<defs><clipPath id=\"{id}c\"><rect x=\"{Sheet.Exact(art.X)}\" y=\"{Sheet.Exact(art.Y)}\" width=\"{Sheet.Exact(art.Width)}\" height=\"{Sheet.Exact(art.Height)}\"/></clipPath>");
        if (scrim) sheet.Raw($"<linearGradient id=\"{id}s\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\"><stop offset=\".34\" stop-color=\"{inks.Ground}\" stop-opacity=\"0\"/><stop offset=\".66\" stop-color=\"{inks.Ground}\" stop-opacity=\".94\"/><stop offset=\"1\" stop-color=\"{inks.Ground}\"/></linearGradient>");
        sheet.Raw($"<linearGradient id=\"{id}g\" x1=\"0\" y1=\"0\" x2=\"1\" y2=\"1\"><stop offset=\"0\" stop-color=\"#fff\" stop-opacity=\".10\"/><stop offset=\".5\" stop-color=\"#fff\" stop-opacity=\"0\"/><stop offset=\"1\" stop-color=\"#000\" stop-opacity=\".16\"/></linearGradient></defs>");
        sheet.Rect(0, 0, Width, Height, inks.Ground);
        Art(sheet, plan, layout, art, id);
        if (scrim) sheet.Raw($"<rect width=\"400\" height=\"600\" fill=\"url(#{id}s)\"/>");
        sheet.Raw(type.ToString());
        return sheet.Raw($"<rect width=\"400\" height=\"600\" fill=\"url(#{id}g)\"/></svg>").ToString();
    }

    /// <summary>A spine holds 13 letters and no subtitle, a scrim needs a dark ground; what does not fit becomes the base layout.</summary>
    static string Layout(string drawn, Copy copy, Inks inks) => drawn switch
    {
        "side" when copy.Main.Length > 13 || copy.Subtitle.Length > 0 => "base",
        "scrim" when !inks.Dark => "base",
        _ => drawn,
    };

    static void Art(Sheet sheet, PosterPlan plan, string layout, Box box, string id)
    {
        var ground = layout == "frame" ? Ink.Mix(plan.Inks.Ground, plan.Inks.Shape, .28) : plan.Inks.Ground;
        sheet.Raw($"<g clip-path=\"url(#{id}c)\"><g transform=\"translate({Sheet.Exact(box.X)} {Sheet.Exact(box.Y)})\">").Rect(0, 0, box.Width, box.Height, ground);
        sheet.Raw(plan.Flip ? $"<g transform=\"translate({Sheet.Exact(box.Width)} 0) scale(-1 1)\">" : "<g>");
        Gallery.Named(plan.Motif)(sheet, box.Width, box.Height, plan.Inks, plan.Draws);
        sheet.Raw("</g></g></g>");
    }
}

/// <summary>The words on a poster.</summary>
sealed record Copy(string Kicker, string Main, string Subtitle, string Year, string Tag);

/// <summary>Where the art goes.</summary>
readonly record struct Box(double X, double Y, double Width, double Height);
