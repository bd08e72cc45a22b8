using System.Text;

namespace Marquee.Importers.Tests.Reading;

/// <summary>Everything that is not an export gets a sentence and a code.</summary>
public sealed class BadFiles
{
    const string Ratings = "Date,Name,Year,Letterboxd URI,Rating\n2024-01-31,Heat,1995,https://boxd.it/29xw,4.5\n";

    [Theory]
    [InlineData("89504E470D0A1A0A0000000D49484452", "PNG")]
    [InlineData("FFD8FFE000104A464946", "JPEG")]
    [InlineData("47494638396101000100", "GIF")]
    [InlineData("255044462D312E370A", "PDF")]
    [InlineData("377ABCAF271C0004", "7-Zip")]
    [InlineData("3C21444F43545950452068746D6C3E", "web page")]
    public void What_it_is_instead_is_named(string hex, string name)
    {
        var refusal = Reads.Refusal(Convert.FromHexString(hex), "ratings.csv");

        Assert.Equal("not_an_export", refusal.Code);
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Letterboxd, IMDb, Trakt", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Noise_is_not_text()
    {
        var noise = new byte[4096];
        new Random(1).NextBytes(noise);

        Assert.Equal("not_text", Reads.Refusal(noise, "ratings.csv").Code);
        Assert.Equal("not_text", Reads.Refusal(new byte[100], "ratings.csv").Code);
    }

    [Fact]
    public void An_empty_file() => Assert.Equal("empty_file", Reads.Refusal([], "ratings.csv").Code);

    [Fact]
    public void A_file_over_the_limit() =>
        Assert.Equal("too_large", Reads.Refusal(Reads.Utf8(Ratings), "ratings.csv", new ExportLimits { FileBytes = 10 }).Code);

    [Fact]
    public void A_table_of_something_else_is_told_by_its_columns()
    {
        var refusal = Reads.Refusal(Reads.Utf8("Title,Author,ISBN\nDune,Frank Herbert,0441013597\n"), "books.csv");

        Assert.Equal("unknown_columns", refusal.Code);
        Assert.Contains("Title, Author, ISBN", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_zip() => Assert.Equal("empty_zip", Reads.Refusal(Reads.Zip(Array.Empty<(string, string)>()), "l.zip").Code);

    [Fact]
    public void A_zip_of_something_else() => Assert.Equal("unknown_files", Reads.Refusal(Reads.Zip(("notes.txt", "hello")), "l.zip").Code);

    [Fact]
    public void A_zip_in_a_zip()
    {
        var refusal = Reads.Refusal(Reads.Zip(("letterboxd-ann.zip", Reads.Zip(("ratings.csv", Ratings)))), "l.zip");

        Assert.Equal("nested_zip", refusal.Code);
        Assert.Contains("letterboxd-ann.zip", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../ratings.csv")]
    [InlineData("/etc/ratings.csv")]
    [InlineData("a/../../ratings.csv")]
    [InlineData("..\\ratings.csv")]
    [InlineData("C:\\ratings.csv")]
    public void A_name_that_points_outside(string name) => Assert.Equal("unsafe_path", Reads.Refusal(Reads.Zip((name, Ratings)), "l.zip").Code);

    [Fact]
    public void A_spreadsheet() => Assert.Equal("spreadsheet", Reads.Refusal(Reads.Zip(("[Content_Types].xml", "<x/>")), "ratings.xlsx").Code);

    [Fact]
    public void A_zip_that_unpacks_to_far_too_much()
    {
        var refusal = Reads.Refusal(Reads.Zip(("ratings.csv", new byte[60 * 1024 * 1024])), "l.zip");

        Assert.Equal("zip_bomb", refusal.Code);
    }

    [Fact]
    public void A_zip_that_lies_about_how_much_it_unpacks_to_is_held_to_its_word()
    {
        var zip = Reads.Zip(("ratings.csv", Ratings + string.Concat(Enumerable.Repeat("2024-01-31,Heat,1995,https://boxd.it/29xw,4.5\n", 5_000))));
        // The size stands in the table of contents, 24 bytes behind its signature.
        var entry = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(zip.AsSpan(entry + 24), 200);

        Assert.InRange(Reads.Rows(zip, "l.zip").Count, 3, 5);
    }

    [Fact]
    public void A_packed_table_is_read_and_held_to_its_size()
    {
        var packed = Gzip(Reads.Utf8(Ratings));
        var lying = packed.ToArray();
        lying[^4] = 20;
        var scratched = packed.ToArray();
        scratched.AsSpan(10, 12).Fill(0xFF);

        Assert.Equal("ratings.csv", Assert.Single(Reads.Rows(packed, "ratings.csv.gz")).File);
        Assert.Contains(Reads.Refusal(lying, "ratings.csv.gz").Code, (string[])["zip_bomb", "damaged_zip"]);
        Assert.Equal("zip_bomb", Reads.Refusal(Gzip(new byte[60 * 1024 * 1024]), "ratings.csv.gz").Code);
        Assert.Equal("damaged_zip", Reads.Refusal(scratched, "ratings.csv.gz").Code);
    }

    static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    [Fact]
    public void A_zip_of_too_many_files()
    {
        var files = Enumerable.Range(0, 12).Select(i => ($"{i}.csv", "a")).ToArray();

        Assert.Equal("too_many_files", Reads.Refusal(Reads.Zip(files), "l.zip", new ExportLimits { Entries = 10 }).Code);
    }

    [Fact]
    public void A_file_of_more_rows_than_anybody_has()
    {
        var bytes = Reads.Utf8(Ratings + string.Concat(Enumerable.Repeat("2024-01-31,Heat,1995,https://boxd.it/29xw,4.5\n", 20)));

        Assert.Equal("too_many_rows", Reads.Refusal(bytes, "ratings.csv", new ExportLimits { Rows = 20 }).Code);
        Assert.Equal(21, Reads.Rows(bytes, "ratings.csv").Count);
    }

    [Fact]
    public void A_zip_cut_short_or_scratched()
    {
        var zip = Reads.Zip(("ratings.csv", Ratings + string.Concat(Enumerable.Range(0, 3_000).Select(i => $"2024-01-31,Film {i * 7919},1995,https://boxd.it/{i:x},4.5\n"))));
        var scratched = zip.ToArray();
        scratched.AsSpan(200, 200).Fill(0xFF);

        Assert.Equal("damaged_zip", Reads.Refusal(zip[..^40], "l.zip").Code);
        Assert.Equal("damaged_zip", Reads.Refusal(zip[..(zip.Length / 2)], "l.zip").Code);
        Assert.Equal("damaged_zip", Reads.Refusal(scratched, "l.zip").Code);
    }

    [Fact]
    public void Whatever_is_sent_is_either_read_or_refused()
    {
        // Real exports with bytes changed at random: nothing but rows and refusals may come out.
        var zip = Reads.Zip(("ratings.csv", Ratings), ("watched.csv", "Date,Name,Year,Letterboxd URI\n2024-01-31,Heat,1995,https://boxd.it/29xw\n"));
        var random = new Random(20261120);
        foreach (var original in new[] { zip, Reads.Utf8(Ratings), Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Ratings)).ToArray() })
            for (var round = 0; round < 2_000; round++)
            {
                var bytes = original.ToArray();
                for (var change = random.Next(1, 6); change > 0; change--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                var cut = bytes[..random.Next(1, bytes.Length + 1)];
                Exception? surprise = Record.Exception(() => Reads.Rows(cut, "ratings.csv"));
                Assert.True(surprise is null or ExportRefused, $"round {round}: {surprise}");
            }
    }
}
