using System.IO.Compression;
using System.Text;
using Marquee.Engine.Data;

namespace Marquee.Engine.Tests.Data;

public sealed class RatingFileDialects
{
    static readonly Interaction[] s_rows = [new(1, 31, 2.5f, 1260759144), new(1, 1029, 3, 1260759179), new(7, 31, 4, 851868750)];

    [Theory]
    [InlineData("userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n1,1029,3.0,1260759179\n7,31,4.0,851868750\n")]
    [InlineData("1\t31\t2.5\t1260759144\n1\t1029\t3\t1260759179\n7\t31\t4\t851868750\n")]
    [InlineData("1::31::2.5::1260759144\n1::1029::3::1260759179\n7::31::4::851868750")]
    [InlineData("1|31|2.5|1260759144\n1|1029|3|1260759179\n7|31|4|851868750")]
    [InlineData("userId::movieId::rating::timestamp\r\n1::31::2.5::1260759144\r\n1::1029::3::1260759179\r\n7::31::4::851868750\r\n")]
    [InlineData("timestamp\titem\trating\tuser\n1260759144\t31\t2.5\t1\n1260759179\t1029\t3e0\t1\n851868750\t31\t+4\t7\n")]
    [InlineData(",uid,sid,rating,time\n0,1,31,2.5,1260759144.0\n1,1,1029,3,1260759179\n2,7,31,4,851868750\n")]
    [InlineData("\"user_id\",\"title\",\"movie_id\",\"rating\",\"timestamp\"\n\"1\",\"Dangerous Minds, a film\",31,2.5,1260759144\n1,Dumbo,1029,3,1260759179\n7,x,31,4,851868750")]
    [InlineData("\uFEFFuserId,iid,value,timestamp\n\n1, 31, 2.5, 1260759144\n1,1029,3,1260759179\n\n7,31,4,851868750\n\n")]
    [InlineData("7,31,1,3\n1,31,2.5,1260759144\n7,31,4,851868750\n1,1029,3,1260759179\n")]
    public void Every_dialect_gives_the_same_interactions(string text) => Same(s_rows, Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_gzipped_file_is_recognised_by_its_content()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress))
            gzip.Write("1\t31\t2.5\t1260759144\n1\t1029\t3\t1260759179\n7\t31\t4\t851868750\n"u8);

        Same(s_rows, Read(packed.ToArray()));
    }

    [Fact]
    public void Without_a_rating_column_every_row_is_a_play()
    {
        var read = Read("uid,sid\n1,31\n7,-9\n"u8.ToArray());

        Same([new(1, 31), new(7, -9)], read);
        Assert.Null(read.ByUser.Times);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("userId,movieId,rating\n")]
    public void A_file_without_rows_gives_empty_interactions(string text)
    {
        var read = Read(Encoding.UTF8.GetBytes(text));

        Assert.Equal(0, read.Count);
        Assert.Equal(0, read.Users.Count);
    }

    [Fact]
    public void Lines_cut_at_the_ends_of_blocks_are_put_together_again()
    {
        // Longer than two blocks of the reader, with lines of many lengths, against a parser that knows nothing of blocks.
        var random = new Random(5);
        var rows = Enumerable.Range(0, 150_000)
            .Select(row => new Interaction(row, random.Next() * (random.Next(2) == 0 ? 1L : 4_000_000_000L), random.Next(1, 11) / 2f, random.Next()))
            .ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{row.User},{row.Item},{row.Value},{row.Time}\n");

        Same(rows, Read(Encoding.UTF8.GetBytes(text.ToString())));
    }

    internal static Interactions Read(byte[] bytes)
    {
        var builder = new InteractionsBuilder();
        RatingFile.ReadInto(builder, new MemoryStream(bytes), "ratings", CancellationToken.None);
        return builder.Build();
    }

    static void Same(Interaction[] expected, Interactions read) =>
        Assert.Equal(expected.OrderBy(r => r.User).ThenBy(r => r.Item), read.Rows());
}
