using System.Globalization;
using Marquee.Data;

namespace Marquee.Features.Search;

/// <summary>What somebody typed, folded and cut into words.</summary>
/// <param name="Folded">All of it, in lower case without diacritics and punctuation.</param>
/// <param name="Key">The same without a leading article: what <see cref="TitleKey.Of"/> makes of a title.</param>
/// <param name="Words">At most <see cref="MostWords"/>.</param>
/// <param name="IsLastOpen">Whether the last word may be going on: there is no space behind it.</param>
sealed record SearchQuery(string Folded, string Key, IReadOnlyList<string> Words, bool IsLastOpen)
{
    /// <summary>A longer text than anybody searches with is cut: its cost must not be the caller's to choose.</summary>
    public const int MostLetters = 100, MostWords = 8;

    static readonly HashSet<string> SmallWords = ["the", "a", "an", "of", "and", "in", "on", "to", "la", "le", "les", "el", "il", "der", "die", "das", "de", "movie", "film", "show", "series"];

    /// <summary>The query, or null when there is nothing to look for in it.</summary>
    public static SearchQuery? Parse(string? text)
    {
        text = text?.TrimStart() ?? "";
        if (text.Length > MostLetters)
            text = text[..MostLetters];
        var folded = TitleKey.Fold(TitleKey.NaturalOrder(text));
        if (folded.Length == 0)
            return null;
        var words = folded.Split(' ').Take(MostWords).ToList();
        return new SearchQuery(folded, TitleKey.Of(folded), words, !char.IsWhiteSpace(text[^1]));
    }

    /// <summary>Words that are in every second title say little.</summary>
    public static double Weight(string word) => SmallWords.Contains(word) ? 0.2 : 1;

    /// <summary>What the word at a place counts for.</summary>
    public double WeightAt(int word) => IsJustBegun(word) ? 0.2 : Weight(Words[word]);

    public static bool IsSmall(string word) => SmallWords.Contains(word);

    /// <summary>Whether the word may stand for a year.</summary>
    public static bool IsYear(string word, out int year) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out year) && year is >= 1870 and <= 2100;

    /// <summary>Whether the word is so short of going anywhere that it tells nothing yet: one letter, or the beginning of a year.</summary>
    public bool IsJustBegun(int word) => IsOpen(word) && (Words[word].Length == 1 || (Words[word].Length < 4 && Words[word].All(char.IsAsciiDigit)));

    public bool IsOpen(int word) => IsLastOpen && word == Words.Count - 1;
}
