using System.Buffers.Binary;
using System.IO.Compression;

namespace Marquee.Importers.Reading;

/// <summary>Opens one packed table, held to the size that stands in its last four bytes.</summary>
internal static class GzipGuard
{
    public static long Check(Stream bytes, ExportLimits limits)
    {
        Span<byte> size = stackalloc byte[4];
        bytes.Position = Math.Max(0, bytes.Length - size.Length);
        bytes.ReadAtLeast(size, size.Length, throwOnEndOfStream: false);
        var unpacked = BinaryPrimitives.ReadUInt32LittleEndian(size);
        return unpacked <= limits.UnpackedBytes && (unpacked <= limits.RatioCountsFrom || unpacked <= bytes.Length * limits.Ratio)
            ? unpacked
            : throw ExportRefused.ZipBomb();
    }

    public static BorrowedStream Open(Stream packed, long unpacked) =>
        new(new GZipStream(packed, CompressionMode.Decompress), unpacked, owned: true);

    /// <summary>"ratings.csv.gz" holds "ratings.csv".</summary>
    public static string InnerName(string fileName) =>
        fileName.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? fileName[..^3] : fileName;
}
