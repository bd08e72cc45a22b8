using System.Net;
using Marquee.Tests.Host;

namespace Marquee.Tests.Recommendations;

public abstract class AskingWhatToWatch(ProgramOn program)
{
    [Fact]
    public async Task Somebody_new_gets_twenty_popular_titles_and_is_told_so()
    {
        var visitor = await program.NewVisitorAsync();

        var titles = await visitor.RecommendationsAsync();

        Assert.Equal(20, titles.Count);
        Assert.All(titles, title => Assert.Equal("Popular with everyone", title.Text("reason")));
    }

    [Fact]
    public async Task A_new_rating_changes_the_next_list()
    {
        var visitor = await program.NewVisitorAsync();
        var before = await visitor.RecommendationsAsync();

        await visitor.RateAsync(before[0].Id(), 9);
        var after = await visitor.RecommendationsAsync();

        Assert.DoesNotContain(before[0].Id(), after.Select(title => title.Id()));
        Assert.NotEqual(before.Skip(1).Select(title => title.Id()), after.Take(19).Select(title => title.Id()));
    }

    [Fact]
    public async Task Reasons_name_titles_that_were_loved_and_evidence_says_how_much()
    {
        var visitor = await program.NewVisitorAsync();
        var popular = await visitor.RecommendationsAsync();
        var (loved, disliked) = (popular.Take(4).ToList(), popular[4]);
        foreach (var title in loved)
            await visitor.RateAsync(title.Id(), 10);
        await visitor.RateAsync(disliked.Id(), 2);

        var titles = await visitor.RecommendationsAsync();

        var names = loved.Select(title => title.Text("title")).ToList();
        Assert.All(titles, title =>
        {
            Assert.Contains(title.Text("reason"), names.Select(name => $"Because you loved {name}"));
            var evidence = title.GetProperty("evidence").EnumerateArray().ToList();
            Assert.NotEmpty(evidence);
            Assert.All(evidence, e => Assert.True(e.GetProperty("contribution").GetDouble() > 0));
        });
        Assert.DoesNotContain($"Because you loved {disliked.Text("title")}", titles.Select(title => title.Text("reason")));
    }

    [Theory]
    [InlineData("popularity")]
    [InlineData("item-knn")]
    [InlineData("svd")]
    [InlineData("als")]
    [InlineData("ease")]
    [InlineData("content")]
    [InlineData("transitions")]
    [InlineData("session-knn")]
    [InlineData("blend")]
    public async Task Every_model_answers_by_its_name(string model)
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.RateAsync((await visitor.RecommendationsAsync("?limit=1"))[0].Id(), 9);

        var answer = await visitor.GetDataAsync($"/api/v1/recommendations?model={model}&limit=5");

        Assert.Equal(model, answer.Text("model"));
        Assert.Equal(5, answer.GetProperty("recommendations").GetArrayLength());
        if (model != "blend")
            Assert.All(answer.GetProperty("recommendations").EnumerateArray(), title => Assert.Equal(model, title.Text("source")));
    }

    [Theory]
    [InlineData("?model=magic", "model_unknown")]
    [InlineData("?limit=0", "limit_invalid")]
    [InlineData("?limit=101", "limit_invalid")]
    public async Task What_cannot_be_asked_is_refused_with_what_can(string query, string code)
    {
        var visitor = await program.NewVisitorAsync();

        using var answer = await visitor.GetAsync($"/api/v1/recommendations{query}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(code, (await answer.JsonAsync()).Text("code"));
    }

    [Fact]
    public async Task A_person_of_the_population_can_be_asked_about_by_number()
    {
        var visitor = await program.NewVisitorAsync();

        var answer = await visitor.GetDataAsync("/api/v1/populations/movielens-small/users/5/recommendations?limit=3");

        Assert.Equal(3, answer.GetProperty("recommendations").GetArrayLength());
        Assert.All(answer.GetProperty("recommendations").EnumerateArray(), title => Assert.StartsWith("Because you", title.Text("reason"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/api/v1/populations/movielens-small/users/999999/recommendations")]
    [InlineData("/api/v1/populations/nobody/users/1/recommendations")]
    [InlineData("/api/v1/titles/99999999/similar")]
    public async Task What_does_not_exist_is_not_found(string path)
    {
        var visitor = await program.NewVisitorAsync();

        using var answer = await visitor.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Similar_titles_name_what_they_share()
    {
        var visitor = await program.NewVisitorAsync();
        var matrix = (await visitor.RecommendationsAsync("?model=popularity&limit=50")).First(title => title.Text("title") == "The Matrix").Id();

        var similar = (await visitor.GetDataAsync($"/api/v1/titles/{matrix}/similar?limit=10")).EnumerateArray().ToList();

        Assert.Equal(10, similar.Count);
        Assert.DoesNotContain(matrix, similar.Select(title => title.Id()));
        Assert.Contains(similar, title => title.GetProperty("shared_features").GetArrayLength() > 0);
        Assert.Equal(1, similar[0].GetProperty("similarity").GetDouble(), 3);
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : AskingWhatToWatch(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : AskingWhatToWatch(program);
}
