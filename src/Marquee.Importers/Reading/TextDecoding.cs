using System.Buffers.Binary;
using System.Text;

namespace Marquee.Importers.Reading;

/// <summary>
/// Bytes to text: UTF-8 with or without its mark, UTF-16 and UTF-32 with theirs, UTF-16 without (Excel's "Unicode text"),
/// and single bytes that are no UTF-8 as Windows-1252, which IMDb's exports were in until 2017.
/// </summary>
internal static class TextDecoding
{
    static readonly Encoding Utf8 = Encoding.GetEncoding(65001, EncoderFallback.ReplacementFallback, new Windows1252Fallback());

    public static StreamReader Open(Func<Stream> open)
    {
        Span<byte> start = stackalloc byte[512];
        using (var stream = open())
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        // Where there is a mark, the reader sees it; told UTF-16, it would miss that UTF-32 begins the same way.
        Encoding encoding = !HasMark(start) && IsUtf16(start) ? new UnicodeEncoding(IsBigEndian(start), byteOrderMark: false) : Utf8;
        return new StreamReader(open(), encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024);
    }

    /// <summary>A mark, or zeros in nearly every second byte and only there: Latin text in two bytes a letter.</summary>
    public static bool IsUtf16(ReadOnlySpan<byte> start)
    {
        if (HasMark(start))
            return true;
        var (even, odd) = Zeros(start);
        var half = start.Length / 2;
        return half >= 8 && Math.Min(even, odd) * 20 <= half && Math.Max(even, odd) * 10 >= half * 7;
    }

    static bool HasMark(ReadOnlySpan<byte> start) =>
        start.Length >= 2 && BinaryPrimitives.ReadUInt16LittleEndian(start) is 0xFEFF or 0xFFFE;

    static bool IsBigEndian(ReadOnlySpan<byte> start)
    {
        var (even, odd) = Zeros(start);
        return even > odd;
    }

    static (int Even, int Odd) Zeros(ReadOnlySpan<byte> bytes)
    {
        int even = 0, odd = 0;
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] == 0)
                _ = i % 2 == 0 ? even++ : odd++;
        return (even, odd);
    }
}
