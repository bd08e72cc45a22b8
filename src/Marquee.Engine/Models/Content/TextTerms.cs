using System.Globalization;
using System.Text;

namespace Marquee.Engine.Models.Content;

/// <summary>Cuts running text into the terms of a document: words in lower case, without accents, punctuation, and the words that say nothing.</summary>
public static class TextTerms
{
    static readonly HashSet<string> Silent =
    [
        "about", "after", "all", "an", "and", "another", "any", "are", "as", "at", "back", "be", "becomes", "been", "before", "being", "between", "both", "but", "by", "can",
        "every", "finds", "for", "from", "get", "gets", "had", "has", "have", "he", "her", "him", "himself", "his", "how", "if", "in", "into", "is", "it", "its", "itself",
        "must", "no", "nor", "not", "of", "off", "on", "one", "only", "or", "other", "out", "over", "she", "so", "some", "takes", "than", "that", "the", "their", "them",
        "then", "there", "they", "this", "through", "to", "two", "up", "was", "were", "what", "when", "where", "which", "while", "who", "whom", "whose", "will", "with",
    ];

    /// <summary>The terms of a text in order, with repetitions.</summary>
    public static IReadOnlyList<string> Of(string? text)
    {
        var terms = new List<string>();
        var word = new StringBuilder();
        foreach (var c in (text ?? "").Normalize(NormalizationForm.FormD) + " ")
        {
            if (char.IsLetterOrDigit(c))
                word.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && c is not ('\'' or '’'))
                Finish();
        }

        return terms;

        void Finish()
        {
            if (word.Length > 1 && word.ToString() is var term && !Silent.Contains(term))
                terms.Add(term);
            word.Clear();
        }
    }
}
