namespace Marquee.Importers.Reading;

/// <summary>Text cut to what is worth showing.</summary>
internal static class Shortened
{
    /// <summary>
    /// The first characters, never half of a pair: a lone surrogate is no text, and PostgreSQL would refuse the whole transaction for it.
    /// </summary>
    public static string To(ReadOnlySpan<char> text, int characters)
    {
        if (text.Length <= characters)
            return text.ToString();
        var kept = char.IsHighSurrogate(text[characters - 1]) ? characters - 1 : characters;
        return $"{text[..kept]}…";
    }
}
