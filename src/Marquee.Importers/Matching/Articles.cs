namespace Marquee.Importers.Matching;

/// <summary>The small words in front of a title, or behind it in a catalogue that sorts by the first real word.</summary>
internal static class Articles
{
    static readonly HashSet<string> BehindTheComma = new(StringComparer.OrdinalIgnoreCase)
    {
        "the", "a", "an", "le", "la", "les", "l'", "l’", "un", "une", "des", "der", "die", "das", "ein", "eine", "den", "det", "en", "ett", "de", "het", "een",
        "el", "los", "las", "una", "il", "lo", "i", "gli", "uno", "o", "os", "as", "um", "uma",
    };

    /// <summary>"Matrix, The" → "The Matrix". Anything else behind the last comma stays where it is.</summary>
    public static string InFront(string title)
    {
        var comma = title.LastIndexOf(',');
        if (comma <= 0 || comma < title.Length - 6)
            return title;
        var article = title[(comma + 1)..].Trim();
        if (!BehindTheComma.Contains(article))
            return title;
        var rest = title[..comma].TrimEnd();
        return article[^1] is '\'' or '’' ? article + rest : $"{article} {rest}";
    }

    /// <summary>Only English articles may be left off: "Die Hard" and "La La Land" begin with none.</summary>
    public static bool MayBeLeftOff(ReadOnlySpan<char> word) => word is "the" or "a" or "an";
}
