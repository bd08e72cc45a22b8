using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Writing;
using Marquee.Features.Search;
using Marquee.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Search;

public abstract class SearchingForATitle(ProgramOn program)
{
    [Fact]
    public async Task Results_come_in_the_envelope_with_their_kind()
    {
        var visitor = await program.NewVisitorAsync();

        var hits = await visitor.GetDataAsync("/api/v1/search?q=breaking+bad&limit=3");

        var title = hits[0];
        Assert.Equal(("Breaking Bad", "show", 2008), (title.GetProperty("title").GetString(), title.GetProperty("kind").GetString(), title.GetProperty("year").GetInt32()));
        Assert.InRange(hits.GetArrayLength(), 1, 3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%20%20")]
    [InlineData("...")]
    [InlineData("xqzzwvvkj")]
    [InlineData("%22%27%29%20OR%20%2A%20%28NEAR")]
    [InlineData("%00")]
    public async Task What_says_nothing_finds_nothing_and_breaks_nothing(string typed)
    {
        var visitor = await program.NewVisitorAsync();

        using var answer = await visitor.GetAsync($"/api/v1/search?q={typed}");

        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Any_text_however_long_or_odd_is_answered()
    {
        var search = (await program.RunningAsync()).Services.GetRequiredService<SearchTitles>();
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 300)).Select(_ => (char)(random.Next(8) == 0 ? random.Next(32, 0x3000) : random.Next(32, 127))));
            Assert.InRange((await search.HandleAsync(text, 10, default)).Count, 0, 10);
        }
    }

    [Fact]
    public async Task The_limit_is_kept_within_bounds()
    {
        var search = (await program.RunningAsync()).Services.GetRequiredService<SearchTitles>();

        Assert.Single(await search.HandleAsync("star", 0, default));
        Assert.Equal(SearchTitles.MostHits, (await search.HandleAsync("love", 10_000, default)).Count);
    }

    [Fact]
    public async Task A_new_title_is_found_at_once_and_a_removed_one_no_more()
    {
        await using var own = await RunningProgram.StartEmptyAsync(program.Kind);
        var search = own.Services.GetRequiredService<SearchTitles>();
        var writeTitles = own.Services.GetRequiredService<WriteTitles>();
        Assert.Empty(await search.HandleAsync("zephyr", 10, default));

        var draft = new TitleDraft { Kind = TitleKind.Film, Title = "The Zéphyr Affair", Year = 2026, Directors = ["Ida Quillon"] };
        await own.Database.WriteAsync(connection => writeTitles.HandleAsync(connection, [draft], KnownTitle.Keep, default));

        foreach (var typed in (string[])["zephyr", "zephyr affair", "zepyhr", "quillon", "zephyr 2026", "the zep"])
            Assert.Equal("The Zéphyr Affair", Assert.Single(await search.HandleAsync(typed, 10, default)).Title.Title);

        await own.Database.WriteAsync(connection => connection.ExecuteAsync("delete from titles", null, default));
        Assert.Empty(await search.HandleAsync("zephyr", 10, default));
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : SearchingForATitle(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : SearchingForATitle(program);
}
