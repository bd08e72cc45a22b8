using System.Globalization;
using System.Text.RegularExpressions;
using Marquee.Data;

namespace Marquee.Features.Catalogue.MovieLens;

/// <summary>
/// What MovieLens packs into its title column: "City of Lost Children, The (Cité des enfants perdus, La) (1995)" is
/// "The City of Lost Children", also known as "La Cité des enfants perdus", of 1995.
/// </summary>
/// <param name="IsShow">A range of years, "(2007-)", which MovieLens gives to series.</param>
sealed partial record MovieLensTitle(string Title, int? Year, int? EndYear, bool IsShow, string? OriginalTitle, IReadOnlyList<string> OtherNames)
{
    public static MovieLensTitle Parse(string text)
    {
        text = text.Trim();
        int? year = null, endYear = null;
        var isShow = false;
        if (YearAtTheEnd().Match(text) is { Success: true } match)
        {
            year = int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
            isShow = match.Groups["dash"].Success;
            if (match.Groups["end"].Success)
                endYear = int.Parse(match.Groups["end"].ValueSpan, CultureInfo.InvariantCulture);
            text = text[..match.Index].TrimEnd();
        }

        var others = new List<string>();
        string? original = null;
        while (NameAtTheEnd().Match(text) is { Success: true } name)
        {
            var inner = name.Groups["name"].Value;
            var alias = AlsoKnownAs().Match(inner);
            var spoken = TitleKey.NaturalOrder(inner[alias.Length..].Trim());
            others.Insert(0, spoken);
            // What stands in parentheses without "a.k.a." is the title in its own language.
            if (!alias.Success)
                original ??= spoken;
            text = text[..name.Index].TrimEnd();
        }

        return new MovieLensTitle(TitleKey.NaturalOrder(text), year, endYear, isShow, original, others);
    }

    [GeneratedRegex(@"\((?<year>\d{4})(?<dash>[-–](?<end>\d{4})?)?\)$")]
    private static partial Regex YearAtTheEnd();

    // Words must stand before it: "(500) Days of Summer" and "Frontière(s)" have no other name. "Birdman: Or (The Unexpected …)" goes on in parentheses.
    [GeneratedRegex(@"(?<=\S\s+)(?<!\b[Oo]r\s*)\((?<name>[^()]+)\)$")]
    private static partial Regex NameAtTheEnd();

    [GeneratedRegex(@"^a\.?k\.?a\.?:?\s+", RegexOptions.IgnoreCase)]
    private static partial Regex AlsoKnownAs();
}
