using System.Buffers.Binary;

namespace Marquee.Platform.Pictures;

/// <summary>What bytes are that somebody says are a picture, by what stands in them; a file's name and type are its sender's word only.</summary>
/// <param name="ContentType"><c>image/jpeg</c>, <c>image/png</c> or <c>image/webp</c>.</param>
public sealed record Picture(string ContentType, int Width, int Height)
{
    /// <returns>Null when it is none of the three, or its head is broken.</returns>
    public static Picture? Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30) return null;
        var picture = IsPng(bytes) ? Png(bytes) : bytes is [0xFF, 0xD8, 0xFF, ..] ? Jpeg(bytes) : IsWebP(bytes) ? WebP(bytes) : null;
        return picture is { Width: > 0, Height: > 0 } ? picture : null;
    }

    static bool IsPng(ReadOnlySpan<byte> bytes) => bytes is [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, ..];

    static Picture Png(ReadOnlySpan<byte> bytes) => new("image/png", BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));

    static bool IsWebP(ReadOnlySpan<byte> bytes) => bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8);

    static Picture? WebP(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[12..];
        if (head.StartsWith("VP8X"u8)) return new("image/webp", 1 + (bytes[24] | (bytes[25] << 8) | (bytes[26] << 16)), 1 + (bytes[27] | (bytes[28] << 8) | (bytes[29] << 16)));
        if (head.StartsWith("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]);
            return new("image/webp", 1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));
        }

        return head.StartsWith("VP8 "u8)
            ? new("image/webp", BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) & 0x3FFF)
            : null;
    }

    // Segment after segment to the one that begins a frame (SOF0 … SOF15, without the tables among them).
    static Picture? Jpeg(ReadOnlySpan<byte> bytes)
    {
        for (var at = 2; at + 9 < bytes.Length && bytes[at] == 0xFF;)
        {
            var marker = bytes[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return new("image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            at += marker == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return null;
    }
}
