using System.Buffers;
using System.Globalization;
using System.Text;

namespace Marquee.Importers.Matching;

/// <summary>
/// Reduces a title to what two catalogues agree on: letters and digits without case, accents, punctuation and spaces, without a
/// leading article and "and", numerals written one way. "Léon: The Professional" and "Leon - the professional" have one key.
/// </summary>
internal static class TitleKey
{
    // Numerals are safe where they stand for nothing else: "V", "X", "I" and "M" are titles' names (V for Vendetta, Malcolm X, I Robot).
    static readonly Dictionary<string, string> Words = new()
    {
        ["ii"] = "2",
        ["iii"] = "3",
        ["iv"] = "4",
        ["vi"] = "6",
        ["vii"] = "7",
        ["viii"] = "8",
        ["ix"] = "9",
        ["xi"] = "11",
        ["xii"] = "12",
        ["xiii"] = "13",
        ["one"] = "1",
        ["two"] = "2",
        ["three"] = "3",
        ["four"] = "4",
        ["five"] = "5",
        ["six"] = "6",
        ["seven"] = "7",
        ["eight"] = "8",
        ["nine"] = "9",
        ["ten"] = "10",
        ["eleven"] = "11",
        ["twelve"] = "12",
        ["colour"] = "color",
        ["colours"] = "colors",
        ["grey"] = "gray",
        ["theatre"] = "theater",
        ["versus"] = "vs",
        ["doctor"] = "dr",
        ["mister"] = "mr",
        ["and"] = "",
    };

    static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> WordsBySpan = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The key of a title in natural order.</summary>
    public static string Of(string title)
    {
        var folded = ArrayPool<char>.Shared.Rent((title.Length * 4) + 16);
        var key = ArrayPool<char>.Shared.Rent((title.Length * 4) + 16);
        try
        {
            var text = folded.AsSpan(0, Fold(title, folded));
            var length = 0;
            var position = 0;
            string? last = null;
            foreach (var range in text.Split(' '))
            {
                var word = text[range];
                if (word.IsEmpty)
                    continue;
                var isLeadingArticle = position++ == 0 && Articles.MayBeLeftOff(word) && text[range.End..].ContainsAnyExcept(' ');
                if (isLeadingArticle)
                    continue;
                var written = WordsBySpan.TryGetValue(word, out var other) ? other.AsSpan() : Numeral(word, last);
                written.CopyTo(key.AsSpan(length));
                length += written.Length;
                last = word is "part" or "chapter" or "episode" or "volume" or "vol" ? "part" : null;
            }

            // "?" and "$" are titles too.
            return length > 0 ? new string(key, 0, length) : title.Trim().ToLowerInvariant();
        }
        finally
        {
            ArrayPool<char>.Shared.Return(folded);
            ArrayPool<char>.Shared.Return(key);
        }
    }

    /// <summary>Just the letters and digits, folded: "TV Mini-Series" → "tvminiseries".</summary>
    public static string Letters(string text)
    {
        var folded = new char[(text.Length * 4) + 16];
        return new string(folded, 0, Fold(text, folded)).Replace(" ", "", StringComparison.Ordinal);
    }

    // Behind "Part" a single letter is a number.
    static ReadOnlySpan<char> Numeral(ReadOnlySpan<char> word, string? last) =>
        last is null ? word : word switch { "i" => "1", "v" => "5", "x" => "10", _ => word };

    // Half a surrogate pair, or the mark of a text read the wrong way round, is no letter: normalizing throws at them.
    static string WholeLetters(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !text.Contains('\uFFFE', StringComparison.Ordinal))
            return text;
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            whole.Append(rune);
        return whole.Replace('\uFFFE', '\uFFFD').ToString();
    }

    // Lower-case letters and digits without marks; apostrophes vanish, everything else becomes one space.
    static int Fold(string title, Span<char> folded)
    {
        var text = Ascii.IsValid(title) ? title : WholeLetters(title).Normalize(NormalizationForm.FormKD);
        var length = 0;
        foreach (var c in text)
        {
            if (length + 2 > folded.Length)
                break;
            if (char.IsAsciiLetterOrDigit(c))
                folded[length++] = char.ToLowerInvariant(c);
            else if (c is '\'' or '’' or '‘' or '`' or '´' or 'ʼ' or '.')
                continue;
            else if (char.IsAscii(c))
                folded[length++] = ' ';
            else if (Spelled(char.ToLowerInvariant(c)) is { } letters)
                foreach (var letter in letters)
                    folded[length++] = letter;
            else if (char.IsLetterOrDigit(c))
                folded[length++] = char.ToLowerInvariant(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.OtherNumber))
                folded[length++] = ' ';
        }

        return length;
    }

    // Letters that Unicode does not take apart.
    static string? Spelled(char c) => c switch
    {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' or 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        _ => null,
    };
}
