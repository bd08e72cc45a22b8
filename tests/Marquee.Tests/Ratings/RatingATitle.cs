using System.Net;
using System.Net.Http.Json;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Ratings;

public abstract class RatingATitle(ProgramOn program)
{
    [Theory]
    [InlineData(1)]
    [InlineData(8.5)]
    [InlineData(10)]
    public async Task Whole_and_half_points_are_kept_exactly(double rating)
    {
        var visitor = await program.NewVisitorAsync();

        using var answer = await visitor.PutAsJsonAsync("/api/v1/titles/19/rating", new { rating });

        Assert.Equal(rating, (await answer.JsonAsync()).GetProperty("data").GetProperty("rating").GetDouble());
    }

    [Theory]
    [InlineData("{\"rating\":0}")]
    [InlineData("{\"rating\":10.5}")]
    [InlineData("{\"rating\":7.3}")]
    [InlineData("{}")]
    public async Task Anything_else_is_refused_in_words(string body)
    {
        var visitor = await program.NewVisitorAsync();

        using var answer = await visitor.PutAsync("/api/v1/titles/19/rating", new StringContent(body, null, "application/json"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("Please select a rating (1-10)", (await answer.JsonAsync()).Text("detail"));
    }

    [Fact]
    public async Task A_title_that_does_not_exist_cannot_be_rated_and_leaves_no_guest_behind()
    {
        var visitor = await program.NewVisitorAsync();

        using var answer = await visitor.PutAsJsonAsync("/api/v1/titles/99999999/rating", new { rating = 8 });

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_rating_taken_back_brings_the_title_back()
    {
        var visitor = await program.NewVisitorAsync();
        var first = (await visitor.RecommendationsAsync("?limit=1"))[0].Id();
        await visitor.RateAsync(first, 9);
        Assert.NotEqual(first, (await visitor.RecommendationsAsync("?limit=1"))[0].Id());

        using var answer = await visitor.DeleteAsync($"/api/v1/titles/{first}/rating");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(first, (await visitor.RecommendationsAsync("?limit=1"))[0].Id());
    }

    [Fact]
    public async Task What_one_visitor_rates_another_does_not_see()
    {
        var (one, other) = (await program.NewVisitorAsync(), await program.NewVisitorAsync());
        var first = (await one.RecommendationsAsync("?limit=1"))[0].Id();

        await one.RateAsync(first, 9);

        Assert.Equal(first, (await other.RecommendationsAsync("?limit=1"))[0].Id());
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var visitor = await program.NewVisitorAsync();

        using var answer = await visitor.PostAsync("/titles/19/rating", new FormUrlEncodedContent([new("rating", "9")]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : RatingATitle(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : RatingATitle(program);
}
