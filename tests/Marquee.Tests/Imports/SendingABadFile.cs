using System.Net;
using System.Text;
using Marquee.Tests.Host;

namespace Marquee.Tests.Imports;

/// <summary>Whatever is sent gets a clear answer, and what is here already stays.</summary>
public abstract class SendingABadFile(ProgramOn program)
{
    public static TheoryData<string, string> Files => new()
    {
        { "a picture", "not_an_export" },
        { "nothing", "empty_file" },
        { "an empty zip", "empty_zip" },
        { "a zip of something else", "unknown_files" },
        { "a zip bomb", "zip_bomb" },
        { "a zip in a zip", "nested_zip" },
        { "a zip that points outside", "unsafe_path" },
        { "half a zip", "damaged_zip" },
        { "a spreadsheet", "spreadsheet" },
        { "another table", "unknown_columns" },
        { "a population", "several_people" },
        { "a hundred and ten megabytes", "too_large" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Is_answered_with_a_sentence_and_loses_nothing(string file, string code)
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.BringInAsync(ExportFiles.TwoHundredRatings, "ratings.csv");

        using var answer = await visitor.SendAsync(Bytes(file), "ratings.csv");
        var problem = await answer.JsonAsync();

        Assert.Equal((HttpStatusCode.UnprocessableEntity, code), (answer.StatusCode, problem.GetProperty("code").GetString()));
        Assert.EndsWith(".", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("file", problem.GetProperty("field").GetString());
        Assert.Equal(1, (await visitor.GetDataAsync("/api/v1/imports")).GetArrayLength());
        Assert.Equal("Everything in it was here already.", (await visitor.BringInAsync(ExportFiles.TwoHundredRatings, "ratings.csv"))
            .GetProperty("import").GetProperty("message").GetString());
    }

    [Fact]
    public async Task In_sixteen_bits_a_letter_is_read_like_any_other()
    {
        var visitor = await program.NewVisitorAsync();
        byte[] utf16 = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(ExportFiles.TwoHundredRatings)];

        Assert.Equal([205, 202, 0, 3, 0], (await visitor.BringInAsync(utf16, "ratings.csv")).Counts());
    }

    [Fact]
    public async Task Cut_in_the_middle_gives_every_row_before_the_cut()
    {
        var visitor = await program.NewVisitorAsync();
        var lines = ExportFiles.TwoHundredRatings.Split('\n');
        var cut = string.Join('\n', lines[..101]) + "\n" + lines[101][..12];

        Assert.Equal([101, 100, 0, 0, 1], (await visitor.BringInAsync(cut, "ratings.csv")).Counts());
    }

    [Fact]
    public async Task With_a_header_and_no_rows_says_so()
    {
        var visitor = await program.NewVisitorAsync();

        var data = await visitor.BringInAsync(ExportFiles.Ratings, "ratings.csv");

        Assert.Equal("The file has a header and no rows.", data.GetProperty("import").GetProperty("message").GetString());
    }

    [Fact]
    public async Task Is_not_even_there_when_the_form_is_empty()
    {
        var visitor = await program.NewVisitorAsync();

        using var noFile = await visitor.PostAsync("/api/v1/imports", new MultipartFormDataContent { { new StringContent("x"), "name" } });
        using var torn = new ByteArrayContent([.. "--x\r\nContent"u8]);
        torn.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=" + new string('x', 300));
        using var unreadable = await visitor.PostAsync("/api/v1/imports", torn);
        using var noForm = await visitor.PostAsync("/api/v1/imports", new StringContent("Date,Name"));

        Assert.Equal("file_missing", (await noFile.JsonAsync()).GetProperty("code").GetString());
        Assert.Equal("file_missing", (await unreadable.JsonAsync()).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, noForm.StatusCode);
    }

    static byte[] Bytes(string file) => file switch
    {
        "a picture" => [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. new byte[500]],
        "nothing" => [],
        "an empty zip" => ExportFiles.Zip(),
        "a zip of something else" => ExportFiles.Zip(("notes.txt", [.. "hello"u8])),
        "a zip bomb" => ExportFiles.Zip(("ratings.csv", new byte[300 * 1024 * 1024])),
        "a zip in a zip" => ExportFiles.Zip(("letterboxd.zip", ExportFiles.LetterboxdZip(ExportFiles.TwoHundredRatings))),
        "a zip that points outside" => ExportFiles.Zip(("../../ratings.csv", Encoding.UTF8.GetBytes(ExportFiles.TwoHundredRatings))),
        "half a zip" => ExportFiles.LetterboxdZip(ExportFiles.TwoHundredRatings)[..1000],
        "a spreadsheet" => ExportFiles.Zip(("[Content_Types].xml", [.. "<x/>"u8])),
        "another table" => [.. "Title,Author\nDune,Frank Herbert\n"u8],
        "a population" => [.. "userId,movieId,rating,timestamp\n1,1,4,1\n2,1,3,1\n"u8],
        "a hundred and ten megabytes" => new byte[110 * 1024 * 1024],
        _ => throw new ArgumentOutOfRangeException(nameof(file)),
    };

    public sealed class On_Sqlite(ProgramOnSqlite program) : SendingABadFile(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : SendingABadFile(program);
}
