using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Marquee.Importers.Tests.Laws;

/// <summary>
/// Exports changed by chance, parser by parser: whatever comes out is rows and refusals, never another exception, and never without end.
/// The suite tries a little of each; <c>bench/fuzz</c> tries for as many minutes as <c>MARQUEE_FUZZ_MINUTES</c> says, for each parser.
/// </summary>
public sealed class Fuzzing(ITestOutputHelper output)
{
    public static IEnumerable<TheoryDataRow<string>> Parsers =>
        FuzzSeeds.All.Select(seed => seed.Source).Distinct().Where(Chosen).Select(source => new TheoryDataRow<string>(source));

    [Theory]
    [MemberData(nameof(Parsers))]
    public void Changed_by_chance_an_export_gives_rows_and_refusals_and_nothing_else(string source)
    {
        var seeds = FuzzSeeds.All.Where(sample => sample.Source == source).ToList();
        var minutes = double.TryParse(Environment.GetEnvironmentVariable("MARQUEE_FUZZ_MINUTES"), CultureInfo.InvariantCulture, out var asked) ? asked : 0.005;
        // Another seed each long run, named when it finds something.
        var seed = minutes > 0.1 ? Environment.TickCount : 20261120;
        var random = new Random(seed);
        var started = Stopwatch.GetTimestamp();
        var (rounds, rows, refused) = (0L, 0L, 0L);
        while (Stopwatch.GetElapsedTime(started).TotalMinutes < minutes)
        {
            rounds++;
            var (bytes, file) = Mutations.Of(seeds, random);
            try
            {
                var clock = Stopwatch.GetTimestamp();
                rows += Read(bytes, file);
                Assert.True(Stopwatch.GetElapsedTime(clock).TotalSeconds < 60, $"seed {seed}, round {rounds}: took too long\n{Shown(bytes)}");
            }
            catch (ExportRefused refusal)
            {
                refused++;
                Assert.True(refusal.Message.Length > 20 && refusal.Message.EndsWith('.'), refusal.Message);
            }
            catch (Exception surprise)
            {
                Assert.Fail($"seed {seed}, round {rounds}, {file}: {surprise}\n{Shown(bytes)}");
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{source}: {Stopwatch.GetElapsedTime(started).TotalMinutes:0.00} minutes, {rounds} files, {rows} rows, {refused} refused, seed {seed}"));
    }

    static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    static bool Chosen(string source) =>
        Environment.GetEnvironmentVariable("MARQUEE_FUZZ_ONLY") is not { Length: > 0 } only || only.Split(',').Contains(source);

    static string Shown(byte[] bytes) => bytes.Length > 20_000 ? $"{bytes.Length} bytes, base64 of the first 20,000: {Convert.ToBase64String(bytes.AsSpan(0, 20_000))}" : Convert.ToBase64String(bytes);

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
        foreach (var text in new[] { item.Title, item.OriginalTitle, item.Episode?.Title, item.Review?.Text, item.Comment?.Text, item.PrivateNote, item.ListPlace?.ListName, item.ListPlace?.Note, item.SourceEventId, item.OwnedAs }
            .Concat(item.Tags).Concat(item.ExternalIds.Select(id => id.Value)))
        {
            Assert.True(text is null || !text.Contains('\0'), text);
            // Half a character is nothing that UTF-8 could keep.
            Assert.True(text is null || Strict.GetByteCount(text) >= 0);
        }
    }
}
