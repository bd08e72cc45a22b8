using System.Buffers.Binary;

namespace Marquee.Platform.Pictures;

/// <summary>
/// A picture as it was sent, without what stands beside it: where it was taken, by whom, with what. Only parts that are needed to draw it are
/// copied, and nothing after its end, so that a file of two kinds at once is one kind afterwards.
/// </summary>
public static class WithoutMetadata
{
    /// <returns>Null when it is not built as it should be.</returns>
    public static byte[]? Of(Picture picture, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return picture.ContentType switch
            {
                "image/png" => Png(bytes),
                "image/jpeg" => Jpeg(bytes),
                _ => WebP(bytes),
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    static byte[]? Png(ReadOnlySpan<byte> bytes)
    {
        using var kept = new MemoryStream();
        kept.Write(bytes[..8]);
        for (var at = 8; at < bytes.Length;)
        {
            var length = 12 + BinaryPrimitives.ReadInt32BigEndian(bytes[at..]);
            var name = bytes.Slice(at + 4, 4);
            if (name.SequenceEqual("IHDR"u8) || name.SequenceEqual("PLTE"u8) || name.SequenceEqual("tRNS"u8) || name.SequenceEqual("IDAT"u8) || name.SequenceEqual("IEND"u8))
                kept.Write(bytes.Slice(at, length));
            if (name.SequenceEqual("IEND"u8)) return kept.ToArray();
            at += length;
        }

        return null;
    }

    static byte[]? Jpeg(ReadOnlySpan<byte> bytes)
    {
        using var kept = new MemoryStream();
        kept.Write(bytes[..2]);
        for (var at = 2; at < bytes.Length;)
        {
            if (bytes[at] != 0xFF) return null;
            var marker = bytes[at + 1];
            if (marker == 0xDA)
            {
                var end = bytes.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]);
                if (end < at) return null;
                kept.Write(bytes[at..(end + 2)]);
                return kept.ToArray();
            }

            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            // APP1 to APP15 hold Exif, XMP and the like; FE is a comment.
            if (marker is not (>= 0xE1 and <= 0xEF or 0xFE)) kept.Write(bytes.Slice(at, length));
            at += length;
        }

        return null;
    }

    static byte[]? WebP(ReadOnlySpan<byte> bytes)
    {
        using var kept = new MemoryStream();
        kept.Write(bytes[..12]);
        var end = 8 + BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        for (var at = 12; at < Math.Min(end, bytes.Length);)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 4)..]);
            var whole = 8 + length + (length & 1);
            var name = bytes.Slice(at, 4);
            if (name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8) || name.SequenceEqual("ALPH"u8) || name.SequenceEqual("VP8X"u8))
            {
                var part = bytes.Slice(at, whole).ToArray();
                // Its flags promise Exif, XMP, colours and animation that are not there any more.
                if (name.SequenceEqual("VP8X"u8)) part[8] &= 0x10;
                kept.Write(part);
            }

            at += whole;
        }

        var result = kept.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(4), result.Length - 8);
        return result.Length > 20 ? result : null;
    }
}
