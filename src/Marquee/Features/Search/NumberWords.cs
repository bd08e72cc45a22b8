namespace Marquee.Features.Search;

/// <summary>One number, three spellings: "Rocky 2", "Rocky II" and "Rocky Two" are one film.</summary>
static class NumberWords
{
    static readonly string[][] Spellings =
    [
        ["1", "i", "one"], ["2", "ii", "two"], ["3", "iii", "three"], ["4", "iv", "four"], ["5", "v", "five"], ["6", "vi", "six"],
        ["7", "vii", "seven"], ["8", "viii", "eight"], ["9", "ix", "nine"], ["10", "x", "ten"], ["11", "xi", "eleven"],
        ["12", "xii", "twelve"], ["13", "xiii", "thirteen"], ["21", "xxi", "twentyone"], ["101", "ci", "hundredone"],
    ];

    static readonly Dictionary<string, string> Canonical =
        Spellings.SelectMany(spelling => spelling.Select(word => (word, number: spelling[0]))).ToDictionary(pair => pair.word, pair => pair.number);

    static readonly Dictionary<string, string[]> Others =
        Spellings.SelectMany(spelling => spelling.Select(word => (word, others: spelling.Where(o => o != word).ToArray()))).ToDictionary(pair => pair.word, pair => pair.others);

    /// <summary>The other spellings of a number; nothing for other words.</summary>
    public static IReadOnlyList<string> OtherSpellings(string word) => Others.GetValueOrDefault(word, []);

    public static bool Same(string one, string other) =>
        Canonical.TryGetValue(one, out var number) && Canonical.TryGetValue(other, out var otherNumber) && number == otherNumber;
}
