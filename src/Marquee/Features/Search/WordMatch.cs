namespace Marquee.Features.Search;

/// <summary>How much like one word of a query other words are, 0 … 1. Remembers what it was asked: titles share their words.</summary>
/// <param name="open">Whether the word may be going on.</param>
sealed class WordMatch(string word, bool open)
{
    readonly Dictionary<string, double> _known = [];

    public double Of(string other)
    {
        if (!_known.TryGetValue(other, out var match))
            _known.Add(other, match = Judge(other));
        return match;
    }

    /// <summary>Whether the word is two others written together: "deniro" is "de niro".</summary>
    public static bool IsBothTogether(string word, string one, string next) =>
        word.Length == one.Length + next.Length && word.StartsWith(one, StringComparison.Ordinal) && word.EndsWith(next, StringComparison.Ordinal);

    double Judge(string other)
    {
        if (word == other)
            return 1;
        if (NumberWords.Same(word, other))
            return 0.98;
        if (word.Length >= 2 && other.StartsWith(word, StringComparison.Ordinal))
            return (open ? 0.9 : 0.85) + 0.08 * word.Length / other.Length;

        var limit = EditDistance.Allowed(word.Length);
        if (limit == 0)
            return 0;
        var distance = EditDistance.Between(word, other, limit);
        if (distance <= limit)
            return Slipped(distance, other);
        // Half a word and slips in it: one slip less is forgiven.
        distance = open ? EditDistance.Between(word, other, limit - 1, goingOn: true) : limit;
        return distance < limit ? 0.9 * Slipped(distance, other) : 0;
    }

    /// <summary>One slip in a long word is nothing; two in a short one, or the first letter wrong, may be another word.</summary>
    double Slipped(int distance, string other) =>
        (word[0] == other[0] ? 0.96 : 0.9) - 0.6 * distance * Math.Sqrt(distance) / word.Length;
}
