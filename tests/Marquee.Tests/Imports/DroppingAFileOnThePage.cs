using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Marquee.Tests.Host;

namespace Marquee.Tests.Imports;

public abstract class DroppingAFileOnThePage(ProgramOn program)
{
    [Fact]
    public async Task Leads_to_a_page_with_what_was_found_and_what_was_not()
    {
        var visitor = await program.NewVisitorAsync();

        using var posted = await visitor.DropAsync(ExportFiles.LetterboxdZip(ratings: ExportFiles.TwoHundredRatings + "2024-03-03,Hamlet,2000,https://boxd.it/1,4.5\n2024-13-03,Heat,1995,https://boxd.it/1,4.5\n"), "letterboxd-ann.zip");

        Assert.Equal(HttpStatusCode.SeeOther, posted.StatusCode);
        var page = await PageAsync(visitor, posted.Headers.Location!.ToString());
        Assert.Equal("letterboxd-ann.zip", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Brought in 202 ratings", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(12, page.QuerySelectorAll(".grid .film").Length);
        Assert.Equal(2, page.QuerySelectorAll("#rows-unsure li a[href^='/titles/']").Length);
        Assert.Equal(3, page.QuerySelectorAll("#rows-unmatched li").Length);
        Assert.Contains("is not a date", page.QuerySelector("#rows-refused li")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll("main a"), link => link.GetAttribute("href") == "/");

        Assert.Contains("202 of 207 rows matched", (await PageAsync(visitor, "/import")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_is_a_watchlist_calls_nothing_seen()
    {
        var visitor = await program.NewVisitorAsync();

        using var posted = await visitor.DropAsync(ExportFiles.LetterboxdZip(
            watched: ExportFiles.Films + "2024-01-05,Heat,1995,https://boxd.it/1\n", watchlist: ExportFiles.Films + "2024-01-05,Alien,1979,https://boxd.it/3\n"), "l.zip");

        var films = (await PageAsync(visitor, posted.Headers.Location!.ToString())).QuerySelectorAll(".grid .film");
        Assert.Equal([("Alien", false), ("Heat", true)], films
            .Select(film => (film.QuerySelector(".t")!.TextContent, film.QuerySelector(".seen") is not null)).OrderBy(film => film.TextContent, StringComparer.Ordinal));
    }

    [Fact]
    public async Task That_cannot_be_read_shows_the_page_again_with_the_reason()
    {
        var visitor = await program.NewVisitorAsync();

        using var posted = await visitor.DropAsync([0xFF, 0xD8, 0xFF, 0xE0, .. new byte[200]], "poster.jpg");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, posted.StatusCode);
        var page = new HtmlParser().ParseDocument(await posted.Content.ReadAsStringAsync());
        Assert.Contains("a picture (JPEG)", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("main form[action='/import'] input[type=file]"));
    }

    [Fact]
    public async Task That_is_a_film_list_of_unknown_kind_offers_both_readings()
    {
        var visitor = await program.NewVisitorAsync();

        using var posted = await visitor.DropAsync(Encoding.UTF8.GetBytes(ExportFiles.Films + "2024-01-05,Heat,1995,https://boxd.it/1\n"), "films.csv");

        var page = new HtmlParser().ParseDocument(await posted.Content.ReadAsStringAsync());
        Assert.Equal(["/import?as=watched", "/import?as=watchlist"], page.QuerySelectorAll("main form").Select(form => form.GetAttribute("action")));
    }

    [Fact]
    public async Task Without_the_forms_token_is_not_taken()
    {
        var visitor = await program.NewVisitorAsync();

        using var posted = await visitor.DropAsync(Encoding.UTF8.GetBytes(ExportFiles.TwoHundredRatings), "ratings.csv", withToken: false);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, posted.StatusCode);
        Assert.Equal(0, (await visitor.GetDataAsync("/api/v1/imports")).GetArrayLength());
    }

    [Fact]
    public async Task Is_seen_by_nobody_else()
    {
        using var posted = await (await program.NewVisitorAsync()).DropAsync(Encoding.UTF8.GetBytes(ExportFiles.TwoHundredRatings), "ratings.csv");

        using var theirs = await (await program.NewVisitorAsync()).GetAsync(posted.Headers.Location);

        Assert.Equal(HttpStatusCode.NotFound, theirs.StatusCode);
    }

    static async Task<IDocument> PageAsync(HttpClient visitor, string address)
    {
        using var answer = await visitor.GetAsync(address);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {html}");
        return new HtmlParser().ParseDocument(html);
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : DroppingAFileOnThePage(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : DroppingAFileOnThePage(program);
}
