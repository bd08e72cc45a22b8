using static System.Math;
using static Marquee.Ui.Posters.Ink;
using static Marquee.Ui.Posters.Sheet;

namespace Marquee.Ui.Posters.Motifs;

/// <summary>Motifs of land and sea. Letters as in the format: w and h the box, r the draws, k counts.</summary>
static class Landscapes
{
    /// <summary>A sun over layered mountains.</summary>
    public static void Ridges(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        const int k = 4;
        sheet.Circle(w * r.Between(.25, .75), h * r.Between(.26, .42), w * r.Between(.14, .26), c.Spark);
        for (var i = 0; i < k; i++)
        {
            double foot = h * (.46 + .15 * i), rise = h * (.17 - .025 * i);
            var ridge = $"M0 {N(h)}L0 {N(foot)}";
            var steps = 5 + i;
            for (var s = 1; s <= steps; s++)
            {
                ridge += $"L{At(w * (s - .5) / steps, foot - rise * r.Between(.35, 1))}";
                ridge += $"L{At(w * s / steps, foot + rise * r.Between(-.15, .35))}";
            }
            sheet.Path(ridge + $"L{At(w, h)}Z", Mix(c.Shape, c.Deep, i / (double)(k - 1)));
        }
    }

    /// <summary>A striped sun and two buttes.</summary>
    public static void Mesa(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        double cx = w * r.Between(.35, .65), cy = h * .45, radius = w * r.Between(.28, .36), ground = h * .8;
        sheet.Circle(cx, cy, radius, c.Spark);
        for (var i = 0; i < 5; i++) sheet.Rect(0, cy + radius * (.12 + i * .2), w, 2 + i * 2.4, c.Ground);
        Butte(w * r.Between(-.1, .08), w * .46, h * r.Between(.26, .36), c.Shape);
        Butte(w * r.Between(.56, .72), w * .38, h * r.Between(.16, .26), Mix(c.Shape, c.Deep, .35));
        sheet.Rect(0, ground - 1, w, h, Mix(c.Shape, c.Deep, .65));
        sheet.Path($"M0 {N(h)}L0 {N(h * .9)}Q{At(w * .4, h * .83)} {At(w, h * .92)}L{At(w, h)}Z", c.Deep);

        void Butte(double x, double bw, double bh, string fill) => sheet.Path(
            $"M{At(x, ground)}L{At(x + bw * .1, ground - bh * .45)}L{At(x + bw * .2, ground - bh * .5)}L{At(x + bw * .24, ground - bh)}"
            + $"L{At(x + bw * .76, ground - bh)}L{At(x + bw * .8, ground - bh * .5)}L{At(x + bw * .9, ground - bh * .45)}L{At(x + bw, ground)}Z", fill);
    }

    /// <summary>A sea under a moon.</summary>
    public static void Waves(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        const int k = 6;
        sheet.Circle(w * r.Between(.3, .7), h * r.Between(.26, .38), w * r.Between(.18, .25), c.Spark);
        for (var i = 0; i < k; i++)
        {
            double y = h * (.44 + i * .1), swell = h * (.018 + i * .006), length = w / (3.2 - i * .3), phase = r.Between(0, length);
            var wave = $"M{At(-length + -phase, y)}";
            for (var x = -length - phase; x < w + length; x += length) wave += $"q{At(length / 4, -swell * 2)} {At(length / 2, 0)}t{At(length / 2, 0)}";
            sheet.Path(wave + $"V{N(h)}H{N(-length * 2)}Z", Mix(c.Shape, c.Deep, i / (double)(k - 1)));
        }
    }

    /// <summary>The long road.</summary>
    public static void Road(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        double horizon = h * r.Between(.5, .58), vx = w * r.Between(.38, .62);
        sheet.Circle(vx, horizon - h * .04, w * r.Between(.2, .28), c.Spark).Rect(0, horizon, w, h, c.Shape);
        sheet.Path($"M{At(vx - 5, horizon)}L{At(vx + 5, horizon)}L{At(w * 1.02, h)}L{At(-w * .02, h)}Z", c.Deep);
        for (var i = 0; i < 6; i++)
        {
            double a = Pow(i / 6.0, 2), b = Pow((i + .55) / 6, 2);
            double near = horizon + (h - horizon) * (a + .03), far = horizon + (h - horizon) * (b + .03);
            sheet.Path($"M{At(X(a) - 1 - 8 * a, near)}L{At(X(a) + 1 + 8 * a, near)}L{At(X(b) + 1 + 8 * b, far)}L{At(X(b) - 1 - 8 * b, far)}Z", c.Spark);
        }
        sheet.Path(
            $"M0 {N(horizon + 2)}L0 {N(horizon - h * .06)}L{At(w * .2, horizon - h * .11)}L{At(w * .36, horizon - h * .03)}L{At(w * .4, horizon + 2)}Z",
            Mix(c.Shape, c.Deep, .4));

        double X(double t) => vx + (w / 2 - vx) * t;
    }

    /// <summary>A sun on a grid in perspective.</summary>
    public static void Grid(Sheet sheet, double w, double h, Inks c, Draws r)
    {
        double horizon = h * r.Between(.56, .64), cx = w * .5, radius = w * r.Between(.24, .32);
        sheet.Circle(cx, horizon - radius * .35, radius, c.Spark);
        for (var i = 0; i < 4; i++) sheet.Rect(0, horizon - radius * .3 + i * radius * .2, w, 2.5 + i * 1.6, c.Ground);
        sheet.Rect(0, horizon, w, h, c.Deep);
        for (var i = -9; i <= 9; i++) sheet.Line($"M{At(cx + i * w * .05, horizon)}L{At(cx + i * w * .34, h)}", c.Shape, 2);
        for (var i = 0; i < 7; i++) sheet.Line($"M0 {N(horizon + (h - horizon) * Pow(i / 7.0, 1.9))}H{N(w)}", c.Shape, 1.2 + i * .35);
    }
}
