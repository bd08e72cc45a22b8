using Marquee.Ui.Posters;

namespace Marquee.Ui.Components;

/// <summary>Letters of the marquee, set at 100 pixels: how wide each line is, and how large the picture that holds them.</summary>
public sealed record BoardFit(string Width, string Height, string Middle, IReadOnlyList<BoardFit.Line> Lines)
{
    const double Type = 100, CapitalHeight = 74, Leading = 92, Baseline = 72.5;

    /// <summary>Beyond this a subtitle is left to the page behind the board.</summary>
    const int LongTitle = 28;

    public sealed record Line(string Letters, string Width, string Y);

    public static BoardFit Of(string title)
    {
        var face = Typeface.Condensed;
        var lines = TypeFit.Into(face.Set(Short(title)), 1000, 200, face, 400).Lines;
        var widths = lines.Select(line => Advances.Of(line, face.Width) * Type).ToArray();
        return new BoardFit(
            Sheet.N(widths.Max()),
            Sheet.N(CapitalHeight + (lines.Count - 1) * Leading),
            Sheet.N(widths.Max() / 2),
            [.. lines.Select((line, i) => new Line(line, Sheet.N(widths[i]), Sheet.N(Baseline + i * Leading)))]);
    }

    static string Short(string title)
    {
        if (string.IsNullOrWhiteSpace(title)) return "Marquee";
        if (title.Length <= LongTitle) return title;
        var parts = TitleParts.Of(title);
        return parts.Subtitle.Length == 0 ? title : $"{parts.Kicker} {parts.Main}".Trim();
    }
}
