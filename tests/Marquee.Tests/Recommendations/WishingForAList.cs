using System.Net;
using System.Text.Json;
using Marquee.Tests.Host;

namespace Marquee.Tests.Recommendations;

public abstract class WishingForAList(ProgramOn program)
{
    [Fact]
    public async Task Sliders_in_the_middle_leave_the_list_as_it_is()
    {
        var visitor = await SomebodyAsync();

        Assert.Equal(
            (await visitor.RecommendationsAsync()).Select(title => title.Id()),
            (await visitor.RecommendationsAsync("?novelty=0&popularity=0&length=0&diversity=0&calibration=0")).Select(title => title.Id()));
    }

    [Fact]
    public async Task The_length_slider_asks_for_shorter_or_longer_films()
    {
        var visitor = await SomebodyAsync();

        var (shorter, longer) = (await MinutesAsync(visitor, "?length=-1"), await MinutesAsync(visitor, "?length=1"));

        Assert.True(shorter.Average() + 15 < longer.Average(), $"{shorter.Average()} and {longer.Average()} minutes");
    }

    [Fact]
    public async Task The_popularity_slider_asks_for_hidden_or_famous_films()
    {
        var visitor = await SomebodyAsync();
        var famous = (await visitor.RecommendationsAsync("?model=popularity&limit=100")).Select(title => title.Id()).ToHashSet();

        var few = (await visitor.RecommendationsAsync("?popularity=-1")).Count(title => famous.Contains(title.Id()));
        var many = (await visitor.RecommendationsAsync("?popularity=1")).Count(title => famous.Contains(title.Id()));

        Assert.True(few < many, $"{few} and {many} of the famous");
    }

    [Fact]
    public async Task Novelty_variety_and_the_mixture_of_genres_each_change_the_list()
    {
        var visitor = await SomebodyAsync();
        var plain = (await visitor.RecommendationsAsync()).Select(title => title.Id()).ToList();

        foreach (var wish in (string[])["novelty=1", "novelty=-1", "diversity=0.7", "calibration=0.8", "diversity=0.5&calibration=0.5&novelty=0.5"])
        {
            var list = (await visitor.RecommendationsAsync($"?{wish}")).Select(title => title.Id()).ToList();
            Assert.Equal(20, list.Distinct().Count());
            Assert.NotEqual(plain, list);
        }
    }

    [Fact]
    public async Task A_genre_or_a_person_that_is_left_out_never_comes()
    {
        var visitor = await SomebodyAsync();
        var before = await visitor.RecommendationsAsync("?limit=50");
        var films = await Task.WhenAll(before.Take(10).Select(title => visitor.GetDataAsync($"/api/v1/titles/{title.Id()}")));
        var genre = films.SelectMany(film => film.GetProperty("genres").EnumerateArray()).GroupBy(g => g.GetString()!).MaxBy(g => g.Count())!.Key;
        var director = films.SelectMany(film => film.GetProperty("directors").EnumerateArray()).First().Text("name");

        var without = await visitor.RecommendationsAsync($"?limit=50&without_genre={Uri.EscapeDataString(genre)}&without_person={Uri.EscapeDataString(director)}");

        Assert.Equal(50, without.Count);
        foreach (var film in await Task.WhenAll(without.Select(title => visitor.GetDataAsync($"/api/v1/titles/{title.Id()}"))))
        {
            Assert.DoesNotContain(genre, film.GetProperty("genres").EnumerateArray().Select(g => g.GetString()));
            Assert.DoesNotContain(director, film.GetProperty("directors").EnumerateArray().Concat(film.GetProperty("cast").EnumerateArray()).Select(p => p.Text("name")));
        }
    }

    [Fact]
    public async Task Tonight_is_one_title_that_fits_the_time_there_is()
    {
        var visitor = await SomebodyAsync();

        var pick = await visitor.GetDataAsync("/api/v1/recommendations/tonight?minutes=95");

        Assert.InRange((await visitor.GetDataAsync($"/api/v1/titles/{pick.Id()}")).GetProperty("runtime").GetInt32(), 1, 95);
        Assert.Equal((await visitor.RecommendationsAsync())[0].Id(), (await visitor.GetDataAsync("/api/v1/recommendations/tonight")).Id());
    }

    [Theory]
    [InlineData("novelty=1.5", "novelty_invalid")]
    [InlineData("popularity=-2", "popularity_invalid")]
    [InlineData("length=NaN", "length_invalid")]
    [InlineData("diversity=-0.1", "diversity_invalid")]
    [InlineData("minutes=0", "minutes_invalid")]
    [InlineData("without_genre=Weather", "genre_unknown")]
    [InlineData("without_person=Nobody%20At%20All", "person_unknown")]
    [InlineData("together=dictator", "together_invalid")]
    public async Task What_cannot_be_wished_is_refused(string query, string code)
    {
        var visitor = await program.NewVisitorAsync();

        using var answer = await visitor.GetAsync($"/api/v1/recommendations?{query}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(code, (await answer.JsonAsync()).Text("code"));
    }

    [Fact]
    public async Task The_page_shows_the_list_and_keeps_what_was_wished()
    {
        var visitor = await SomebodyAsync();
        var first = (await visitor.RecommendationsAsync("?length=-1&without_genre=Horror"))[0];

        var page = await visitor.GetStringAsync("/for-you?novelty=0&length=-1&minutes=&without_genre=Horror&without_person=");
        var refused = await visitor.GetStringAsync("/for-you?without_person=Nobody%20At%20All");

        Assert.Contains($"/titles/{first.Id()}\"", page, StringComparison.Ordinal);
        Assert.Matches("name=\"length\"[^>]*value=\"-1\"", page);
        Assert.Matches("value=\"Horror\"[^>]*checked", page);
        Assert.Contains("Nobody here is called", refused, StringComparison.Ordinal);
    }

    async Task<HttpClient> SomebodyAsync()
    {
        var visitor = await program.NewVisitorAsync();
        foreach (var (place, title) in (await visitor.RecommendationsAsync("?limit=8")).Index())
            await visitor.RateAsync(title.Id(), 10 - place / 2m);
        return visitor;
    }

    static async Task<List<int>> MinutesAsync(HttpClient visitor, string query)
    {
        var films = await Task.WhenAll((await visitor.RecommendationsAsync(query)).Select(title => visitor.GetDataAsync($"/api/v1/titles/{title.Id()}")));
        return [.. films.Where(film => film.TryGetProperty("runtime", out var minutes) && minutes.ValueKind == JsonValueKind.Number).Select(film => film.GetProperty("runtime").GetInt32())];
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : WishingForAList(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : WishingForAList(program);
}
