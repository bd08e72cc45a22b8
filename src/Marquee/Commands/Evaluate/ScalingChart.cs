using System.Globalization;
using System.Text;

namespace Marquee.Commands.Evaluate;

/// <summary>
/// Draws the processor time of training over ratings as an SVG, both axes logarithmic: a cost that grows linearly is a line that climbs with the grey diagonal.
/// Colours tell the models apart by lightness too, and every line carries its name.
/// </summary>
static class ScalingChart
{
    const int Width = 720, Height = 420, Left = 64, Right = 120, Top = 24, Bottom = 52;
    static readonly double[] Steps = [1, 3];
    static readonly string[] Colours = ["#0b4f8a", "#c2410c", "#15803d", "#7e22ce", "#374151", "#be123c", "#0e7490", "#4d7c0f"];

    public static string Draw(string[] names, ScalingSize[] sizes)
    {
        var x = Axis.Over(sizes.Select(size => (double)size.Ratings), Left, Width - Right);
        var y = Axis.Over(sizes.SelectMany(size => size.CpuSeconds.Values).Select(seconds => Math.Max(seconds, 1e-3)), Height - Bottom, Top);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-labelledby=\"t\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n");
        svg.Append("<title id=\"t\">Processor seconds of training over the number of ratings, by model, on logarithmic axes</title>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/>\n");
        Grid(svg, x, y, sizes);
        var labelled = new List<double>();
        for (var number = 0; number < names.Length; number++)
            Line(svg, names[number], Colours[number % Colours.Length], sizes, x, y, labelled);
        return svg.Append("</svg>\n").ToString();
    }

    static void Grid(StringBuilder svg, Axis x, Axis y, ScalingSize[] sizes)
    {
        foreach (var size in sizes)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x.At(size.Ratings):0.#}\" x2=\"{x.At(size.Ratings):0.#}\" y1=\"{Top}\" y2=\"{Height - Bottom}\" stroke=\"#e5e7eb\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x.At(size.Ratings):0.#}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\">{size.Ratings / 1e6:0.#} M</text>\n");
        }

        for (var power = (int)Math.Floor(Math.Log10(y.Low)); power <= Math.Log10(y.High); power++)
            foreach (var seconds in Steps.Select(digit => digit * Math.Pow(10, power)).Where(seconds => seconds >= y.Low && seconds <= y.High))
            {
                svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y.At(seconds):0.#}\" y2=\"{y.At(seconds):0.#}\" stroke=\"#e5e7eb\"/>");
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{y.At(seconds) + 4:0.#}\" text-anchor=\"end\">{seconds:0.###} s</text>\n");
            }

        var middle = Math.Sqrt(y.Low * y.High);
        var growth = Math.Sqrt((double)sizes[^1].Ratings / sizes[0].Ratings);
        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x.At(sizes[0].Ratings):0.#}\" y1=\"{y.At(middle / growth):0.#}\" x2=\"{x.At(sizes[^1].Ratings):0.#}\" y2=\"{y.At(middle * growth):0.#}\" stroke=\"#9ca3af\" stroke-dasharray=\"5 5\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 10}\" text-anchor=\"middle\">ratings (dashed: linear growth)</text>\n");
    }

    static void Line(StringBuilder svg, string name, string colour, ScalingSize[] sizes, Axis x, Axis y, List<double> labelled)
    {
        var points = sizes.Select(size => (X: x.At(size.Ratings), Y: y.At(Math.Max(size.CpuSeconds[name], 1e-3)))).ToArray();
        svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" points=\"");
        foreach (var point in points)
            svg.Append(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#} ");
        svg.Append("\"/>");
        foreach (var point in points)
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{point.X:0.#}\" cy=\"{point.Y:0.#}\" r=\"3.5\" fill=\"{colour}\"/>");
        var label = points[^1].Y;
        while (labelled.Any(other => Math.Abs(other - label) < 15))
            label += 4;
        labelled.Add(label);
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{points[^1].X + 10:0.#}\" y=\"{label + 4:0.#}\" fill=\"{colour}\">{name}</text>\n");
    }

    /// <summary>A logarithmic scale from numbers to pixels.</summary>
    sealed record Axis(double Low, double High, double From, double To)
    {
        public static Axis Over(IEnumerable<double> values, double from, double to)
        {
            var all = values.ToArray();
            return new Axis(all.Min() / 1.15, all.Max() * 1.15, from, to);
        }

        public double At(double value) => From + (To - From) * Math.Log(value / Low) / Math.Log(High / Low);
    }
}
