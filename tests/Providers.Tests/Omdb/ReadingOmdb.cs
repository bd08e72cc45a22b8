using Marquee.Providers.Tests.Fake;

namespace Marquee.Providers.Tests.Omdb;

/// <summary>OMDb's ways: errors with status 200, N/A, numbers as texts with commas, raw tabs.</summary>
public sealed class ReadingOmdb
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("94712")]
    [InlineData("tt94712")]
    [InlineData("tt0094712")]
    public async Task A_title_is_read_by_its_imdb_id_however_that_is_written(string id)
    {
        await using var server = Recordings.Replaying(("/?i=tt0094712&", Recordings.Of("detail-tt0094712.200.json")));
        using var omdb = server.Omdb();

        var title = (await omdb.TitleAsync(id, Cancel))!.Value;

        Assert.Equal(("Bat*21", 1988, "R", 105), (title.Title, title.Year, title.Certification, title.Runtime));
        Assert.Equal((6.5, 8574, 58, 81), (title.ImdbRating, title.ImdbVotes, title.Metascore, title.RottenTomatoes));
        Assert.Equal(["Gene Hackman", "Danny Glover", "Jerry Reed"], title.Actors);
    }

    [Fact]
    public async Task Not_available_is_null_and_a_span_of_years_is_two()
    {
        await using var server = new FakeServer(_ => new FakeReply(200, "{\"Title\":\"A\tShow\",\"Year\":\"2013–2020\",\"Rated\":\"N/A\",\"Runtime\":\"N/A\",\"imdbRating\":\"N/A\",\"imdbVotes\":\"1,234,567\",\"Genre\":\"N/A\",\"Response\":\"True\"}"));
        using var omdb = server.Omdb();

        var title = (await omdb.TitleAsync("tt1234567", Cancel))!.Value;

        Assert.Equal(("A Show", 2013, 2020, 1234567), (title.Title, title.Year, title.EndYear, title.ImdbVotes));
        Assert.Null(title.Certification ?? title.Runtime?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? title.ImdbRating?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Empty(title.Genres);
    }

    [Theory]
    [InlineData(200, """{"Response":"False","Error":"Incorrect IMDb ID."}""", null)]
    [InlineData(200, """{"Response":"False","Error":"Movie not found!"}""", null)]
    [InlineData(200, """{"Response":"False","Error":"Error getting data."}""", FailureKind.Unavailable)]
    [InlineData(401, """{"Response":"False","Error":"Request limit reached!"}""", FailureKind.QuotaExhausted)]
    [InlineData(401, """{"Response":"False","Error":"Daily request limit reached!"}""", FailureKind.QuotaExhausted)]
    [InlineData(401, """{"Response":"False","Error":"Invalid API key!"}""", FailureKind.KeyRefused)]
    public async Task Only_the_body_tells_what_is_wrong(int status, string body, FailureKind? kind)
    {
        await using var server = new FakeServer(_ => new FakeReply(status, body));
        using var omdb = server.Omdb();

        if (kind is null)
            Assert.Null(await omdb.TitleAsync("tt0094712", Cancel));
        else
            Assert.Equal(kind, (await Assert.ThrowsAsync<ProviderFailure>(() => omdb.TitleAsync("tt0094712", Cancel))).Kind);
    }

    [Theory]
    [InlineData("nm0000123")]
    [InlineData("")]
    [InlineData("tt0")]
    [InlineData("tt123456789012")]
    public async Task What_is_no_id_asks_nobody(string id)
    {
        await using var server = new FakeServer(_ => new FakeReply(200, "{}"));
        using var omdb = server.Omdb();

        Assert.Null(await omdb.TitleAsync(id, Cancel));
        Assert.Empty(server.Asked);
    }
}
