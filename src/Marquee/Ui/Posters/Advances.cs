using System.Collections.Frozen;

namespace Marquee.Ui.Posters;

/// <summary>
/// Estimated widths of characters in em. Close to the faces we ask for, and printed with <c>textLength</c>, so that
/// whichever face the reader's system has, a line is as wide as it was planned.
/// </summary>
static class Advances
{
    static readonly FrozenDictionary<int, double> Known = new Dictionary<int, double>
    {
        ['I'] = .29,
        ['J'] = .56,
        ['L'] = .6,
        ['E'] = .66,
        ['F'] = .61,
        ['M'] = .84,
        ['W'] = .96,
        ['T'] = .62,
        [' '] = .27,
        ['.'] = .28,
        [','] = .28,
        [':'] = .33,
        ['\''] = .24,
        ['’'] = .26,
        ['!'] = .33,
        ['-'] = .34,
        ['&'] = .73,
        ['/'] = .3,
        ['i'] = .29,
        ['j'] = .3,
        ['l'] = .29,
        ['f'] = .34,
        ['t'] = .35,
        ['r'] = .4,
        ['m'] = .88,
        ['w'] = .78,
        ['s'] = .51,
        ['c'] = .53,
        ['z'] = .5,
        ['k'] = .57,
        ['v'] = .53,
        ['x'] = .53,
        ['y'] = .53,
        ['½'] = .84,
    }.ToFrozenDictionary();

    /// <summary>The width of a line in em of a face with this <see cref="Typeface.Width"/>.</summary>
    public static double Of(string text, double width)
    {
        var em = 0.0;
        foreach (var rune in text.EnumerateRunes()) em += Of(rune.Value);
        return em * width;
    }

    static double Of(int rune) =>
        Known.TryGetValue(rune, out var em) ? em
        : rune >= 0x2E80 ? 1.2
        : rune is >= 'A' and <= 'Z' ? .72
        : rune is >= '0' and <= '9' or >= 'a' and <= 'z' ? .57
        : .66;
}
