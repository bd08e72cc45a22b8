using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Marquee.Commands.Evaluate;

/// <summary>
/// Draws what <c>compare</c> wrote as an SVG: a row for each model, best on top, a dot where the deciding measure lies and a line over its interval; a dashed line for a goal.
/// </summary>
static class ComparisonChart
{
    const int Width = 720, Row = 24, Left = 130, Right = 90, Top = 16, Bottom = 44;

    public static string Draw(JsonElement comparison, double? goal)
    {
        var measure = comparison.GetProperty("decisive").GetString()!;
        var lower = measure is "rmse" or "mae";
        var rows = comparison.GetProperty("models").EnumerateArray().Select(model => Of(model, measure)).ToArray();
        rows = [.. lower ? rows.OrderBy(row => row.Value) : rows.OrderByDescending(row => row.Value)];
        var (least, most) = (rows.Min(row => row.Low), rows.Max(row => row.High));
        (least, most) = (Math.Min(least, goal ?? least), Math.Max(most, goal ?? most));
        double At(double value) => Left + (Width - Left - Right) * (most > least ? (value - least) / (most - least) : 0.5);

        var height = Top + rows.Length * Row + Bottom;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-labelledby=\"t\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title id=\"t\">{measure} by model with 95 % intervals, best on top</title>\n<rect width=\"{Width}\" height=\"{height}\" fill=\"#fff\"/>\n");
        for (var n = 0; n <= 4; n++)
        {
            var value = least + n * (most - least) / 4;
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{At(value):0.#}\" x2=\"{At(value):0.#}\" y1=\"{Top}\" y2=\"{height - Bottom}\" stroke=\"#e5e7eb\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{At(value):0.#}\" y=\"{height - Bottom + 18}\" text-anchor=\"middle\">{value:0.000}</text>\n");
        }

        if (goal is { } wanted)
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{At(wanted):0.#}\" x2=\"{At(wanted):0.#}\" y1=\"{Top}\" y2=\"{height - Bottom}\" stroke=\"#15803d\" stroke-width=\"2\" stroke-dasharray=\"5 5\"/>\n");
        for (var n = 0; n < rows.Length; n++)
        {
            var (name, value, low, high) = rows[n];
            var y = Top + n * Row + Row / 2;
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 10}\" y=\"{y + 4}\" text-anchor=\"end\">{name}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{At(low):0.#}\" x2=\"{At(high):0.#}\" y1=\"{y}\" y2=\"{y}\" stroke=\"#0b4f8a\" stroke-width=\"2\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{At(value):0.#}\" cy=\"{y}\" r=\"4\" fill=\"#0b4f8a\"/><text x=\"{Width - Right + 10}\" y=\"{y + 4}\">{value:0.0000}</text>\n");
        }

        var dashed = goal is { } g ? string.Create(CultureInfo.InvariantCulture, $" (dashed: goal {g:0.000})") : "";
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{height - 8}\" text-anchor=\"middle\">{measure}{dashed}</text>\n");
        return svg.Append("</svg>\n").ToString();
    }

    static (string Name, double Value, double Low, double High) Of(JsonElement model, string measure)
    {
        var interval = model.GetProperty("measures").GetProperty(measure);
        return (model.GetProperty("model").GetString()!, interval.GetProperty("value").GetDouble(), interval.GetProperty("low").GetDouble(), interval.GetProperty("high").GetDouble());
    }
}
