using System.Diagnostics;
using System.Text;

namespace Marquee.Importers.Tests.Laws;

/// <summary>
/// Exports with bytes and words changed by chance, source by source: whatever comes out is rows and refusals, never another exception, and
/// never without end. The suite tries a little of each; <c>MARQUEE_FUZZ_SECONDS=600</c> tries for so long in all.
/// </summary>
public sealed class Fuzzing(ITestOutputHelper output)
{
    static readonly string[] Words =
    [
        "\"", "\"\"", "\n", "\r\n", "\r", ",", ";", "\t", "\0", "{", "}", "[", "]", ":", "null", "true", "-1", "0", "99999999999999999999", "1e999", "0.1", "\\ud800", "\\u0000", "\\", "tt", "tt0",
        "0001-01-01", "9999-12-31T23:59:59-14:00", "31.12.2023", "é", "🎬", "\uFEFF", "ratings", "movie", "episode", "Season 3", ": ", "：", "(", ")", "[map[id:1 type:series]]", "  ", "a.k.a. ",
    ];

    public static IEnumerable<TheoryDataRow<string, string>> Samples => SampleExports.Names;

    [Theory]
    [MemberData(nameof(Samples))]
    public void Changed_by_chance_an_export_gives_rows_and_refusals_and_nothing_else(string source, string file)
    {
        var sample = SampleExports.Of(source, file);
        var seconds = double.TryParse(Environment.GetEnvironmentVariable("MARQUEE_FUZZ_SECONDS"), out var all) ? all / SampleExports.All.Count : 0.15;
        // Another seed each long run, named when it finds something.
        var seed = seconds > 1 ? Environment.TickCount : 20261120;
        var random = new Random(seed);
        var started = Stopwatch.GetTimestamp();
        var (rounds, rows, refused) = (0, 0L, 0);
        while (Stopwatch.GetElapsedTime(started).TotalSeconds < seconds)
        {
            rounds++;
            var bytes = Mutated(sample.Bytes, random);
            var isZip = random.Next(8) == 0;
            if (isZip)
                bytes = Scratched(Reads.Zip((file, bytes)), random);
            try
            {
                var clock = Stopwatch.GetTimestamp();
                rows += Read(bytes, isZip ? "export.zip" : file);
                Assert.True(Stopwatch.GetElapsedTime(clock).TotalSeconds < 20, $"seed {seed}, round {rounds}: took too long");
            }
            catch (ExportRefused refusal)
            {
                refused++;
                Assert.True(refusal.Message.Length > 20 && refusal.Message.EndsWith('.'), refusal.Message);
            }
            catch (Exception surprise) when (surprise is not Xunit.Sdk.IAssertionException)
            {
                Assert.Fail($"seed {seed}, round {rounds}: {surprise}\n{Encoding.UTF8.GetString(bytes)}");
            }
        }

        output.WriteLine($"{source} {file}: {rounds:N0} rounds, {rows:N0} rows, {refused:N0} refused");
    }

    static int Read(byte[] bytes, string file)
    {
        using var stream = new MemoryStream(bytes);
        using var export = HistoryExport.Open(stream, file);
        var count = 0;
        foreach (var row in export.Rows())
        {
            count++;
            Assert.True(row.Line > 0 && row.RawText.Length < 1_200 && !row.RawText.Contains('\0'));
            if (row is RefusedRow refusal)
                Assert.True(refusal.Reason.Length > 5);
            if (row is ImportedItem item)
                Sound(item);
        }

        return count;
    }

    // What a database would refuse, or a person could not make sense of, never comes out.
    static void Sound(ImportedItem item)
    {
        Assert.True(item.Rating is null or (>= 10 and <= 100));
        Assert.True(item.Year is null or (>= 1870 and <= 2200));
        Assert.True(item.Title is null || (item.Title.Length is > 0 and <= 1_000 && !item.Title.Contains('\0')));
        Assert.True(item.Viewing is not { Precision: WatchPrecision.Unknown, At: not null } and not { At: null, Precision: not WatchPrecision.Unknown });
        Assert.True(item.Viewing?.At is not { Year: < 1870 or > 2200 });
        Assert.True(item.Viewing is null or { Times: > 0 });
        foreach (var text in new[] { item.Title, item.OriginalTitle, item.Episode?.Title, item.Review?.Text, item.PrivateNote, item.ListPlace?.ListName, item.SourceEventId }.Concat(item.Tags))
            Assert.True(text is null || !text.Contains('\0'), text);
    }

    static byte[] Mutated(byte[] original, Random random)
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
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)]));
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
                    bytes.InsertRange(at, Enumerable.Repeat((byte)Words[random.Next(Words.Length)][0], random.Next(1, 300)));
                    break;
            }
        }

        return [.. bytes];
    }

    static byte[] Scratched(byte[] zip, Random random)
    {
        if (random.Next(2) == 0)
            zip[random.Next(zip.Length)] = (byte)random.Next(256);
        return zip;
    }
}
