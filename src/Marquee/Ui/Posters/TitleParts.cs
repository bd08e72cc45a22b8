using System.Text.RegularExpressions;

namespace Marquee.Ui.Posters;

/// <summary>A title as a poster sets it: "The" small above, the name large, the subtitle below.</summary>
sealed partial record TitleParts(string Kicker, string Main, string Subtitle)
{
    public static TitleParts Of(string title)
    {
        var main = ArticleBehind().Replace(title, "$2 $1");
        var subtitle = "";

        var match = OrInBrackets().Match(main);
        if (!match.Success) match = ColonOrDash().Match(main);
        if (match.Success && (Words(match.Groups[1].Value) > 1 || Words(match.Groups[2].Value) > 2))
        {
            main = DanglingOr().Replace(match.Groups[1].Value, "");
            subtitle = match.Groups[2].Value;
        }

        var article = ArticleInFront().Match(main);
        return article.Success
            ? new TitleParts(article.Groups[1].Value, article.Groups[2].Value, subtitle)
            : new TitleParts("", main, subtitle);
    }

    static int Words(string text) => text.Split(' ').Length;

    const RegexOptions AnyCase = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex("^(.*), (The|A|An)$", AnyCase)]
    private static partial Regex ArticleBehind();

    [GeneratedRegex(@"^(.+?),? or \((.+)\)$", AnyCase)]
    private static partial Regex OrInBrackets();

    [GeneratedRegex(@"^(.+?)(?::| – | - )\s*(.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex ColonOrDash();

    [GeneratedRegex(",? or$", AnyCase)]
    private static partial Regex DanglingOr();

    [GeneratedRegex(@"^(The|A|An)\s+(.+)$", AnyCase)]
    private static partial Regex ArticleInFront();
}
