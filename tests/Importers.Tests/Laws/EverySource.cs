using System.Text;

namespace Marquee.Importers.Tests.Laws;

/// <summary>What must hold for every source there is, tried on a small export of each.</summary>
public sealed class EverySource
{
    public static IEnumerable<TheoryDataRow<string, string>> Samples => SampleExports.Names;

    [Fact]
    public void Has_a_sample_here() =>
        Assert.Equal(Importers.Sources.All.Select(source => source.Key).Order(), SampleExports.All.Select(sample => sample.Source).Distinct().Order());

    [Theory]
    [MemberData(nameof(Samples))]
    public void Is_recognised_by_content_and_reads_its_rows(string source, string file)
    {
        var sample = SampleExports.Of(source, file);

        var rows = Reads.Rows(sample.Bytes, file);

        Assert.Equal(source, Reads.Recognise(sample.Bytes, file).Source);
        Assert.Equal(source, Reads.Recognise(Reads.Zip((file, sample.Bytes)), "export.zip").Source);
        Assert.Equal(sample.Rows, rows.Count);
        Assert.All(rows, row => Assert.True(row.Line > 0 && row.RawText.Length > 0));
        Assert.DoesNotContain(rows, row => row is RefusedRow { IsSkipped: false });
        Assert.All(rows.OfType<ImportedItem>(), item => Assert.True(item.Title is not null || item.ExternalIds.Count > 0 || item.Episode?.ExternalIds.Count > 0));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Reads_the_same_a_second_time(string source, string file)
    {
        using var stream = new MemoryStream(SampleExports.Of(source, file).Bytes);
        using var export = HistoryExport.Open(stream, file);

        Assert.Equal(Told(export), Told(export));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Reads_the_same_from_any_encoding_and_line_end(string source, string file)
    {
        var sample = SampleExports.Of(source, file);
        var text = Encoding.UTF8.GetString(sample.Bytes);
        var expected = Told(sample.Bytes, file);

        Assert.Equal(expected, Told([.. Encoding.UTF8.GetPreamble(), .. sample.Bytes], file));
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
            Assert.Equal(expected, Told([.. encoding.GetPreamble(), .. encoding.GetBytes(text)], file));
        Assert.Equal(expected, Told(Reads.Utf8(text.ReplaceLineEndings("\r\n")), file));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Says_so_when_there_is_nothing(string source, string file)
    {
        Assert.Equal("empty_file", Reads.Refusal([], file).Code);
        if (file.EndsWith(".csv", StringComparison.Ordinal) && source != "generic")
        {
            var header = Encoding.UTF8.GetString(SampleExports.Of(source, file).Bytes).Split('\n')[0] + "\n";
            Assert.Equal(source, Reads.Recognise(Reads.Utf8(header), file).Source);
            Assert.Empty(Reads.Rows(header, file));
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Cut_anywhere_gives_what_came_before_and_never_more(string source, string file)
    {
        var sample = SampleExports.Of(source, file);
        var whole = Told(sample.Bytes, file).Where(told => told.Length > 0).ToHashSet();
        for (var length = 1; length < sample.Bytes.Length; length += 7)
        {
            IReadOnlyList<ExportRow>? rows = null;
            var surprise = Record.Exception(() => rows = Reads.Rows(sample.Bytes[..length], file));
            Assert.True(surprise is null or ExportRefused, $"{length}: {surprise}");
            // A row that was cut in its last cell may still read; all before it are what they were.
            Assert.All((rows ?? []).OfType<ImportedItem>().SkipLast(3), item => Assert.True(source is "generic" or "netflix" || whole.Contains(Told(item)), $"{length}: {item}"));
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Survives_zeros_in_the_middle(string source, string file)
    {
        var bytes = SampleExports.Of(source, file).Bytes.ToArray();
        bytes.AsSpan(bytes.Length * 2 / 3, 5).Clear();

        var surprise = Record.Exception(() => Reads.Rows(bytes, file));

        Assert.True(surprise is null or ExportRefused, surprise?.ToString());
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Refuses_a_row_of_ten_megabytes_and_keeps_the_others(string source, string file)
    {
        var sample = SampleExports.Of(source, file);
        var text = Encoding.UTF8.GetString(sample.Bytes);
        var huge = new string('x', 10 * 1024 * 1024);
        var at = file.EndsWith(".csv", StringComparison.Ordinal) ? text.LastIndexOf('\n', text.Length - 2) : text.LastIndexOf("{\"", StringComparison.Ordinal) + 1;
        var grown = file.EndsWith(".csv", StringComparison.Ordinal) ? text.Insert(at, "\n" + huge) : text.Insert(at, $"\"huge\":\"{huge}\",");

        var rows = Reads.Rows(grown, file);

        Assert.Single(rows.OfType<RefusedRow>(), row => !row.IsSkipped && row.Reason.Contains("more than", StringComparison.Ordinal));
        Assert.All(rows, row => Assert.True(row.RawText.Length < 1_200));
        if (file.EndsWith(".csv", StringComparison.Ordinal))
            Assert.Equal(sample.Rows + 1, rows.Count);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Stops_when_asked(string source, string file)
    {
        using var stream = new MemoryStream(SampleExports.Of(source, file).Bytes);
        using var export = HistoryExport.Open(stream, file);

        Assert.Throws<OperationCanceledException>(() => export.Rows(new CancellationToken(canceled: true)).Count());
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Ratings_are_tenths_from_ten_to_a_hundred(string source, string file) =>
        Assert.All(Reads.Rows(SampleExports.Of(source, file).Bytes, file).OfType<ImportedItem>(), item => Assert.True(item.Rating is null or (>= 10 and <= 100)));

    static List<string> Told(byte[] bytes, string file)
    {
        using var stream = new MemoryStream(bytes);
        using var export = HistoryExport.Open(stream, file);
        return Told(export);
    }

    static List<string> Told(HistoryExport export) => [.. export.Rows(TestContext.Current.CancellationToken).Select(row => row is ImportedItem item ? Told(item) : "")];

    // Line and text of the row apart, everything an item says.
    static string Told(ImportedItem item) => System.Text.Json.JsonSerializer.Serialize(item with { RawText = "", Line = 0 });
}
