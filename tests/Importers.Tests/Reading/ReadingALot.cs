using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace Marquee.Importers.Tests.Reading;

/// <summary>Two million rows come one by one: what is held does not grow with the file. Alone, for the memory counted is the whole process's.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ReadingALot(ITestOutputHelper output)
{
    const string Name = "Memory counted";
    const int Rows = 2_000_000;
    const long MostBytes = 100L * 1024 * 1024;

    [Fact]
    public void Of_a_table() => Try("ratings.csv", Rows, "Date,Name,Year,Letterboxd URI,Rating\n", i => $"2024-01-31,Film {i},1995,https://boxd.it/{i:x},4.5\n", "");

    [Fact]
    public void Of_an_archive_of_JSON() => Try("watched-history.json", Rows / 2, "[",
        i => $"{(i > 0 ? "," : "")}{{\"id\":{i},\"watched_at\":\"2023-01-02T20:00:00.000Z\",\"type\":\"movie\",\"movie\":{{\"title\":\"Film {i}\",\"year\":1995,\"ids\":{{\"trakt\":{i + 1},\"tmdb\":{i + 1}}}}}}}\n", "]");

    [Fact]
    public void Of_one_line_of_JSON_without_an_end()
    {
        // One element that never closes is given up when it has grown too large, and the file is not held either.
        var rows = Reads.Rows("[{\"watched_at\":\"2023-01-02T20:00:00.000Z\",\"movie\":{\"ids\":{\"trakt\":1},\"title\":\"Heat\"}},{\"x\":[" + string.Join(',', Enumerable.Repeat("1234567890", 4_000_000)), "watched-history.json");

        Assert.Equal("Heat", Assert.IsType<ImportedItem>(rows[0]).Title);
        Assert.IsType<RefusedRow>(rows[^1]);
        Assert.Equal(2, rows.Count);
    }

    void Try(string name, int rows, string start, Func<int, string> row, string end)
    {
        using var stream = Zip(name, rows, start, row, end);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var started = Stopwatch.GetTimestamp();
        using var export = HistoryExport.Open(stream, "export.zip");
        var (read, most) = (0, 0L);
        foreach (var item in export.Rows(TestContext.Current.CancellationToken))
        {
            Assert.IsType<ImportedItem>(item);
            if (++read % 200_000 == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        output.WriteLine($"{name}: {read:N0} rows in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, {most / 1048576.0:0.0} MB held at most");
        Assert.Equal(rows, read);
        Assert.True(most < MostBytes, $"{most:N0} bytes");
    }

    static MemoryStream Zip(string name, int rows, string start, Func<int, string> row, string end)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(false), 1 << 16))
        {
            writer.Write(start);
            for (var i = 0; i < rows; i++)
                writer.Write(row(i));
            writer.Write(end);
        }

        return stream;
    }
}
