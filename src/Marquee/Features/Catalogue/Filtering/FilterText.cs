using System.Text;
using Marquee.Platform.Errors;

namespace Marquee.Features.Catalogue.Filtering;

/// <summary>One condition of a filter.</summary>
/// <param name="Field">What it is about; <c>title</c> for a bare word.</param>
/// <param name="Values">Any of these.</param>
/// <param name="Not">Whether it must not hold.</param>
sealed record FilterTerm(string Field, IReadOnlyList<string> Values, bool Not);

/// <summary>
/// A filter as people write it: <c>genre:drama,crime year:1990..1999 -seen:yes sort:year-</c>. All terms must hold; a comma means any of;
/// a minus before a term means not; quotes hold words together. The grammar is in docs/filters.md; smart lists, library and browse share it.
/// </summary>
sealed record FilterText(IReadOnlyList<FilterTerm> Terms, string? Sort, int? Limit)
{
    const int Longest = 500;

    /// <exception cref="Invalid">It makes no sense; the sentence says where.</exception>
    public static FilterText Parse(string? text)
    {
        if (text?.Length > Longest)
            throw Wrong($"A filter has at most {Longest} characters.");
        var terms = new List<FilterTerm>();
        string? sort = null;
        int? limit = null;
        foreach (var word in Words(text ?? ""))
        {
            var not = word is ['-', _, ..];
            var bare = not ? word[1..] : word;
            var colon = Colon(bare);
            var (field, value) = colon < 0 ? ("title", bare) : (bare[..colon].ToLowerInvariant(), bare[(colon + 1)..]);
            var values = Values(value);
            if (values.Count == 0)
                throw Wrong($"'{field}:' needs a value.");
            if (field == "sort")
                sort = values[0].ToLowerInvariant();
            else if (field == "limit")
                limit = int.TryParse(values[0], out var most) && most is > 0 and <= 1000 ? most : throw Wrong("'limit:' takes 1 to 1000.");
            else
                terms.Add(new FilterTerm(field, values, not));
        }

        return new FilterText(terms, sort, limit);
    }

    internal static Invalid Wrong(string sentence) => new("filter_invalid", sentence, "filter");

    // Cut at spaces, but not within quotes, which stay until the values are cut.
    static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        var quoted = false;
        foreach (var letter in text)
        {
            if (letter == '"')
                quoted = !quoted;
            if (char.IsWhiteSpace(letter) && !quoted)
            {
                if (word.Length > 0)
                    yield return word.ToString();
                word.Clear();
            }
            else
            {
                word.Append(letter);
            }
        }

        if (quoted)
            throw Wrong("A quotation mark is missing its other one.");
        if (word.Length > 0)
            yield return word.ToString();
    }

    static int Colon(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && word.AsSpan(0, colon).IndexOf('"') < 0 && word[..colon].All(char.IsAsciiLetter) ? colon : -1;
    }

    static List<string> Values(string text)
    {
        var values = new List<string>();
        var value = new StringBuilder();
        var quoted = false;
        foreach (var letter in text + ",")
        {
            if (letter == '"')
                quoted = !quoted;
            else if (letter == ',' && !quoted)
            {
                if (value.ToString().Trim() is { Length: > 0 } whole)
                    values.Add(whole);
                value.Clear();
            }
            else
                value.Append(letter);
        }

        return values;
    }
}
