using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Marquee.Engine.Data;

/// <summary>
/// Reads rating files: one line an interaction, columns separated by commas, tabs, <c>::</c> or <c>|</c>, plain or gzipped, UTF-8 with or without its mark.
/// With a header the columns are found by name, in any order, others ignored: <c>userId, user_id, uid, user</c> · <c>movieId, movie_id, itemId, item_id, sid, iid, item</c> ·
/// <c>rating, value</c> (absent: 1) · <c>timestamp, time</c> (absent: 0). Without one they are user, item, rating, timestamp, the last two optional.
/// </summary>
/// <remarks>The file is streamed: memory is that of the interactions, never of the text. About 15 million lines a second.</remarks>
public static class RatingFile
{
    /// <summary>Reads a whole file. A file without a single row gives empty interactions.</summary>
    /// <exception cref="InvalidInteractionFileException">The file is not in a form described above; the message names the first bad line.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static Interactions Read(string path, CancellationToken cancellation = default)
    {
        var builder = new InteractionsBuilder();
        ReadInto(builder, path, cancellation);
        return builder.Build();
    }

    /// <summary>Adds the rows of a file to a builder, so that several files can make one set of interactions.</summary>
    /// <inheritdoc cref="Read(string, CancellationToken)"/>
    public static void ReadInto(InteractionsBuilder builder, string path, CancellationToken cancellation = default)
    {
        using var file = File.OpenRead(path);
        ReadInto(builder, file, path, cancellation);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ReadInto(InteractionsBuilder builder, Stream file, string path, CancellationToken cancellation)
    {
        using var text = Unpack(file, path);
        var promised = text == file ? 0 : PromisedLength(file);
        using var blocks = new BlockReader(text);
        RatingDialect? dialect = null;
        var line = 0L;
        try
        {
            while (blocks.Next(out var lines))
            {
                cancellation.ThrowIfCancellationRequested();
                while (!lines.IsEmpty)
                {
                    var current = TakeLine(ref lines);
                    line++;
                    if (line == 1)
                        current = RatingDialect.SkipMark(current);
                    if (current.IsEmpty)
                        continue;
                    if (dialect is null)
                    {
                        dialect = RatingDialect.Detect(current, out var isHeader);
                        if (isHeader)
                            continue;
                    }

                    builder.Add(RatingLine.Parse(current, dialect));
                }
            }

            if (blocks.BytesRead < promised)
                throw new InvalidDataException("fewer bytes came out than it promises");
        }
        catch (UnreadableLineException unreadable)
        {
            throw new InvalidInteractionFileException(path, line, unreadable.Message);
        }
        catch (LineTooLongException)
        {
            throw new InvalidInteractionFileException(path, line + 1, $"it is longer than {BlockReader.LongestLine} bytes");
        }
        catch (InvalidDataException damaged)
        {
            throw new InvalidInteractionFileException(path, 0, $"its compression is damaged or it was cut short ({damaged.Message.TrimEnd('.')})");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> lines)
    {
        var end = lines.IndexOf((byte)'\n');
        var line = end < 0 ? lines : lines[..end];
        lines = end < 0 ? default : lines[(end + 1)..];
        return line is [.., (byte)'\r'] ? line[..^1] : line;
    }

    /// <summary>
    /// A gzip file ends with the length of its text, which the framework does not check: a download cut short would pass as a shorter file.
    /// A file of several gzip parts promises the length of its last part only, hence at least, not exactly.
    /// </summary>
    static uint PromisedLength(Stream file)
    {
        if (!file.CanSeek || file.Length < 4)
            return 0;
        Span<byte> last = stackalloc byte[4];
        file.Position = file.Length - 4;
        file.ReadExactly(last);
        file.Position = 0;
        return BinaryPrimitives.ReadUInt32LittleEndian(last);
    }

    static Stream Unpack(Stream file, string path)
    {
        if (!file.CanSeek)
            return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;

        Span<byte> first = stackalloc byte[4];
        first = first[..file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        if (first.StartsWith("PK"u8))
            throw new InvalidInteractionFileException(path, 0, "it is a zip archive; unpack it first");
        if (first.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || first.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            throw new InvalidInteractionFileException(path, 0, "it is UTF-16 text; save it as UTF-8");
        return first.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
