using System.Net;
using Marquee.Tests.Host;
using Marquee.Tests.Recommendations;

namespace Marquee.Tests.Tracking;

public abstract class WritingReviews(ProgramOn program)
{
    const string Words = "A film about **toys** that is about ||growing up|| and being left behind.";

    static async Task<string> PublishAsync(HttpClient visitor, string visibility = "public", string body = Words) =>
        (await visitor.PostDataAsync("/api/v1/titles/19/reviews", new { body, rating = 8.5, visibility, tags = new[] { "Childhood" } })).Text("id");

    [Theory]
    [InlineData("""{"body":"Too short","rating":8}""", "Review must be 20-5000 characters")]
    [InlineData("""{"body":"Long enough to be a review of it"}""", "Please select a rating (1-10)")]
    [InlineData("""{"body":"Long enough to be a review of it","rating":11}""", "Please select a rating (1-10)")]
    public async Task What_is_missing_is_said_in_words(string body, string words)
    {
        var visitor = await program.NewVisitorAsync();

        using var answer = await visitor.PostAsync("/api/v1/titles/19/reviews", new StringContent(body, null, "application/json"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(words, (await answer.JsonAsync()).Text("detail"));
    }

    [Fact]
    public async Task Is_markdown_without_html_and_spoilers_open_when_asked()
    {
        var visitor = await program.NewVisitorAsync();
        var id = await PublishAsync(visitor, body: Words + " <script>alert(1)</script> <b onclick=x>b</b> [here](javascript:alert(1)) ![x](https://example.org/x.png)");

        var html = (await visitor.GetDataAsync($"/api/v1/reviews/{id}")).Text("html");

        Assert.Contains("<strong>toys</strong>", html, StringComparison.Ordinal);
        Assert.Contains("<label class=\"spoiler\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b ", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("javascript:", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_draft_and_a_private_review_are_for_their_author_alone()
    {
        var (author, reader) = (await program.NewVisitorAsync(), await program.NewVisitorAsync());
        var draft = (await author.PostDataAsync("/api/v1/titles/19/reviews", new { body = Words, draft = true })).Text("id");
        var own = await PublishAsync(author, "private");
        await reader.LogAsync(new { title_id = "20" });

        foreach (var id in new[] { draft, own })
        {
            using var seen = await reader.GetAsync($"/api/v1/reviews/{id}");
            using var edited = await reader.SendJsonAsync(HttpMethod.Patch, $"/api/v1/reviews/{id}", new { body = Words + " Mine." });
            Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound], new[] { seen.StatusCode, edited.StatusCode });
        }

        Assert.Equal(2, (await author.GetDataAsync("/api/v1/reviews")).GetArrayLength());
    }

    [Fact]
    public async Task A_reaction_counts_once_and_comments_mention()
    {
        var (author, reader) = (await program.NewVisitorAsync(), await program.NewVisitorAsync());
        var id = await PublishAsync(author);
        for (var i = 0; i < 3; i++)
            await reader.SendDataAsync(HttpMethod.Put, $"/api/v1/reviews/{id}/reactions/like");
        await reader.SendDataAsync(HttpMethod.Put, $"/api/v1/reviews/{id}/reactions/funny");
        await reader.PostDataAsync($"/api/v1/reviews/{id}/comments", new { body = "Well said, @Guest" });
        using var own = await author.SendJsonAsync(HttpMethod.Put, $"/api/v1/reviews/{id}/reactions/like");

        var review = await reader.GetDataAsync($"/api/v1/reviews/{id}");

        Assert.Equal((1, 0, 1, 1), (review.GetProperty("likes").GetInt32(), review.GetProperty("helpful").GetInt32(), review.GetProperty("funny").GetInt32(), review.GetProperty("comments").GetInt32()));
        Assert.Equal(HttpStatusCode.Conflict, own.StatusCode);
    }

    [Fact]
    public async Task Edits_are_kept_and_a_late_one_is_told()
    {
        var visitor = await program.NewVisitorAsync();
        var id = await PublishAsync(visitor);
        using var read = await visitor.GetAsync($"/api/v1/reviews/{id}");
        var tag = read.Headers.ETag!.Tag;
        using var first = await visitor.SendJsonAsync(HttpMethod.Patch, $"/api/v1/reviews/{id}", new { body = Words + " Still good." }, ifMatch: tag);
        using var late = await visitor.SendJsonAsync(HttpMethod.Patch, $"/api/v1/reviews/{id}", new { body = Words + " No more." }, ifMatch: tag);

        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        Assert.Equal(Words, (await visitor.GetDataAsync($"/api/v1/reviews/{id}/revisions"))[0].Text("body"));
        Assert.Equal(8.5m, (await visitor.GetDataAsync($"/api/v1/reviews/{id}")).GetProperty("rating").GetDecimal());
    }

    [Fact]
    public async Task A_deleted_review_comes_back_with_what_others_said()
    {
        var (author, reader) = (await program.NewVisitorAsync(), await program.NewVisitorAsync());
        var id = await PublishAsync(author);
        await reader.SendDataAsync(HttpMethod.Put, $"/api/v1/reviews/{id}/reactions/helpful");
        await reader.PostDataAsync($"/api/v1/reviews/{id}/comments", new { body = "True." });
        using var gone = await author.DeleteAsync($"/api/v1/reviews/{id}");

        await author.PostDataAsync($"/api/v1/undo/{gone.Headers.GetValues("Marquee-Undo").Single()}");

        var back = (await author.GetDataAsync("/api/v1/reviews"))[0];
        Assert.Equal((1, 1), (back.GetProperty("helpful").GetInt32(), back.GetProperty("comments").GetInt32()));
    }

    [Fact]
    public async Task A_report_is_taken_once()
    {
        var (author, reader) = (await program.NewVisitorAsync(), await program.NewVisitorAsync());
        var id = await PublishAsync(author);
        for (var i = 0; i < 2; i++)
        {
            using var answer = await reader.SendJsonAsync(HttpMethod.Post, $"/api/v1/reviews/{id}/report", new { reason = "spoiler" });
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : WritingReviews(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : WritingReviews(program);
}
