using static System.Math;
using static Marquee.Ui.Posters.Ink;
using static Marquee.Ui.Posters.Sheet;

namespace Marquee.Ui.Posters.Motifs;

/// <summary>Motifs of circles.</summary>
static class Rounds
{
    /// <summary>Eccentric rings.</summary>
    public static void Vertigo(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        const int k = 11;
        double cx = w * r.Between(.4, .6), cy = h * r.Between(.42, .58), dx = r.Between(-9, 9), dy = r.Between(-7, 7);
        for (var i = k; i > 0; i--)
            sheet.Circle(cx + dx * (k - i) * .7, cy + dy * (k - i) * .7, w * .066 * i, i % 2 != 0 ? c.Shape : i == 2 ? c.Spark : c.Ground);
        sheet.Circle(cx + dx * k * .72, cy + dy * k * .72, w * .04, c.Spark);
    }

    /// <summary>A disc cut by a half-plane.</summary>
    public static void Target(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        double cx = w * .5, cy = h * .5, radius = w * .38, angle = r.Between(-40, 40);
        sheet.Raw($"<g transform=\"rotate({N(angle)} {N(cx)} {N(cy)})\">").Rect(cx, -h, w * 2, h * 3, c.Shape);
        sheet.Path($"M{At(cx, cy - radius)}A{N(radius)} {N(radius)} 0 0 0 {At(cx, cy + radius)}Z", c.Spark);
        sheet.Path($"M{At(cx, cy - radius)}A{N(radius)} {N(radius)} 0 0 1 {At(cx, cy + radius)}Z", c.Ground);
        sheet.Circle(cx, cy, radius * .34, c.Type).Circle(cx, cy, radius * .14, c.Deep).Raw("</g>");
    }

    /// <summary>Two discs, and a lens where they meet.</summary>
    public static void Lens(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        double radius = w * .31, apart = radius * r.Between(.5, .72);
        var upright = r.Next() < .35;
        double cx = w / 2, cy = h / 2, half = Sqrt(radius * radius - apart * apart);
        var size = N(radius);
        if (upright) sheet.Circle(cx, cy - apart, radius, c.Shape).Circle(cx, cy + apart, radius, c.Spark);
        else sheet.Circle(cx - apart, cy, radius, c.Shape).Circle(cx + apart, cy, radius, c.Spark);
        var from = upright ? At(cx - half, cy) : At(cx, cy - half);
        var to = upright ? At(cx + half, cy) : At(cx, cy + half);
        var lens = $"M{from}A{size} {size} 0 0 1 {to}A{size} {size} 0 0 1 {from}Z";
        sheet.Path(lens, Mix(c.Shape, c.Spark, .5)).Path(lens, c.Type, " opacity=\".28\"");
    }

    /// <summary>A ringed planet, a moon, stars.</summary>
    public static void Orbit(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        double cx = w * r.Between(.42, .6), cy = h * r.Between(.46, .58), radius = w * r.Between(.2, .27), angle = r.Between(-32, -10);
        for (var i = 0; i < 34; i++) sheet.Circle(w * r.Next(), h * r.Next(), r.Between(.8, 2.3), c.Type, $" opacity=\"{N(r.Between(.3, .9))}\"");
        sheet.Raw($"<g transform=\"rotate({N(angle)} {N(cx)} {N(cy)})\">");
        for (var i = 3; i > 0; i--)
        {
            var hot = i == 2;
            sheet.Raw($"<ellipse cx=\"{N(cx)}\" cy=\"{N(cy)}\" rx=\"{N(radius * (1.3 + i * .36))}\" ry=\"{N(radius * (.3 + i * .1))}\" fill=\"none\" stroke=\"{(hot ? c.Spark : c.Shape)}\" stroke-width=\"{(hot ? 7 : 3)}\"/>");
        }
        sheet.Path($"M{At(cx - radius, cy)}A{N(radius)} {N(radius)} 0 0 1 {At(cx + radius, cy)}Z", c.Spark);
        sheet.Path($"M{At(cx - radius, cy)}A{N(radius)} {N(radius)} 0 0 0 {At(cx + radius, cy)}Z", Mix(c.Spark, c.Shape, .6));
        sheet.Raw($"<path d=\"M{At(cx - radius * 2.02, cy)}A{N(radius * 2.02)} {N(radius * .5)} 0 0 0 {At(cx + radius * 2.02, cy)}\" fill=\"none\" stroke=\"{c.Type}\" stroke-width=\"5\"/></g>");
        sheet.Circle(w * r.Between(.1, .25), h * r.Between(.12, .25), w * .045, c.Type);
    }

    /// <summary>Grooves of a record.</summary>
    public static void Vinyl(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        double cx = w * r.Between(.3, .7), cy = h * r.Between(.45, .6), radius = w * .52;
        sheet.Circle(cx, cy, radius, c.Deep);
        for (var i = 1; i < 9; i++)
            sheet.Raw($"<circle cx=\"{N(cx)}\" cy=\"{N(cy)}\" r=\"{N(radius * (.34 + i * .075))}\" fill=\"none\" stroke=\"{c.Shape}\" stroke-width=\"{(i % 3 != 0 ? "1.6" : "4")}\"/>");
        sheet.Path($"M{At(cx, cy)}L{At(cx + radius, cy - radius * .34)}A{N(radius)} {N(radius)} 0 0 0 {At(cx + radius * .72, cy - radius * .72)}Z", c.Type, " opacity=\".14\"");
        sheet.Circle(cx, cy, radius * .32, c.Spark).Circle(cx, cy, radius * .05, c.Ground);
    }

    /// <summary>An eye, always watching.</summary>
    public static void Eye(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        double cx = w / 2, cy = h * .5, wide = w * .44, high = wide * r.Between(.55, .72), iris = high * .62;
        for (var i = 4; i > 0; i--) Lids(wide * (1 + i * .16), high * (1.5 + i * .5), Mix(c.Shape, c.Ground, .2 * i));
        Lids(wide, high * 1.7, c.Type);
        sheet.Circle(cx, cy, iris, c.Spark).Circle(cx, cy, iris * .52, c.Deep).Circle(cx - iris * .3, cy - iris * .34, iris * .16, c.Type);

        void Lids(double reach, double arch, string fill) =>
            sheet.Path($"M{At(cx - reach, cy)}Q{At(cx, cy - arch)} {At(cx + reach, cy)}Q{At(cx, cy + arch)} {At(cx - reach, cy)}Z", fill);
    }
}
