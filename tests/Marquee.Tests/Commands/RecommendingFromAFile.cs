using Marquee.Tests.Host;

namespace Marquee.Tests.Commands;

/// <summary><c>marquee recommend --history FILE</c>, run as a person would.</summary>
public sealed class RecommendingFromAFile : IAsyncLifetime
{
    string _data = "";

    public async ValueTask InitializeAsync() => (_data, _) = await (await PreparedSample.Of(DatabaseKind.Sqlite)).CopyAsync();

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_data, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_document_has_the_history_the_model_and_titles_with_evidence()
    {
        var answer = await RecommendAsync("""
            Date,Name,Year,Letterboxd URI,Rating
            2024-01-02,Heat,1995,https://boxd.it/2a,5
            2024-01-03,The Insider,1999,https://boxd.it/2b,4.5
            2024-01-04,Nothing Anybody Knows,2011,https://boxd.it/2c,3
            """, "--count", "7");

        Assert.Equal(0, answer.ExitCode);
        var history = answer.Json.GetProperty("history");
        Assert.Equal("letterboxd", history.GetProperty("source").GetString());
        Assert.Equal((3, 2, 0), (history.GetProperty("rows").GetInt32(), history.GetProperty("matched").GetInt32(), history.GetProperty("unsure").GetInt32()));
        var unmatched = Assert.Single(history.GetProperty("unmatched").EnumerateArray());
        Assert.Equal((4, "Nothing Anybody Knows", 2011), (unmatched.GetProperty("line").GetInt32(), unmatched.GetProperty("title").GetString(), unmatched.GetProperty("year").GetInt32()));
        Assert.Equal("blend", answer.Json.GetProperty("model").GetString());
        var titles = answer.Json.GetProperty("recommendations").EnumerateArray().ToList();
        Assert.Equal(7, titles.Count);
        Assert.All(titles, title =>
        {
            Assert.InRange(title.GetProperty("predicted_rating").GetDouble(), 1, 10);
            Assert.Contains(title.GetProperty("reason").GetString(), (string[])["Because you loved Heat", "Because you loved The Insider"]);
            Assert.NotEmpty(title.GetProperty("evidence").EnumerateArray());
        });
        Assert.DoesNotContain("Heat", titles.Select(title => title.GetProperty("title").GetString()));
    }

    [Fact]
    public async Task A_file_of_unknown_titles_is_understood_and_ends_with_1()
    {
        var answer = await RecommendAsync("Date,Name,Year,Letterboxd URI,Rating\n2024-01-04,Nothing Anybody Knows,2011,https://boxd.it/2c,3\n");

        Assert.Equal(1, answer.ExitCode);
        Assert.Empty(answer.Json.GetProperty("recommendations").EnumerateArray());
    }

    [Theory]
    [InlineData("Colour,Taste\nblue,salty\n")]
    [InlineData("")]
    public async Task A_file_that_is_no_export_ends_with_2_and_a_sentence(string content)
    {
        var answer = await RecommendAsync(content);

        Assert.Equal(2, answer.ExitCode);
        Assert.Empty(answer.Output);
        Assert.NotEmpty(answer.Error);
    }

    async Task<CommandLine> RecommendAsync(string content, params string[] more)
    {
        var file = Path.Combine(_data, "ratings.csv");
        await File.WriteAllTextAsync(file, content);
        return await CommandLine.RunAsync(["recommend", "--history", file, "--json", "--data", _data, .. more]);
    }
}
