using System.Net;
using Marquee.Data;
using Marquee.Tests.Host;

namespace Marquee.Tests.Recommendations;

public abstract class ChoosingForAHousehold(ProgramOn program)
{
    static long accounts = 1_000_000;

    [Theory]
    [InlineData("average")]
    [InlineData("least_misery")]
    [InlineData("average_without_misery")]
    public async Task Nobody_has_seen_what_is_chosen_and_everybody_is_told_what_they_should_give_it(string together)
    {
        var (one, other, with) = await TwoAsync();

        var titles = await one.RecommendationsAsync($"?with={with}&together={together}&limit=30");

        var seen = new HashSet<string>();
        foreach (var visitor in (HttpClient[])[one, other])
            seen.UnionWith((await visitor.GetDataAsync("/api/v1/hidden")).GetProperty("titles").EnumerateArray().Select(t => t.GetProperty("title").Text("id")));
        Assert.Equal(30, titles.Count);
        Assert.All(titles, title =>
        {
            Assert.DoesNotContain(title.Id(), seen);
            Assert.Equal(2, title.GetProperty("together").GetArrayLength());
            Assert.StartsWith("Nobody here has seen it", title.Text("reason"), StringComparison.Ordinal);
        });
        foreach (var rated in await RatedAsync(other))
            Assert.DoesNotContain(rated, titles.Select(title => title.Id()));
    }

    [Fact]
    public async Task It_lies_between_what_each_would_get_alone()
    {
        var (one, other, with) = await TwoAsync();

        var both = (await one.RecommendationsAsync($"?with={with}&limit=50")).ConvertAll(t => t.Id());
        var mine = (await one.RecommendationsAsync("?limit=50")).ConvertAll(t => t.Id());
        var theirs = (await other.RecommendationsAsync("?limit=50")).ConvertAll(t => t.Id());

        Assert.NotEqual(mine, both);
        Assert.True(both.Intersect(theirs).Count() > mine.Intersect(theirs).Count(), "the list for both is no nearer to the other one's taste");
    }

    [Fact]
    public async Task Who_asks_first_does_not_matter_to_what_is_chosen()
    {
        var (one, other, with) = await TwoAsync();
        var running = await program.RunningAsync();
        var first = await running.ProfileAsync(one);

        Assert.Equal(
            (await one.RecommendationsAsync($"?with={with}")).Select(t => t.Id()).Order(),
            (await other.RecommendationsAsync($"?with={first}")).Select(t => t.Id()).Order());
    }

    [Fact]
    public async Task Another_accounts_profile_answers_as_if_it_did_not_exist()
    {
        var (one, _, with) = await TwoAsync();
        var (stranger, _, _) = await TwoAsync();
        var guest = await program.NewVisitorAsync();

        await MissingAsync(stranger, with);
        await MissingAsync(guest, with);
        await MissingAsync(one, "987654321");
        await MissingAsync(one, "somebody");

        static async Task MissingAsync(HttpClient visitor, string with)
        {
            using var answer = await visitor.GetAsync($"/api/v1/recommendations?with={with}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("profile_not_found", (await answer.JsonAsync()).Text("code"));
        }
    }

    [Fact]
    public async Task The_page_offers_the_others_of_the_account()
    {
        var (one, _, with) = await TwoAsync();

        var page = await one.GetStringAsync($"/for-you?with={with}&together=average");

        Assert.Contains("Watching along", page, StringComparison.Ordinal);
        Assert.Contains("all 2 of you", page, StringComparison.Ordinal);
    }

    /// <summary>Two profiles of one account with different tastes, each having rated a few and hidden one.</summary>
    async Task<(HttpClient One, HttpClient Other, string OtherId)> TwoAsync()
    {
        var running = await program.RunningAsync();
        var account = Interlocked.Increment(ref accounts);
        var (one, other) = (running.NewVisitor(), running.NewVisitor());
        var ids = new List<long>();
        foreach (var (visitor, genre) in ((HttpClient, string)[])[(one, "Comedy"), (other, "Crime")])
        {
            ids.Add(await running.ProfileAsync(visitor));
            foreach (var title in (await visitor.RecommendationsAsync($"?model=popularity&limit=6&without_genre={genre}")).Take(5))
                await visitor.RateAsync(title.Id(), 9);
            await visitor.HideAsync((await visitor.RecommendationsAsync("?limit=1"))[0].Id());
        }

        await running.Database.WriteAsync(async connection => await connection.ExecuteAsync(
            $"update profiles set account_id = @account where {running.Database.Dialect.Among("id", "@ids")}", new { account, ids = IdSet.Of(ids) }, default), default);
        return (one, other, ids[1].ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    async Task<List<string>> RatedAsync(HttpClient visitor)
    {
        var running = await program.RunningAsync();
        var profile = await running.ProfileAsync(visitor);
        await using var connection = await running.Database.OpenAsync();
        return (await connection.QueryAsync<long>("select title_id from ratings where profile_id = @profile", new { profile }, default)).ConvertAll(id => new TitleId(id).ToString());
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : ChoosingForAHousehold(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : ChoosingForAHousehold(program);
}
