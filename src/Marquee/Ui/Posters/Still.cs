using System.Globalization;
using Marquee.Ui.Posters.Motifs;

namespace Marquee.Ui.Posters;

/// <summary>Textless art of 640 × 360 for backdrops and episodes, in the inks of the title's poster; a salt varies it by episode.</summary>
static class Still
{
    const int Width = 640, Height = 360;

    public static string Draw(PosterSubject subject, string salt = "")
    {
        var plan = PosterPlan.For(subject);
        var seed = Seed.Fnv1a(plan.Seed.ToString(CultureInfo.InvariantCulture) + "|" + salt);
        var draws = new Draws(seed);
        var motif = salt.Length > 0 ? draws.Pick(plan.Look.Motifs) : plan.Motif;
        var id = "s" + seed.ToString("x", CultureInfo.InvariantCulture);

        var sheet = new Sheet();
        sheet.Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" preserveAspectRatio=\"xMidYMid slice\">");
        sheet.Raw($"<defs><linearGradient id=\"{id}\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\"><stop offset=\"0\" stop-color=\"#fff\" stop-opacity=\".08\"/><stop offset=\"1\" stop-color=\"#000\" stop-opacity=\".3\"/></linearGradient></defs>");
        sheet.Rect(0, 0, Width, Height, plan.Inks.Ground);
        sheet.Raw($"<g transform=\"translate({Sheet.Exact(Width * .1)} {Sheet.Exact(-Height * .06)}) scale(.8)\">").Rect(-Width, -Height, Width * 4, Height * 4, plan.Inks.Ground);
        Gallery.Named(motif)(sheet, Width, Height * 1.4, plan.Inks, draws);
        return sheet.Raw($"</g><rect width=\"{Width}\" height=\"{Height}\" fill=\"url(#{id})\"/></svg>").ToString();
    }
}
