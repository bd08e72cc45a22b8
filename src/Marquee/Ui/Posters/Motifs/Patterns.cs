using static System.Math;
using static Marquee.Ui.Posters.Ink;
using static Marquee.Ui.Posters.Sheet;

namespace Marquee.Ui.Posters.Motifs;

/// <summary>Motifs that repeat.</summary>
static class Patterns
{
    /// <summary>Stacked arrows, one of them hot.</summary>
    public static void Chevrons(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        const int k = 6;
        var up = r.Next() < .6 ? 1 : -1;
        var step = h / (k - 1.5);
        var hot = r.Whole(1, 3);
        var cx = w * r.Between(.35, .65);
        for (var i = 0; i < k + 2; i++)
        {
            double y = (i - 1) * step, thick = step * .5, d = up * step * .85;
            sheet.Path(
                $"M{At(0, y + d)}L{At(cx, y)}L{At(w, y + d)}L{At(w, y + d + thick)}L{At(cx, y + thick)}L{At(0, y + d + thick)}Z",
                i == hot + 1 ? c.Spark : Mix(c.Shape, c.Ground, .13 * (i % 4)));
        }
    }

    /// <summary>Bauhaus tiles: quarter circles, discs, triangles; neighbours never share a colour.</summary>
    public static void Tiles(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        var k = r.Whole(3, 4);
        var s = w / k;
        var rows = (int)Ceiling(h / s);
        string[] fills = [c.Shape, c.Spark, Mix(c.Shape, c.Ground, .55), c.Type];
        var last = -1;
        for (var row = 0; row < rows; row++)
            for (var col = 0; col < k; col++)
            {
                var kind = r.Whole(0, 5);
                var fill = r.Whole(0, 3);
                if (fill == last) fill = (fill + 1) % 4;
                last = fill;
                Tile(sheet, col * s, row * s, s, kind, fills[fill], fills[(fill + 1) % 4], c.Ground);
            }
    }

    static void Tile(Sheet sheet, double x, double y, double s, int kind, string fill, string next, string ground)
    {
        string S = N(s), back = Exact(-Tenth(s));
        switch (kind)
        {
            case 0: sheet.Path($"M{At(x, y)}h{S}A{S} {S} 0 0 1 {At(x, y + s)}Z", fill); break;
            case 1: sheet.Path($"M{At(x + s, y + s)}h{back}A{S} {S} 0 0 1 {At(x + s, y)}Z", fill); break;
            case 2: sheet.Circle(x + s / 2, y + s / 2, s * .5, fill).Circle(x + s / 2, y + s / 2, s * .2, ground); break;
            case 3:
                var half = N(s / 2);
                sheet.Path($"M{At(x, y)}h{S}a{half} {half} 0 0 1 {back} 0Z", fill).Path($"M{At(x, y + s / 2)}h{S}a{half} {half} 0 0 1 {back} 0Z", next);
                break;
            case 4: sheet.Path($"M{At(x, y + s)}V{N(y)}A{S} {S} 0 0 1 {At(x + s, y + s)}Z", fill); break;
            default: sheet.Path($"M{At(x, y + s)}L{At(x + s, y)}V{N(y + s)}Z", fill); break;
        }
    }

    /// <summary>Dots swelling towards a focus.</summary>
    public static void Halftone(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        double fx = w * r.Between(.25, .75), fy = h * r.Between(.3, .7), s = w / 14, reach = Sqrt(w * w + h * h) * .52;
        sheet.Circle(fx, fy, w * .3, c.Spark);
        var row = 0;
        for (var y = s / 2; y < h + s; y += s * .866, row++)
            for (var x = row % 2 != 0 ? s : s / 2; x < w + s; x += s)
            {
                var away = Min(1, Sqrt((x - fx) * (x - fx) + (y - fy) * (y - fy)) / reach);
                var dot = s * .56 * (1 - away);
                if (dot > .8) sheet.Circle(x, y, dot, c.Shape);
            }
    }

    /// <summary>Sound made visible.</summary>
    public static void Bars(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        var k = r.Whole(9, 13);
        var s = w / k;
        var hot = r.Whole(2, k - 3);
        var phase = r.Between(0, 6);
        for (var i = 0; i < k; i++)
        {
            var v = .3 + .58 * Abs(Sin(i * .62 + phase)) * r.Between(.7, 1);
            var fill = i == hot ? c.Spark : Mix(c.Shape, c.Ground, i % 3 * .16);
            sheet.Raw($"<rect x=\"{N(i * s + s * .16)}\" y=\"{N(h * (1 - v) / 2)}\" width=\"{N(s * .68)}\" height=\"{N(h * v)}\" rx=\"{N(s * .34)}\" fill=\"{fill}\"/>");
        }
    }

    /// <summary>A contact sheet, one frame marked.</summary>
    public static void Frames(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        const int cols = 3;
        var rows = Max(3, (int)Floor(h / 92 + .5));
        double s = w / cols, t = h / rows;
        var hot = r.Whole(0, cols * rows - 1);
        var mark = "";
        sheet.Rect(0, 0, w, h, c.Deep);
        for (var i = 0; i < cols * rows; i++)
        {
            double x = i % cols * s + 6, y = i / cols * t + 6, wide = s - 12, high = t - 12, horizon = y + high * r.Between(.45, .75);
            var fill = Mix(c.Shape, c.Ground, r.Between(0, .7));
            sheet.Rect(x, y, wide, high, fill).Rect(x, horizon, wide, y + high - horizon, Mix(fill, c.Deep, .45));
            sheet.Circle(x + wide * r.Between(.25, .75), horizon - high * .1, high * r.Between(.12, .22), i == hot ? c.Spark : Mix(fill, c.Type, .5));
            if (i == hot) mark = $"<rect x=\"{N(x - 2)}\" y=\"{N(y - 2)}\" width=\"{N(wide + 4)}\" height=\"{N(high + 4)}\" fill=\"none\" stroke=\"{c.Spark}\" stroke-width=\"6\"/>";
        }
        sheet.Raw(mark);
    }
}
