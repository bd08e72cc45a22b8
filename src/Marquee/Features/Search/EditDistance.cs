namespace Marquee.Features.Search;

/// <summary>How many slips of the finger part two words: a letter missing, added, wrong, or two neighbours exchanged.</summary>
static class EditDistance
{
    /// <summary>
    /// The optimal string alignment distance of <paramref name="typed"/> and <paramref name="word"/>, or of <paramref name="typed"/>
    /// and the nearest beginning of <paramref name="word"/> when it may still be going on. More than <paramref name="limit"/> is limit + 1.
    /// </summary>
    public static int Between(ReadOnlySpan<char> typed, ReadOnlySpan<char> word, int limit, bool goingOn = false)
    {
        if (typed.Length - word.Length > limit || (!goingOn && word.Length - typed.Length > limit))
            return limit + 1;
        // A beginning longer than the typed word plus the limit cannot be the nearest.
        if (goingOn && word.Length > typed.Length + limit)
            word = word[..(typed.Length + limit)];

        var width = word.Length + 1;
        Span<int> rows = width <= 64 ? stackalloc int[3 * width] : new int[3 * width];
        var before = rows[..width];
        var last = rows.Slice(width, width);
        var row = rows[(2 * width)..];
        for (var j = 0; j < width; j++)
            last[j] = j;

        for (var i = 1; i <= typed.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j < width; j++)
            {
                var cost = typed[i - 1] == word[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            var oldest = before;
            before = last;
            last = row;
            row = oldest;
        }

        var distance = last[^1];
        if (goingOn)
            foreach (var end in last)
                distance = Math.Min(distance, end);
        return Math.Min(distance, limit + 1);
    }

    /// <summary>How many slips are still the same word: none in two letters, one in five, two in ten, three in more.</summary>
    public static int Allowed(int length) => length switch
    {
        < 3 => 0,
        < 6 => 1,
        < 11 => 2,
        _ => 3,
    };
}
