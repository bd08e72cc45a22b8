using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace Marquee.Engine.Data;

/// <summary>
/// Numbers from ASCII bytes. Short plain numbers, which are all that rating files hold in practice, take a loop over their digits;
/// anything else goes to the framework's parser.
/// </summary>
static class AsciiNumber
{
    /// <summary>More digits than this might not fit the fast path's accumulator exactly.</summary>
    const int FastDigits = 15;

    static ReadOnlySpan<double> PowersOfTen => [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryParse(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        if (text.IsEmpty || text.Length > FastDigits)
            return TryParseSlowly(text, out number);
        foreach (var character in text)
        {
            var digit = (uint)(character - '0');
            if (digit > 9)
                return TryParseSlowly(text, out number);
            number = number * 10 + digit;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryParse(ReadOnlySpan<byte> text, out double number)
    {
        number = 0;
        if (text.IsEmpty || text.Length > FastDigits)
            return TryParseSlowly(text, out number);
        var digits = 0L;
        var point = -1;
        for (var place = 0; place < text.Length; place++)
        {
            var digit = (uint)(text[place] - '0');
            if (digit <= 9)
                digits = digits * 10 + digit;
            else if (text[place] == '.' && point < 0 && text.Length > 1)
                point = place;
            else
                return TryParseSlowly(text, out number);
        }

        // Both sides are exact below 2^53, so the one division rounds correctly.
        number = digits / PowersOfTen[point < 0 ? 0 : text.Length - 1 - point];
        return true;
    }

    static bool TryParseSlowly(ReadOnlySpan<byte> text, out long number)
    {
        text = text.Trim((byte)' ');
        return Utf8Parser.TryParse(text, out number, out var used) && used == text.Length;
    }

    static bool TryParseSlowly(ReadOnlySpan<byte> text, out double number)
    {
        text = text.Trim((byte)' ');
        return Utf8Parser.TryParse(text, out number, out var used) && used == text.Length;
    }
}
