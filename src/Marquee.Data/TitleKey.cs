using System.Globalization;
using System.Text;

namespace Marquee.Data;

/// <summary>
/// What two spellings of one title share: lower case, without diacritics, punctuation and the English article, '&amp;' read as
/// 'and', single spaces. "The Fabulous Destiny of Amélie!" and "Fabulous Destiny of Amelie, The" have one key.
/// </summary>
public static class TitleKey
{
    static readonly string[] Articles = ["the ", "a ", "an "];

    /// <summary>The key of a title; empty only when it holds neither letter nor digit.</summary>
    public static string Of(string title)
    {
        var words = Fold(NaturalOrder(title));
        foreach (var article in Articles)
            if (words.Length > article.Length && words.StartsWith(article, StringComparison.Ordinal))
                return words[article.Length..];
        return words;
    }

    /// <summary>Lower case without diacritics and punctuation, words apart by one space, articles kept.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        var letters = WholeLetters(text).Normalize(NormalizationForm.FormKD);
        for (var place = 0; place < letters.Length; place++)
        {
            var letter = letters[place];
            if (char.IsLetterOrDigit(letter))
                Append(folded, char.ToLowerInvariant(letter));
            else if (letter == '&')
                AppendWord(folded, "and");
            else if (!IsSilent(letters, place) && folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }

        return folded.ToString().TrimEnd(' ');
    }

    /// <summary>The text without half surrogate pairs and without U+FFFE, which normalizing throws at: U+FFFD stands for each.</summary>
    public static string WholeLetters(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !text.Contains('\uFFFE', StringComparison.Ordinal))
            return text;
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            whole.Append(rune);
        return whole.Replace('\uFFFE', '\uFFFD').ToString();
    }

    /// <summary>"Matrix, The" as it is spoken: "The Matrix". Other titles stay as they are.</summary>
    public static string NaturalOrder(string title)
    {
        var comma = title.LastIndexOf(", ", StringComparison.Ordinal);
        if (comma <= 0)
            return title;
        var article = title[(comma + 2)..].Trim();
        if (!TrailingArticles.Contains(article))
            return title;
        return article.EndsWith('\'') ? article + title[..comma] : $"{article} {title[..comma]}";
    }

    static readonly HashSet<string> TrailingArticles = new(StringComparer.OrdinalIgnoreCase)
    {
        "The", "A", "An",
        "Le", "La", "Les", "L'", "Un", "Une", "Des",
        "Der", "Die", "Das", "Ein", "Eine",
        "El", "Los", "Las", "Una", "Unos", "Lo",
        "Il", "I", "Gli", "O", "Os", "As", "Um", "Uma",
        "De", "Het", "Den", "Det", "En", "Ett", "Et",
    };

    // Combining marks carry the diacritics, apostrophes join what they stand in ("it's"), and so does the full stop of
    // an initial ("E.T.", "L.A."), but not the one of "Mr.".
    static bool IsSilent(string letters, int place) =>
        letters[place] is '\'' or '’' or '‘' or '`' or 'ʻ'
        || CharUnicodeInfo.GetUnicodeCategory(letters[place]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        || (letters[place] == '.' && place > 0 && char.IsLetter(letters[place - 1]) && (place == 1 || !char.IsLetterOrDigit(letters[place - 2])));

    static void Append(StringBuilder folded, char letter) => _ = letter switch
    {
        'ß' => folded.Append("ss"),
        'æ' => folded.Append("ae"),
        'œ' => folded.Append("oe"),
        'ø' => folded.Append('o'),
        'ł' => folded.Append('l'),
        'đ' or 'ð' => folded.Append('d'),
        'þ' => folded.Append("th"),
        'ı' => folded.Append('i'),
        _ => folded.Append(letter),
    };

    static void AppendWord(StringBuilder folded, string word)
    {
        if (folded.Length > 0 && folded[^1] != ' ')
            folded.Append(' ');
        folded.Append(word).Append(' ');
    }
}
