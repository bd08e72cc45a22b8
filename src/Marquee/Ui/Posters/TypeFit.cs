using System.Text.RegularExpressions;

namespace Marquee.Ui.Posters;

/// <summary>Text set as large as a box allows: the lines, and the size of the type in pixels.</summary>
sealed partial record TypeFit(double Size, IReadOnlyList<string> Lines)
{
    const int MostLines = 4;

    /// <summary>Tries one to four lines and keeps the count that allows the biggest type; one more line must earn 4 %.</summary>
    public static TypeFit Into(string text, double width, double height, Typeface face, double largest)
    {
        var words = Spaces().Split(text.Trim());
        TypeFit? best = null;
        for (var count = 1; count <= Math.Min(words.Length, MostLines); count++)
        {
            var (widest, lines) = Break(words, count, face.Width);
            var size = Math.Min(Math.Min(largest, width / widest), height / (count * face.Leading));
            var hasWidow = count > 1 && lines.Any(line => line.Length < 3);
            if (hasWidow && best is not null && size < best.Size * 1.6) continue;
            if (best is null || size > best.Size * 1.04) best = new TypeFit(size, lines);
        }
        return best!;
    }

    /// <summary>The break into so many lines whose widest line is narrowest: every break is tried, losing ones are left early.</summary>
    static (double Widest, string[] Lines) Break(string[] words, int count, double width)
    {
        (double Widest, string[] Lines)? best = null;
        Go(0, count, [], 0);
        return best!.Value;

        void Go(int from, int left, string[] done, double worst)
        {
            if (best is { } found && worst >= found.Widest) return;
            if (left == 1)
            {
                var last = string.Join(' ', words[from..]);
                var widest = Math.Max(worst, Advances.Of(last, width));
                if (best is null || widest < best.Value.Widest) best = (widest, [.. done, last]);
                return;
            }
            for (var to = from + 1; to <= words.Length - left + 1; to++)
            {
                var line = string.Join(' ', words[from..to]);
                Go(to, left - 1, [.. done, line], Math.Max(worst, Advances.Of(line, width)));
            }
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
