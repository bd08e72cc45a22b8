using System.Net;
using Marquee.Tests.Host;

namespace Marquee.Tests.Commands;

/// <summary>What the first minute is like: the server answers before it has learnt anything, and says how far it is.</summary>
public sealed class FirstStart
{
    [Fact]
    public async Task Pages_answer_at_once_and_show_progress_until_everything_is_ready()
    {
        await using var program = await RunningProgram.StartEmptyAsync(DatabaseKind.Sqlite, withSample: true);
        using var visitor = program.NewVisitor();

        using (var readiness = await visitor.GetAsync("/health/ready"))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, readiness.StatusCode);
        var waiting = await PageAsync(visitor);
        Assert.Contains("<progress", waiting, StringComparison.Ordinal);

        using (var early = await visitor.GetAsync("/api/v1/recommendations"))
        {
            Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
            Assert.Equal("models_not_ready", (await early.JsonAsync()).GetProperty("code").GetString());
        }

        await program.ReadyAsync();

        using (var readiness = await visitor.GetAsync("/health/ready"))
            Assert.Equal(HttpStatusCode.OK, readiness.StatusCode);
        Assert.Contains("Popular with everyone", await PageAsync(visitor), StringComparison.Ordinal);
        Assert.Equal(20, (await visitor.GetDataAsync("/api/v1/recommendations")).GetProperty("recommendations").GetArrayLength());
    }

    [Fact]
    public async Task Without_the_sample_the_pages_are_empty_and_say_what_to_do()
    {
        await using var program = await RunningProgram.StartEmptyAsync(DatabaseKind.Sqlite);
        using var visitor = program.NewVisitor();
        await program.ReadyAsync();

        Assert.Contains("Import", await PageAsync(visitor), StringComparison.Ordinal);
        using var recommendations = await visitor.GetAsync("/api/v1/recommendations");
        Assert.Equal(HttpStatusCode.Conflict, recommendations.StatusCode);
    }

    static async Task<string> PageAsync(HttpClient visitor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await visitor.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}
