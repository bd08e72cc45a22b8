using static System.Math;
using static Marquee.Ui.Posters.Ink;
using static Marquee.Ui.Posters.Sheet;

namespace Marquee.Ui.Posters.Motifs;

/// <summary>Motifs of things that were built.</summary>
static class Buildings
{
    /// <summary>A façade at night, two windows lit.</summary>
    public static void Windows(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        var cols = r.Whole(5, 6);
        var rows = Max(3, (int)Floor(h / (w / cols) / 1.25));
        double cw = w / cols, rh = h / rows;
        sheet.Rect(0, 0, w, h, Mix(c.Ground, c.Deep, .5));
        int lit = r.Whole(0, cols * rows - 1), alsoLit = r.Whole(0, cols * rows - 1);
        for (var i = 0; i < cols * rows; i++)
        {
            double x = i % cols * cw + cw * .2, y = i / cols * rh + rh * .2;
            var on = i == lit || i == alsoLit;
            sheet.Rect(x, y, cw * .6, rh * .62, on ? c.Spark : Mix(c.Shape, c.Ground, r.Between(0, .55)));
            if (on) sheet.Rect(x + cw * .28, y, 2.5, rh * .62, c.Ground);
            else sheet.Rect(x, y + rh * .3, cw * .6, 2.5, c.Ground);
        }
    }

    /// <summary>Nested arches, light at the end.</summary>
    public static void Arches(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        const int k = 6;
        var cx = w * r.Between(.44, .56);
        for (var i = 0; i < k; i++)
        {
            double wide = w * (.96 - i * .155), top = h * (.04 + i * .105), radius = wide / 2;
            sheet.Path(
                $"M{At(cx - radius, h)}V{N(top + radius)}A{N(radius)} {N(radius)} 0 0 1 {At(cx + radius, top + radius)}V{N(h)}Z",
                i == k - 1 ? c.Spark : Mix(c.Shape, c.Deep, i / (double)(k - 1) * .95));
        }
        sheet.Circle(cx, h * .9, w * .018, c.Deep).Rect(cx - w * .018, h * .92, w * .036, h * .08, c.Deep);
    }

    /// <summary>A crescent moon over towers.</summary>
    public static void Spires(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        double mx = w * r.Between(.25, .72), my = h * .26, radius = w * r.Between(.15, .22);
        sheet.Circle(mx, my, radius, c.Spark).Circle(mx + radius * .42, my - radius * .18, radius * .86, c.Ground);
        for (var i = 0; i < 22; i++) sheet.Circle(w * r.Next(), h * .6 * r.Next(), r.Between(.8, 2), c.Type, " opacity=\".55\"");
        for (var layer = 0; layer < 2; layer++)
            for (var i = 0; i < 5; i++)
            {
                double tw = w * r.Between(.07, .14), x = w * (i + r.Between(.05, .5)) / 5, y = h * r.Between(.48, .74) + layer * h * .1;
                var fill = layer == 1 ? c.Deep : c.Shape;
                sheet.Rect(x, y, tw, h, fill);
                sheet.Path($"M{At(x - tw * .18, y + 1)}L{At(x + tw / 2, y - tw * 1.7)}L{At(x + tw * 1.18, y + 1)}Z", fill);
                if (layer == 0) sheet.Rect(x + tw * .4, y + tw * .5, tw * .2, tw * .42, c.Spark);
            }
        sheet.Path($"M0 {N(h)}V{N(h * .92)}Q{At(w * .5, h * .84)} {At(w, h * .93)}V{N(h)}Z", c.Deep);
    }

    /// <summary>A city under a low sun or moon.</summary>
    public static void Skyline(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        sheet.Circle(w * r.Between(.25, .75), h * r.Between(.3, .42), w * r.Between(.17, .26), c.Spark);
        for (var layer = 0; layer < 3; layer++)
        {
            var x = -w * .04;
            while (x < w)
            {
                double bw = w * r.Between(.08, .17), y = h * (r.Between(.34, .62) + layer * .12);
                sheet.Rect(x, y, bw + 1, h, Mix(c.Shape, c.Deep, layer * .48));
                for (var k = 0; layer == 1 && k < 3; k++)
                    if (r.Next() < .55) sheet.Rect(x + bw * r.Between(.15, .75), y + h * r.Between(.04, .22), 5, 8, c.Spark);
                x += bw;
            }
        }
    }

    /// <summary>A descent.</summary>
    public static void Stairs(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        const int k = 7;
        var flip = r.Next() < .5;
        sheet.Circle(flip ? w * .72 : w * .28, h * .26, w * .17, c.Spark);
        if (flip) sheet.Raw($"<g transform=\"translate({N(w)} 0) scale(-1 1)\">");
        for (var i = 0; i < k; i++)
        {
            double x = w * i / k, y = h * (.94 - i * .105);
            sheet.Rect(x, y, w, h, Mix(c.Shape, c.Deep, i / (double)k * .9)).Rect(x, y, w, 3, Mix(c.Shape, c.Type, .35));
        }
        if (flip) sheet.Raw("</g>");
    }

    /// <summary>A keyhole in rings, somebody behind it.</summary>
    public static void Keyhole(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        double cx = w / 2, cy = h * .44, radius = w * .15;
        for (var i = 5; i > 0; i--) sheet.Circle(cx, cy + h * .04, radius * (1.2 + i * .62), Mix(c.Shape, c.Ground, i * .17));
        sheet.Circle(cx, cy, radius, c.Spark);
        sheet.Path($"M{At(cx - radius * .46, cy + radius * .5)}L{At(cx + radius * .46, cy + radius * .5)}L{At(cx + radius * .95, cy + radius * 2.7)}L{At(cx - radius * .95, cy + radius * 2.7)}Z", c.Spark);
        sheet.Circle(cx + radius * r.Between(-.25, .25), cy + radius * 1.35, radius * .16, c.Deep);
        sheet.Path($"M{At(cx - radius * .2, cy + radius * 2.7)}L{At(cx - radius * .2, cy + radius * 1.75)}Q{At(cx, cy + radius * 1.45)} {At(cx + radius * .2, cy + radius * 1.75)}L{At(cx + radius * .2, cy + radius * 2.7)}Z", c.Deep);
    }
}
