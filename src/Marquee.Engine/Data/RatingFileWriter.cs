using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Marquee.Engine.Data;

/// <summary>Writes interactions as a rating file that <see cref="RatingFile"/> reads back equal: <c>user,item,rating,timestamp</c>, the last column only when there are times.</summary>
public static class RatingFileWriter
{
    /// <summary>Writes a file, gzipped when its name ends with <c>.gz</c>; an existing one is replaced.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Interactions interactions)
    {
        using var file = File.Create(path);
        using var packed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Optimal) : null;
        using var text = new StreamWriter(packed ?? (Stream)file, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
        var hasTimes = interactions.ByUser.Times is not null;
        text.WriteLine(hasTimes ? "user,item,rating,timestamp" : "user,item,rating");
        foreach (var row in interactions.Rows())
        {
            text.Write(string.Create(CultureInfo.InvariantCulture, $"{row.User},{row.Item},{row.Value:R}"));
            if (hasTimes)
                text.Write(string.Create(CultureInfo.InvariantCulture, $",{row.Time}"));
            text.WriteLine();
        }
    }
}
