using System.Text.Json;
using Marquee.Tests.Host;

namespace Marquee.Tests.Recommendations;

public abstract class OpeningTheEvidence(ProgramOn program)
{
    [Fact]
    public async Task The_start_and_the_shares_add_up_to_the_prediction()
    {
        var visitor = await program.NewVisitorAsync();
        foreach (var (place, title) in (await visitor.RecommendationsAsync("?limit=12")).Index())
            await visitor.RateAsync(title.Id(), place % 3 == 0 ? 5 : 7.5m);

        foreach (var title in await visitor.RecommendationsAsync("?limit=10"))
        {
            var why = await visitor.GetDataAsync($"/api/v1/titles/{title.Id()}/why");

            var predicted = why.GetProperty("predicted").GetProperty("rating").GetDouble();
            var shares = why.GetProperty("shares").EnumerateArray().Sum(share => share.GetProperty("points").GetDouble());
            Assert.Equal(predicted, why.GetProperty("start").GetDouble() + shares + why.GetProperty("others").GetDouble(), 0.1);
            Assert.InRange(predicted, why.GetProperty("predicted").GetProperty("low").GetDouble(), why.GetProperty("predicted").GetProperty("high").GetDouble());
        }
    }

    [Fact]
    public async Task A_prediction_is_surer_of_some_titles_than_of_others()
    {
        var visitor = await program.NewVisitorAsync();
        foreach (var (place, title) in (await visitor.RecommendationsAsync("?limit=12")).Index())
            await visitor.RateAsync(title.Id(), place % 3 == 0 ? 5 : 7.5m);

        var widths = new List<double>();
        foreach (var title in await visitor.RecommendationsAsync("?limit=10"))
        {
            var predicted = (await visitor.GetDataAsync($"/api/v1/titles/{title.Id()}/why")).GetProperty("predicted");
            var (low, rating, high) = (predicted.GetProperty("low").GetDouble(), predicted.GetProperty("rating").GetDouble(), predicted.GetProperty("high").GetDouble());
            Assert.True(low >= 1 && low <= rating && rating <= high && high <= 10);
            widths.Add(Math.Round(high - low, 1));
        }

        // One margin for everything would make them all alike, but for those cut at ten points.
        Assert.True(widths.Distinct().Count() > 2, string.Join(", ", widths));
    }

    [Fact]
    public async Task There_is_nothing_to_open_before_the_first_rating_nor_for_a_title_rated_already()
    {
        var visitor = await program.NewVisitorAsync();
        var title = (await visitor.RecommendationsAsync("?limit=1"))[0].Id();

        Assert.Equal(JsonValueKind.Null, (await WhyAsync(visitor, title)).ValueKind);
        await visitor.RateAsync(title, 8);
        Assert.Equal(JsonValueKind.Null, (await WhyAsync(visitor, title)).ValueKind);
    }

    static async Task<JsonElement> WhyAsync(HttpClient visitor, string title)
    {
        using var answer = await visitor.GetAsync($"/api/v1/titles/{title}/why");
        return (await answer.JsonAsync()).TryGetProperty("data", out var data) ? data : JsonDocument.Parse("null").RootElement;
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : OpeningTheEvidence(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : OpeningTheEvidence(program);
}
