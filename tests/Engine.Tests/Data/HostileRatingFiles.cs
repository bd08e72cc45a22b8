using System.IO.Compression;
using System.Text;
using Marquee.Engine.Data;

namespace Marquee.Engine.Tests.Data;

public sealed class HostileRatingFiles
{
    [Theory]
    [InlineData("1,2,3\n1,x,3\n", 2, "the item id 'x' is not a whole number of 64 bits")]
    [InlineData("1,2,3\n1,2\n", 2, "there are 2 columns where the first line has 3")]
    [InlineData("1,2,3\n1,2,3,4\n", 2, "there are 4 columns where the first line has 3")]
    [InlineData("1,2,3\n\n1,2,\n", 3, "the rating is missing")]
    [InlineData("1,2,NaN\n", 1, "the rating 'NaN' is not a finite number")]
    [InlineData("1,2,1e300\n", 1, "the rating '1e300' is not a finite number")]
    [InlineData("1,2,-Infinity\n", 1, "the rating '-Infinity' is not a finite number")]
    [InlineData("1,2,.\n", 1, "the rating '.' is not a number")]
    [InlineData("1,2,3,yesterday\n", 1, "the timestamp 'yesterday' is not a number of seconds")]
    [InlineData("1,9223372036854775808,3\n", 1, "the item id '9223372036854775808' is not a whole number of 64 bits")]
    [InlineData("1,2,3,4,5\n", 1, "without a header there are two to four columns (user, item, rating, timestamp), not 5")]
    [InlineData("name,movieId\n1,2\n", 1, "it is neither a row of numbers nor a header with a user")]
    [InlineData("1::Toy Story (1995)::Animation\n", 1, "the item id 'Toy Story (1995)' is not a whole number of 64 bits")]
    [InlineData("hello\n", 1, "there is no comma, tab, '::' or '|' between columns")]
    [InlineData("\u0001\0\0\0,\0\n", 1, "it is not text")]
    public void The_first_bad_line_is_named_with_its_reason(string text, long line, string reason)
    {
        var refusal = Assert.Throws<InvalidInteractionFileException>(() => RatingFileDialects.Read(Encoding.UTF8.GetBytes(text)));

        Assert.Equal(line, refusal.Line);
        Assert.Contains($"The rating file ratings cannot be read: line {line}: {reason}", refusal.Message);
    }

    [Fact]
    public void A_bad_line_behind_the_first_block_keeps_its_number()
    {
        var text = string.Concat(Enumerable.Repeat("123456,654321,3.5,1260759144\n", 80_000)) + "1,2,x,4\n";

        var refusal = Assert.Throws<InvalidInteractionFileException>(() => RatingFileDialects.Read(Encoding.UTF8.GetBytes(text)));

        Assert.Equal(80_001, refusal.Line);
    }

    [Fact]
    public void A_line_without_an_end_is_refused()
    {
        var text = "1,2,3\n" + new string('1', 3_000_000);

        var refusal = Assert.Throws<InvalidInteractionFileException>(() => RatingFileDialects.Read(Encoding.UTF8.GetBytes(text)));

        Assert.Contains("line 2: it is longer than 65536 bytes", refusal.Message);
    }

    [Fact]
    public void Other_kinds_of_files_are_called_by_name()
    {
        Assert.Contains("UTF-16", Refusal(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("1,2,3\n"))));
        Assert.Contains("zip archive", Refusal([.. "PK"u8, 3, 4, 20, 0]));
        Assert.Contains("line 1", Refusal([0x89, .. "PNG"u8, 13, 10, 26, 10, 0, 0, 0, 13]));
    }

    [Fact]
    public void A_gzip_cut_anywhere_is_refused()
    {
        var random = new Random(3);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress))
            for (var row = 0; row < 2_000; row++)
                gzip.Write(Encoding.ASCII.GetBytes($"{row},{random.Next()},{random.Next(10)}.5\n"));
        var whole = packed.ToArray();

        Assert.Equal(2_000, RatingFileDialects.Read(whole).Count);
        for (var length = 10; length < whole.Length; length += 97)
            Assert.Throws<InvalidInteractionFileException>(() => RatingFileDialects.Read(whole[..length]));
        Assert.Contains("cut short", Refusal([0x1F, 0x8B, 8, 0, 1, 2, 3]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Noise_gives_interactions_or_a_named_refusal_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        const string Alphabet = "0123456789,,,:.\t|\"\n\n\r-+eENaæ\0";
        for (var round = 0; round < 2_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            try
            {
                Assert.All(RatingFileDialects.Read(Encoding.UTF8.GetBytes(text)).Rows(), row => Assert.True(float.IsFinite(row.Value)));
            }
            catch (InvalidInteractionFileException)
            {
            }
        }
    }

    static string Refusal(IEnumerable<byte> bytes) =>
        Assert.Throws<InvalidInteractionFileException>(() => RatingFileDialects.Read([.. bytes])).Message;
}
