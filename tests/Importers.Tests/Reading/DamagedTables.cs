using System.Text;

namespace Marquee.Importers.Tests.Reading;

/// <summary>A table may be cut, torn or oddly encoded: what can be read is read, and the rest is named by line.</summary>
public sealed class DamagedTables
{
    const string Header = "Date,Name,Year,Letterboxd URI,Rating\n";

    public static TheoryData<string> Encodings => ["utf-8", "utf-16", "utf-16BE", "utf-32"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_byte_order_mark_tells_the_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);

        var rows = Reads.Rows([.. encoding.GetPreamble(), .. encoding.GetBytes(Header + Row("Amélie"))], "ratings.csv");

        Assert.Equal("Amélie", Assert.IsType<ImportedItem>(Assert.Single(rows)).Title);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Sixteen_bits_a_letter_are_known_without_a_mark(string name)
    {
        var rows = Reads.Rows(Encoding.GetEncoding(name).GetBytes(Header + Row("Amélie")), "ratings.csv");

        Assert.Equal("Amélie", Assert.IsType<ImportedItem>(Assert.Single(rows)).Title);
    }

    [Fact]
    public void A_file_cut_in_the_middle_of_a_row_gives_all_rows_before()
    {
        var whole = Header + Row("Heat") + Row("Ronin") + Row("Collateral");
        for (var length = (Header + Row("Heat") + Row("Ronin")).Length; length < whole.Length - 5; length++)
        {
            var rows = Reads.Rows(whole[..length], "ratings.csv");

            Assert.Equal(["Heat", "Ronin"], rows.OfType<ImportedItem>().Select(item => item.Title));
            Assert.All(rows.OfType<RefusedRow>(), row => Assert.Equal(4, row.Line));
        }
    }

    [Theory]
    [InlineData("a\",\"b")]
    [InlineData("\"")]
    [InlineData("\"\"\"")]
    [InlineData("\"a\"b,\"")]
    public void A_file_of_stray_quotation_marks_is_read_through_once(string line)
    {
        // Read again from each line on, these would take hours.
        var rows = Reads.Rows(Header + Row("Heat") + string.Concat(Enumerable.Repeat(line + "\n", 400_000)) + Row("Ronin"), "ratings.csv");

        Assert.Equal("Heat", Assert.IsType<ImportedItem>(rows[0]).Title);
        Assert.All(rows.Skip(1).SkipLast(2), row => Assert.IsType<RefusedRow>(row));
    }

    [Fact]
    public void Rows_of_two_encodings_in_one_file_are_both_read()
    {
        var rows = Reads.Rows([.. Encoding.UTF8.GetBytes(Header + Row("Amélie")), .. Encoding.Latin1.GetBytes(Row("Léon"))], "ratings.csv");

        Assert.Equal(["Amélie", "Léon"], rows.Cast<ImportedItem>().Select(item => item.Title));
    }

    [Fact]
    public void A_file_cut_inside_quotation_marks_says_so()
    {
        var rows = Reads.Rows(Header + Row("Heat") + "2024-01-31,\"The Good, the B", "ratings.csv");

        var refused = Assert.IsType<RefusedRow>(rows[1]);
        Assert.Equal(3, refused.Line);
        Assert.Equal("2024-01-31,\"The Good, the B", refused.RawText);
    }

    [Fact]
    public void A_stray_quotation_mark_costs_one_row_and_not_the_rows_it_swallows()
    {
        var rows = Reads.Rows(Header + Row("Heat") + Row("\"Ronin") + Row("Collateral") + Row("Thief") + Row("\"Manhunter\"") + Row("Ali"), "ratings.csv");

        Assert.Equal(["Heat", "Collateral", "Thief", "Manhunter", "Ali"], rows.OfType<ImportedItem>().Select(item => item.Title));
        Assert.Equal(3, Assert.Single(rows.OfType<RefusedRow>()).Line);
        Assert.Equal([2, 4, 5, 6, 7], rows.OfType<ImportedItem>().Select(item => item.Line));
    }

    [Theory]
    [InlineData("2024-01-31,Heat,1995")]
    [InlineData("2024-01-31,Good, the Bad,1966,https://boxd.it/1,4")]
    [InlineData("2024-01-31,,1995,https://boxd.it/1,4")]
    [InlineData("2024-01-31,He\0at,1995,https://boxd.it/1,4")]
    [InlineData("2024-01-31,Heat,95?,https://boxd.it/1,4")]
    [InlineData("31.01.2024,Heat,1995,https://boxd.it/1,4")]
    [InlineData("2024-02-31,Heat,1995,https://boxd.it/1,4")]
    public void A_bad_row_is_a_result_with_line_and_reason(string row)
    {
        var rows = Reads.Rows(Header + Row("Ronin") + row + "\n" + Row("Thief"), "ratings.csv");

        var refused = Assert.Single(rows.OfType<RefusedRow>());
        Assert.Equal((3, row.Replace('\0', '␀')), (refused.Line, refused.RawText));
        Assert.EndsWith(".", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(["Ronin", "Thief"], rows.OfType<ImportedItem>().Select(item => item.Title));
    }

    [Fact]
    public void A_row_of_ten_megabytes_is_refused_and_kept_short()
    {
        var rows = Reads.Rows(Header + Row("Ronin") + Row(new string('x', 10 * 1024 * 1024)) + Row("Thief"), "ratings.csv");

        var refused = Assert.IsType<RefusedRow>(rows[1]);
        Assert.True(refused.RawText.Length < 1_100);
        Assert.Equal("Thief", Assert.IsType<ImportedItem>(rows[2]).Title);
    }

    [Fact]
    public void A_name_longer_than_any_is_refused()
    {
        var rows = Reads.Rows(Header + Row(string.Concat(Enumerable.Repeat("(a)", 5_000))) + Row("Thief"), "ratings.csv");

        Assert.Contains("15,000 characters", Assert.IsType<RefusedRow>(rows[0]).Reason, StringComparison.Ordinal);
        Assert.IsType<ImportedItem>(rows[1]);
    }

    [Fact]
    public void What_is_shortened_is_never_cut_inside_a_letter()
    {
        for (var length = 990; length < 1_010; length++)
        {
            var rows = Reads.Rows(Header + Row(new string('x', length) + "🎬🎬🎬🎬🎬,"), "ratings.csv");

            Assert.All(Assert.Single(rows).RawText.EnumerateRunes(), rune => Assert.NotEqual(Rune.ReplacementChar, rune));
        }
    }

    [Fact]
    public void Empty_lines_count_as_lines_and_are_no_rows()
    {
        var rows = Reads.Rows("\n" + Header + "\n\n" + Row("Ronin") + ",,,,\n" + Row("Thief"), "ratings.csv");

        Assert.Equal([5, 7], rows.Select(row => row.Line));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Line_ends_may_be_of_any_system(string end)
    {
        var rows = Reads.Rows((Header + Row("Ronin") + Row("Thief")).Replace("\n", end, StringComparison.Ordinal), "ratings.csv");

        Assert.Equal([("Ronin", 2), ("Thief", 3)], rows.Cast<ImportedItem>().Select(row => (row.Title, row.Line)));
    }

    [Fact]
    public void A_header_alone_is_a_history_without_rows() => Assert.Empty(Reads.Rows(Header, "ratings.csv"));

    [Fact]
    public void A_hundred_thousand_rows_are_read_one_by_one()
    {
        var text = new StringBuilder(Header);
        for (var i = 0; i < 100_000; i++)
            text.Append(Row($"Film {i}"));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        using var export = HistoryExport.Open(stream, "ratings.csv");

        Assert.Equal(100_000, export.Rows(TestContext.Current.CancellationToken).Count(row => row is ImportedItem));
        Assert.Equal(100_001, export.Rows(TestContext.Current.CancellationToken).Last().Line);
    }

    static string Row(string name) => $"2024-01-31,{name},1995,https://boxd.it/29xw,4.5\n";
}
