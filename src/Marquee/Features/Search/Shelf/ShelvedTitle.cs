namespace Marquee.Features.Search.Shelf;

/// <summary>What search keeps in memory of a title: what it is narrowed, counted and ordered by. Words are codes of the shelf's vocabularies.</summary>
/// <param name="Year">0: unknown.</param>
/// <param name="Runtime">Minutes; 0: unknown.</param>
/// <param name="Rating">The mean of all ratings on the scale of ten; 0: nobody rated it.</param>
/// <param name="Esteem">The rating drawn towards the ordinary as long as few have rated: what a list of the best is ordered by.</param>
/// <param name="SortTitle">Where a shelf would put it.</param>
/// <param name="Language">0: unknown.</param>
/// <param name="Certification">0: unknown.</param>
/// <param name="Services">Where it can be streamed: see <see cref="ServiceCode"/>.</param>
sealed record ShelvedTitle(
    long Id, bool IsShow, int Year, int Runtime, double Rating, double Esteem, double Popularity, string SortTitle,
    int Language, int Certification, int[] Genres, long[] Services);

/// <summary>A service in a region as one number.</summary>
static class ServiceCode
{
    public static long Of(int region, long service) => ((long)region << 32) | service;

    public static bool IsIn(long code, int region) => code >> 32 == region;

    public static long Service(long code) => code & 0xFFFFFFFF;
}

/// <summary>Words as small numbers, in the order they were met; 0 stands for none. Only grows.</summary>
sealed class Codes
{
    readonly Dictionary<string, int> _codes = [];
    readonly List<string> _words = [""];

    public int Count => _words.Count;

    /// <summary>The word's number, given now when it is new. One thread at a time.</summary>
    public int Add(string? word)
    {
        if (string.IsNullOrEmpty(word))
            return 0;
        if (!_codes.TryGetValue(word, out var code))
        {
            _codes.Add(word, code = _words.Count);
            _words.Add(word);
        }

        return code;
    }

    /// <summary>The word's number, -1 when no title has it.</summary>
    public int Find(string word) => _codes.GetValueOrDefault(word, -1);

    public string Word(int code) => _words[code];

    public Codes Copy()
    {
        var copy = new Codes();
        foreach (var word in _words.Skip(1))
            copy.Add(word);
        return copy;
    }
}
