using System.Text;

namespace Marquee.Importers.Tests.Laws;

/// <summary>One file of a fuzzing run: a seed changed as a table or as JSON, sometimes byte by byte, sometimes in an archive with others.</summary>
static class Mutations
{
    /// <summary>What breaks readers: signs of tables and of JSON, numbers and days at their edges, halves of characters, words of the exports.</summary>
    public static readonly string[] Words =
    [
        "", " ", "\"", "\"\"", "\n", "\r\n", "\r", ",", ";", "\t", "|", "\0", "{", "}", "[", "]", ":", "null", "true", "false", "-1", "0", "-0", "00", "1", "10", "11", "101", "0.5", "4.25", "NaN", "Infinity", "1e999", "1e-999", "2147483648",
        "9223372036854775808", "99999999999999999999", "0x10", "1,5", "１０", "\\ud800", "\\u0000", "\\", "\uFEFF", "\u202E", "é", "🎬", "\uD83C", "ﷺ", "tt", "tt0", "tt0113277", "tt99999999999", "0001-01-01", "9999-12-31T23:59:59-14:00",
        "2023-02-30", "2024-02-29", "31.12.2023", "12/31/23", "1672689600", "1672689600000", "-62135596801", "253402300800", "unknown", "Season 3", ": Season 2: ", "S01E02", "：", "(", ")", "[map[id:1 type:series]]", "map[", "a.k.a. ",
        "movie", "show", "episode", "season", "MOVIE", "tvSeries", "Video Game", "=1+1", "@x", "../../etc/passwd", "watch-episode-", "watch-date-", "🙂-1-28", "imdb:", "tmdb:949", ":", "http://", "com.plexapp.agents.imdb://", "<p>", "&amp;",
    ];

    public static (byte[] Bytes, string File) Of(IReadOnlyList<SampleExports.Sample> seeds, Random random)
    {
        var seed = seeds[random.Next(seeds.Count)];
        var bytes = Changed(seed, random);
        if (random.Next(6) != 0)
            return (bytes, random.Next(40) == 0 ? Path.ChangeExtension(seed.FileName, random.Next(2) == 0 ? ".txt" : ".json") : seed.FileName);
        var files = new List<(string, byte[])> { (Named(seed.FileName, random), bytes) };
        for (var more = random.Next(4); more > 0; more--)
        {
            var other = seeds[random.Next(seeds.Count)];
            files.Add((Named(other.FileName, random), random.Next(3) == 0 ? other.Bytes : Changed(other, random)));
        }

        var zip = Reads.Zip([.. files]);
        for (var scratches = random.Next(3); scratches > 0; scratches--)
            zip[random.Next(zip.Length)] = (byte)random.Next(256);
        return (random.Next(20) == 0 ? zip[..random.Next(zip.Length)] : zip, "export.zip");
    }

    static byte[] Changed(SampleExports.Sample seed, Random random)
    {
        var isJson = seed.Bytes.FirstOrDefault(b => b > ' ') is (byte)'{' or (byte)'[';
        var bytes = random.Next(4) == 0 ? seed.Bytes : isJson ? JsonMutation.Of(seed.Bytes, random) : TableMutation.Of(seed.Bytes, random);
        return Encoded(random.Next(3) == 0 ? ByteMutation.Of(bytes, random) : bytes, random);
    }

    static string Named(string file, Random random) => random.Next(12) switch
    {
        0 => "deep/er/" + file,
        1 => "__MACOSX/._" + file,
        2 => "../" + file,
        3 => file.ToUpperInvariant(),
        _ => file,
    };

    // As another machine would have saved it.
    static byte[] Encoded(byte[] bytes, Random random) => random.Next(30) switch
    {
        0 => [0xEF, 0xBB, 0xBF, .. bytes],
        1 => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(bytes))],
        2 => [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Encoding.UTF8.GetString(bytes))],
        3 => Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(bytes)),
        _ => bytes,
    };
}

/// <summary>Bytes without regard to what they mean.</summary>
static class ByteMutation
{
    public static byte[] Of(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var change = random.Next(1, 8); change > 0 && bytes.Count > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Mutations.Words[random.Next(Mutations.Words.Length)]));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at)));
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 5:
                    // A cell or a value takes another's place.
                    var from = random.Next(bytes.Count);
                    var piece = bytes.GetRange(from, Math.Min(random.Next(1, 20), bytes.Count - from));
                    bytes.RemoveRange(at, Math.Min(piece.Count, bytes.Count - at));
                    bytes.InsertRange(Math.Min(at, bytes.Count), piece);
                    break;
                default:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(32, 127), random.Next(1, 300)));
                    break;
            }
        }

        return [.. bytes];
    }
}
