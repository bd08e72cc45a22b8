using System.Text.Json;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Writing;
using Marquee.Platform.Jobs;
using Marquee.Providers.Tests.Fake;
using Marquee.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Enriching;

/// <summary>What IMDb, Rotten Tomatoes and Metacritic think, from an OMDb over real HTTP that answers, is used up, and falls.</summary>
public abstract class ScoresFromOmdb(DatabaseKind kind)
{
    const string Good = """
        {"Title":"Fight Club","Year":"1999","imdbRating":"8.8","imdbVotes":"2,345,678","Metascore":"67","Awards":"Nominated for 1 Oscar","imdbID":"tt0137523","Response":"True",
         "Ratings":[{"Source":"Internet Movie Database","Value":"8.8/10"},{"Source":"Rotten Tomatoes","Value":"79%"}]}
        """;

    sealed class Instance(RunningProgram program, FakeServer omdb, ShiftedClock clock, IReadOnlyList<TitleId> titles) : IAsyncDisposable
    {
        public HttpClient Visitor { get; } = program.NewVisitor();

        public FakeServer Omdb => omdb;

        public ShiftedClock Clock => clock;

        public IReadOnlyList<TitleId> Titles => titles;

        public async Task<JsonElement> NightAsync() =>
            JsonSerializer.SerializeToElement(await program.Services.GetServices<IScheduledJob>().Single(job => job.Kind == "omdb-scores").RunAsync(default));

        public Task<JsonElement> ScoresAsync(int title) => Visitor.GetDataAsync($"/api/v1/titles/{titles[title]}/scores");

        public static string Words(JsonElement scores) => string.Join(", ", scores.GetProperty("scores").EnumerateArray().Select(s => $"{s.GetProperty("source").GetString()} {s.GetProperty("value")}/{s.GetProperty("best")}"));

        public async ValueTask DisposeAsync()
        {
            await program.DisposeAsync();
            await omdb.DisposeAsync();
        }
    }

    async Task<Instance> StartAsync(Func<FakeRequest, FakeReply> answer, bool behind = false)
    {
        TestDatabase.SkipWithout(kind);
        var (omdb, clock) = (new FakeServer(answer), new ShiftedClock());
        var program = await RunningProgram.StartEmptyAsync(kind, with: settings => settings with { OmdbKey = "abc", OmdbAddress = omdb.Address.ToString(), Clock = clock, WorksBehind = behind });
        await program.ReadyAsync();
        TitleDraft Film(string title, string? imdb) => new() { Kind = TitleKind.Film, Title = title, Year = 1999, ExternalIds = imdb is null ? [] : [new ExternalId(ExternalId.Imdb, imdb)] };
        var written = await program.Database.WriteAsync(connection => program.Services.GetRequiredService<WriteTitles>().HandleAsync(
            connection, [Film("Fight Club", "tt0137523"), Film("Unknown", "tt0000009"), Film("Without", null)], KnownTitle.Keep, default));
        return new Instance(program, omdb, clock, written.Ids);
    }

    static FakeReply Known(FakeRequest request) => request.Path.Contains("tt0137523", StringComparison.Ordinal)
        ? new FakeReply(200, Good)
        : new FakeReply(200, """{"Response":"False","Error":"Incorrect IMDb ID."}""");

    [Fact]
    public async Task A_title_that_is_looked_at_gets_its_scores_behind_the_page()
    {
        await using var instance = await StartAsync(Known, behind: true);

        Assert.Equal("", Instance.Words(await instance.ScoresAsync(0)));
        for (var wait = 0; wait < 100 && Instance.Words(await instance.ScoresAsync(0)) == ""; wait++)
            await Task.Delay(100, TestContext.Current.CancellationToken);

        var scores = await instance.ScoresAsync(0);
        Assert.Equal("IMDb 8.8/10, Rotten Tomatoes 79/100, Metacritic 67/100", Instance.Words(scores));
        Assert.Equal((2_345_678, "Nominated for 1 Oscar", false), (scores.GetProperty("scores")[0].GetProperty("votes").GetInt64(), scores.GetProperty("awards").GetString(), scores.GetProperty("is_stale").GetBoolean()));
        var page = await instance.Visitor.GetStringAsync($"/titles/{instance.Titles[0]}");
        Assert.Contains("<dt>Rotten Tomatoes</dt><dd>79 %", page, StringComparison.Ordinal);
        Assert.DoesNotContain("MARQUEE_OMDB_KEY", page, StringComparison.Ordinal);
        Assert.Single(instance.Omdb.Asked);
        Assert.Contains("IMDb’s ids", (await instance.ScoresAsync(2)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_night_asks_for_each_once_and_again_when_a_month_has_passed()
    {
        await using var instance = await StartAsync(Known);

        Assert.Equal((2, 1), Numbers(await instance.NightAsync()));
        Assert.Equal((0, 0), Numbers(await instance.NightAsync()));
        Assert.Equal("IMDb 8.8/10, Rotten Tomatoes 79/100, Metacritic 67/100", Instance.Words(await instance.ScoresAsync(0)));
        Assert.Equal("", Instance.Words(await instance.ScoresAsync(1)));

        instance.Clock.Shift = TimeSpan.FromDays(31);
        Assert.Equal(1, Numbers(await instance.NightAsync()).Fresh);
    }

    [Fact]
    public async Task A_used_up_key_stops_the_night_and_what_was_known_stays_marked_as_old()
    {
        var usedUp = false;
        await using var instance = await StartAsync(request => usedUp ? new FakeReply(401, """{"Response":"False","Error":"Request limit reached!"}""") : Known(request));
        await instance.NightAsync();
        usedUp = true;
        instance.Clock.Shift = TimeSpan.FromDays(60);

        var night = await instance.NightAsync();

        // The first has an older answer, which serves; of the second nothing is known, and the day is over.
        Assert.Equal((2, 0), Numbers(night));
        Assert.NotEqual("", night.GetProperty("Stopped").GetString());
        var scores = await instance.ScoresAsync(0);
        Assert.Equal("IMDb 8.8/10, Rotten Tomatoes 79/100, Metacritic 67/100", Instance.Words(scores));
        Assert.True(scores.GetProperty("is_stale").GetBoolean());
        Assert.Contains("as of ", await instance.Visitor.GetStringAsync($"/titles/{instance.Titles[0]}"), StringComparison.Ordinal);
    }

    static (int Asked, int Fresh) Numbers(JsonElement report) => (report.GetProperty("Asked").GetInt32(), report.GetProperty("Fresh").GetInt32());

    public sealed class On_Sqlite() : ScoresFromOmdb(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : ScoresFromOmdb(DatabaseKind.PostgreSql);
}

/// <summary>Every page that would show more with a key says so, once for each key; with the keys none says anything.</summary>
public sealed class PagesAndKeys(ProgramOnSqlite program)
{
    [Theory]
    [InlineData("/search?q=fargo", 1, 0)]
    [InlineData("/search?q=zzzzqqqq", 1, 0)]
    [InlineData("/titles/19", 1, 1)]
    [InlineData("/calendar", 1, 0)]
    [InlineData("/services", 1, 0)]
    [InlineData("/discover/new", 1, 0)]
    [InlineData("person", 1, 0)]
    public async Task Say_which_key_brings_more_once(string path, int tmdb, int omdb)
    {
        var visitor = await program.NewVisitorAsync();
        if (path == "person")
            path = "/people/" + (await visitor.GetDataAsync("/api/v1/titles/19")).GetProperty("cast")[0].GetProperty("id").GetString();

        var page = await visitor.GetStringAsync(path);

        Assert.Equal((tmdb, omdb), (page.Split("MARQUEE_TMDB_KEY").Length - 1, page.Split("MARQUEE_OMDB_KEY").Length - 1));
    }
}
