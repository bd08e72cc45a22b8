using System.Globalization;
using System.Text.RegularExpressions;
using Marquee.Importers.Matching;

namespace Marquee.Importers.MovieLens;

/// <summary>A film's name as MovieLens writes it, taken apart: "City of Lost Children, The (Cité des enfants perdus, La) (1995)".</summary>
/// <param name="Title">In natural order: "The City of Lost Children".</param>
/// <param name="Alternatives">The names in parentheses, in natural order too: "La Cité des enfants perdus".</param>
/// <param name="Year">The year at the end; the first of two.</param>
public sealed partial record MovieLensTitle(string Title, IReadOnlyList<string> Alternatives, int? Year)
{
    // The data set has four at most; a name of nothing but parentheses is somebody's joke.
    const int MostAlternatives = 8;

    public static MovieLensTitle Parse(string text)
    {
        text = text.Trim();
        int? year = null;
        if (YearAtEnd().Match(text) is { Success: true } end)
        {
            year = int.Parse(end.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            text = text[..end.Index].TrimEnd();
        }

        var alternatives = new List<string>();
        while (alternatives.Count < MostAlternatives && NameInParentheses().Match(text) is { Success: true } name && name.Index > 0)
        {
            alternatives.Insert(0, Articles.InFront(AlsoKnownAs().Replace(name.Groups[1].Value, "")));
            text = text[..name.Index].TrimEnd();
        }

        return new MovieLensTitle(Articles.InFront(text), alternatives, year);
    }

    [GeneratedRegex(@"\((\d{4})(?:\s*[-–]\s*(?:\d{4})?)?\)$")]
    private static partial Regex YearAtEnd();

    [GeneratedRegex(@"\(([^()]+)\)$")]
    private static partial Regex NameInParentheses();

    [GeneratedRegex(@"^a\.?k\.?a\.?:?\s+", RegexOptions.IgnoreCase)]
    private static partial Regex AlsoKnownAs();
}
