namespace Marquee.Importers.Reading;

/// <summary>Tells what a file is by its first bytes.</summary>
internal static class Sniff
{
    const int Length = 4096;

    static readonly (byte[] Start, string What)[] Known =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "a picture (PNG)"),
        ([0xFF, 0xD8, 0xFF], "a picture (JPEG)"),
        ([.. "GIF8"u8], "a picture (GIF)"),
        ([.. "RIFF"u8], "a picture or a sound (WebP, WAV)"),
        ([.. "BM"u8], "a picture (BMP)"),
        ([.. "%PDF"u8], "a PDF"),
        ([.. "7z"u8, 0xBC, 0xAF], "a 7-Zip archive"),
        ([.. "Rar!"u8], "a RAR archive"),
        ([.. "SQLite format 3"u8], "a database (SQLite)"),
        ([.. "<!doctype html"u8], "a web page"),
        ([.. "<html"u8], "a web page"),
    ];

    public static bool IsZip(Stream bytes)
    {
        Span<byte> start = stackalloc byte[4];
        return Read(bytes, start) == 4 && (start.SequenceEqual("PK\u0003\u0004"u8) || start.SequenceEqual("PK\u0005\u0006"u8));
    }

    public static bool IsGzip(Stream bytes)
    {
        Span<byte> start = stackalloc byte[2];
        return Read(bytes, start) == 2 && start.SequenceEqual((ReadOnlySpan<byte>)[0x1F, 0x8B]);
    }

    /// <exception cref="ExportRefused">The file is not text; the message names what it is instead.</exception>
    public static void RefuseWhatIsNotText(Stream bytes)
    {
        Span<byte> start = stackalloc byte[Length];
        start = start[..Read(bytes, start)];
        if (start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw ExportRefused.Spreadsheet();
        foreach (var (signature, what) in Known)
            if (StartsWith(start, signature))
                throw ExportRefused.NotAnExport(what);
        if (!IsText(start))
            throw ExportRefused.NotText();
    }

    /// <summary>Text has next to no control characters but tabs and line ends. The zeros of UTF-16 are not held against it.</summary>
    public static bool IsText(ReadOnlySpan<byte> start)
    {
        var odd = 0;
        foreach (var b in start)
            if (b is < 0x20 and not (0 or (byte)'\t' or (byte)'\n' or (byte)'\r'))
                odd++;
        var zeros = start.Count((byte)0);
        return odd * 50 <= start.Length && (zeros * 10 <= start.Length || TextDecoding.IsUtf16(start));
    }

    // Letters compare without case, which only matters to the two that start a web page.
    static bool StartsWith(ReadOnlySpan<byte> start, byte[] signature) =>
        start.Length >= signature.Length && (start.StartsWith(signature)
        || (signature[0] == (byte)'<' && start.TrimStart("\t\n\r "u8) is var page && page.Length >= signature.Length
            && System.Text.Ascii.EqualsIgnoreCase(page[..signature.Length], signature)));

    static int Read(Stream bytes, Span<byte> buffer)
    {
        bytes.Position = 0;
        return bytes.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
    }
}
