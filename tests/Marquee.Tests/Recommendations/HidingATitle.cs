using System.Net;
using System.Net.Http.Json;
using Marquee.Tests.Host;

namespace Marquee.Tests.Recommendations;

public abstract class HidingATitle(ProgramOn program)
{
    [Fact]
    public async Task A_hidden_title_is_gone_from_the_next_list_and_comes_back_when_shown_again()
    {
        var visitor = await program.NewVisitorAsync();
        var title = (await visitor.RecommendationsAsync())[0].Id();

        await visitor.HideAsync(title);
        Assert.DoesNotContain(title, (await visitor.RecommendationsAsync("?limit=100")).Select(t => t.Id()));
        Assert.Equal(title, (await visitor.GetDataAsync("/api/v1/hidden")).GetProperty("titles")[0].GetProperty("title").Text("id"));

        using var shown = await visitor.DeleteAsync($"/api/v1/titles/{title}/hidden");
        Assert.Equal(HttpStatusCode.NoContent, shown.StatusCode);
        Assert.Equal(title, (await visitor.RecommendationsAsync())[0].Id());
    }

    [Fact]
    public async Task Less_like_this_moves_what_is_near_it_down()
    {
        var visitor = await program.NewVisitorAsync();
        var list = await visitor.RecommendationsAsync("?limit=3");
        await visitor.RateAsync(list[0].Id(), 10);
        await visitor.RateAsync(list[1].Id(), 9);
        // The one of the first ten whose kind is seen most on their list.
        var shown = (await visitor.RecommendationsAsync("?limit=50")).ConvertAll(t => t.Id());
        var (unwanted, near) = (await Task.WhenAll(shown.Take(10).Select(async title => (Title: title, Near: await NearAsync(visitor, title))))).MaxBy(t => t.Near.Intersect(shown).Count());

        await visitor.HideAsync(unwanted);
        var before = (await visitor.RecommendationsAsync("?limit=50")).Count(t => near.Contains(t.Id()));
        await visitor.HideAsync(unwanted, "less like this");
        var after = (await visitor.RecommendationsAsync("?limit=50")).Count(t => near.Contains(t.Id()));

        Assert.True(after < before, $"{before} near ones before, {after} after");
    }

    [Fact]
    public async Task The_form_of_a_page_hides_and_says_so()
    {
        var visitor = await program.NewVisitorAsync();
        var title = (await visitor.RecommendationsAsync())[2].Id();

        using var answer = await PostAsync(visitor, "/for-you", title, "not interested");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/for-you", answer.Headers.Location?.ToString());
        Assert.DoesNotContain($"/titles/{title}\"", await visitor.GetStringAsync("/for-you"), StringComparison.Ordinal);
        Assert.Contains($"/titles/{title}\"", await visitor.GetStringAsync("/hidden"), StringComparison.Ordinal);
        using var shown = await PostAsync(visitor, "/hidden", title, "show");
        Assert.Contains("You have hidden nothing", await visitor.GetStringAsync("/hidden"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_hid_is_paged_and_nobody_elses()
    {
        var (visitor, other) = (await program.NewVisitorAsync(), await program.NewVisitorAsync());
        var titles = (await visitor.RecommendationsAsync("?limit=5")).ConvertAll(t => t.Id());
        foreach (var title in titles)
            await visitor.HideAsync(title);

        var seen = new List<string>();
        for (string? after = null; ;)
        {
            var page = await visitor.GetDataAsync($"/api/v1/hidden?limit=2{(after is null ? "" : $"&after={after}")}");
            seen.AddRange(page.GetProperty("titles").EnumerateArray().Select(t => t.GetProperty("title").Text("id")));
            if (!page.TryGetProperty("next", out var next))
                break;
            after = next.GetString();
        }

        Assert.Equal(titles.Order(), seen.Order());
        Assert.Equal(0, (await other.GetDataAsync("/api/v1/hidden")).GetProperty("titles").GetArrayLength());
    }

    [Theory]
    [InlineData("99999999", "not interested", 404, "title_not_found")]
    [InlineData("1", "it bored me", 422, "reason_invalid")]
    public async Task What_cannot_be_hidden_is_refused(string title, string reason, int status, string code)
    {
        var visitor = await program.NewVisitorAsync();

        using var answer = await visitor.PutAsJsonAsync($"/api/v1/titles/{title}/hidden", new { reason });

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(code, (await answer.JsonAsync()).Text("code"));
    }

    static async Task<HashSet<string>> NearAsync(HttpClient visitor, string title) =>
        [.. (await visitor.GetDataAsync($"/api/v1/titles/{title}/similar?limit=50")).EnumerateArray().Select(t => t.Id())];

    static async Task<HttpResponseMessage> PostAsync(HttpClient visitor, string page, string title, string reason)
    {
        var html = await visitor.GetStringAsync(page);
        var token = System.Text.RegularExpressions.Regex.Match(html, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        return await visitor.PostAsync($"/titles/{title}/hidden", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token,
            ["reason"] = reason,
            ["back"] = page,
        }));
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : HidingATitle(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : HidingATitle(program);
}
