using static System.Math;
using static Marquee.Ui.Posters.Ink;
using static Marquee.Ui.Posters.Sheet;

namespace Marquee.Ui.Posters.Motifs;

/// <summary>Motifs of light and what it falls through.</summary>
static class Lights
{
    /// <summary>A disc behind slats.</summary>
    public static void Blinds(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        var k = r.Whole(9, 12);
        double angle = r.Between(-14, 14), step = h / k;
        sheet.Circle(w * r.Between(.35, .65), h * r.Between(.4, .58), w * .36, c.Spark);
        sheet.Raw($"<g transform=\"rotate({N(angle)} {N(w / 2)} {N(h / 2)})\">");
        for (var i = -3; i < k + 3; i++)
            sheet.Rect(-w * .3, i * step, w * 1.6, step * (.42 + .2 * Abs((i - k / 2.0) / k)), i % 2 != 0 ? c.Shape : Mix(c.Shape, c.Ground, .35));
        sheet.Raw("</g>");
    }

    /// <summary>A sunburst.</summary>
    public static void Rays(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        double cx = w * r.Between(.3, .7), cy = h * r.Between(.5, .78);
        var k = r.Whole(12, 17);
        var reach = w * 2;
        for (var i = 0; i < k; i++)
        {
            double from = i / (double)k * 6.2832, to = from + 3.1416 / k;
            sheet.Path($"M{At(cx, cy)}L{At(cx + reach * Cos(from), cy + reach * Sin(from))}L{At(cx + reach * Cos(to), cy + reach * Sin(to))}Z", c.Shape);
        }
        sheet.Circle(cx, cy, w * .25, c.Ground).Circle(cx, cy, w * .2, c.Spark);
    }

    /// <summary>Searchlights over a hill.</summary>
    public static void Beam(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        for (var i = 0; i < 3; i++)
        {
            double x = w * (.2 + i * .3), lean = w * r.Between(-.5, .5), spread = w * r.Between(.1, .2);
            sheet.Path(
                $"M{At(x - 6, h)}L{At(x + 6, h)}L{At(x + lean + spread, -10)}L{At(x + lean - spread, -10)}Z",
                i == 1 ? c.Spark : c.Shape, $" opacity=\"{(i == 1 ? ".95" : ".8")}\"");
        }
        sheet.Path($"M0 {N(h)}V{N(h * .9)}L{At(w * .3, h * .84)}L{At(w * .55, h * .9)}L{At(w * .8, h * .82)}L{At(w, h * .88)}V{N(h)}Z", c.Deep);
    }

    /// <summary>A lit door, somebody in it, a long shadow.</summary>
    public static void Doorway(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        double left = w * r.Between(.36, .54), wide = w * .2, top = h * .14, floor = h * .62, skew = w * r.Between(-.25, .2);
        sheet.Rect(0, 0, w, floor, c.Shape).Rect(0, floor, w, h, Mix(c.Shape, c.Deep, .6)).Rect(left, top, wide, floor - top, c.Spark);
        sheet.Path($"M{At(left, floor)}L{At(left + wide, floor)}L{At(left + wide * 2 + skew, h)}L{At(left - wide + skew, h)}Z", c.Spark, " opacity=\".75\"");

        double px = left + wide / 2, tall = (floor - top) * .52;
        sheet.Circle(px, floor - tall, tall * .11, c.Deep);
        sheet.Path(
            $"M{At(px - tall * .15, floor + 3)}L{At(px - tall * .17, floor - tall * .78)}Q{At(px, floor - tall * .92)} {At(px + tall * .17, floor - tall * .78)}L{At(px + tall * .15, floor + 3)}Z",
            c.Deep);
        sheet.Path(
            $"M{At(px - tall * .15, floor)}L{At(px + tall * .15, floor)}L{At(px + tall * .45 + skew * .8, h)}L{At(px - tall * .3 + skew * .8, h)}Z",
            c.Deep, " opacity=\".85\"");
    }

    /// <summary>Four claw marks over a moon.</summary>
    public static void Slash(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        sheet.Circle(w * .5, h * .46, w * .36, c.Shape);
        var lean = r.Between(.12, .28) * (r.Next() < .5 ? 1 : -1);
        for (var i = 0; i < 4; i++)
        {
            double x = w * (.24 + i * .17), top = h * r.Between(.04, .2), end = h * r.Between(.8, .96), width = w * .032;
            sheet.Path(
                $"M{At(x + w * lean, top)}Q{At(x + width * 2, (top + end) / 2)} {At(x - w * lean, end)}Q{At(x - width, (top + end) / 2)} {At(x + w * lean, top)}Z",
                c.Spark);
        }
    }
}
