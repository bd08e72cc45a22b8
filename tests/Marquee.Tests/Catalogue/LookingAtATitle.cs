using System.Net;
using Marquee.Tests.Host;

namespace Marquee.Tests.Catalogue;

public abstract class LookingAtATitle(ProgramOn program)
{
    [Fact]
    public async Task A_title_comes_in_the_envelope_its_id_a_string()
    {
        var visitor = await program.NewVisitorAsync();

        var title = await visitor.GetDataAsync("/api/v1/titles/19");

        Assert.Equal("19", title.GetProperty("id").GetString());
        Assert.Equal("Toy Story", title.GetProperty("title").GetString());
        Assert.Equal("862", title.GetProperty("external_ids").GetProperty("tmdb").GetString());
        Assert.Equal("John Lasseter", title.GetProperty("directors")[0].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("/api/v1/titles/99999999", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/titles/0", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/titles/heat", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/titles/99999999999999999999", HttpStatusCode.BadRequest)]
    public async Task What_is_not_there_is_a_problem_with_a_code(string path, HttpStatusCode expected)
    {
        var visitor = await program.NewVisitorAsync();

        using var answer = await visitor.GetAsync(path);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.False(string.IsNullOrEmpty((await answer.JsonAsync()).GetProperty("code").GetString()));
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : LookingAtATitle(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : LookingAtATitle(program);
}
