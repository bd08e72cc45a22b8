using System.Net;
using System.Text;
using AngleSharp.Html.Parser;
using Marquee.Tests.Host;

namespace Marquee.Tests.Imports;

public abstract class DroppingAFileOnThePage(ProgramOn program)
{
    [Fact]
    public async Task Leads_to_what_was_understood_and_then_to_what_came_of_it()
    {
        var visitor = await program.NewVisitorAsync();

        using var posted = await visitor.DropAsync(ExportFiles.LetterboxdZip(ratings: ExportFiles.TwoHundredRatings + "2024-03-03,Hamlet,2000,https://boxd.it/1,4.5\n2024-13-03,Heat,1995,https://boxd.it/1,4.5\n"), "letterboxd-ann.zip");

        Assert.Equal(HttpStatusCode.SeeOther, posted.StatusCode);
        var preview = await visitor.PageAsync(posted.Headers.Location!.ToString());
        Assert.Equal("letterboxd-ann.zip", preview.QuerySelector("h1")!.TextContent);
        Assert.Contains("202 matched, 4 need your eye", preview.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, preview.QuerySelectorAll("#rows-unsure .cands input[type=radio]").Count(radio => radio.GetAttribute("value") is not ("own" or "skip")));
        Assert.Equal(3, preview.QuerySelectorAll("#rows-unmatched .match").Length);
        Assert.Contains("is not a date", preview.QuerySelector("#rows-refused li")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("not brought in yet", (await visitor.PageAsync("/import")).Body!.TextContent, StringComparison.Ordinal);

        using var committed = await visitor.SubmitAsync(preview.QuerySelector("form.commit")!, ("unmatched", "leave"));
        var report = await visitor.PageAsync(committed.Headers.Location!.ToString());

        Assert.Contains("Brought in 202 ratings", report.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(12, report.QuerySelectorAll(".grid .film").Length);
        Assert.Contains(report.QuerySelectorAll("main a"), link => link.GetAttribute("href") == "/");
        Assert.Contains("202 of 207 rows matched", (await visitor.PageAsync("/import")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_is_a_watchlist_calls_nothing_seen()
    {
        var visitor = await program.NewVisitorAsync();

        var report = await visitor.DropAndBringInAsync(ExportFiles.LetterboxdZip(
            watched: ExportFiles.Films + "2024-01-05,Heat,1995,https://boxd.it/1\n", watchlist: ExportFiles.Films + "2024-01-05,Alien,1979,https://boxd.it/3\n"), "l.zip");

        var films = (await visitor.PageAsync(report)).QuerySelectorAll(".grid .film");
        Assert.Equal([("Alien", false), ("Heat", true)], films
            .Select(film => (film.QuerySelector(".t")!.TextContent, film.QuerySelector(".seen") is not null)).OrderBy(film => film.TextContent, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Can_be_taken_back_on_the_page()
    {
        var visitor = await program.NewVisitorAsync();
        var report = await visitor.DropAndBringInAsync(Encoding.UTF8.GetBytes(ExportFiles.TwoHundredRatings), "ratings.csv");
        var page = await visitor.PageAsync(report);

        using var undone = await visitor.SubmitAsync(page.QuerySelector("form[action$='/undo']")!);

        Assert.Contains("Taken back: your library is as it was", (await visitor.PageAsync(undone.Headers.Location!.ToString())).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("taken back", (await visitor.PageAsync("/import")).QuerySelector(".rowlist")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await visitor.PageAsync(report)).QuerySelectorAll("form[action$='/undo']"));
    }

    [Fact]
    public async Task A_second_time_says_that_nothing_is_new()
    {
        var visitor = await program.NewVisitorAsync();
        await visitor.PageAsync(await visitor.DropAndBringInAsync(Encoding.UTF8.GetBytes(ExportFiles.TwoHundredRatings), "ratings.csv"));

        using var again = await visitor.DropAsync(Encoding.UTF8.GetBytes(ExportFiles.TwoHundredRatings), "ratings.csv");

        var preview = await visitor.PageAsync(again.Headers.Location!.ToString());
        Assert.Contains("Nothing in it is new.", preview.Body!.TextContent, StringComparison.Ordinal);
        using var committed = await visitor.SubmitAsync(preview.QuerySelector("form.commit")!, ("unmatched", "leave"));
        Assert.Contains("Everything in it was here already.", (await visitor.PageAsync(committed.Headers.Location!.ToString())).Body!.TextContent, StringComparison.Ordinal);
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
    public async Task That_is_a_film_list_of_unknown_kind_is_asked_about_and_read_as_answered()
    {
        var visitor = await program.NewVisitorAsync();

        using var posted = await visitor.DropAsync(Encoding.UTF8.GetBytes(ExportFiles.Films + "2024-01-05,Heat,1995,https://boxd.it/1\n"), "films.csv");

        var asked = await visitor.PageAsync(posted.Headers.Location!.ToString());
        Assert.Equal(["watched", "watchlist", "likes"], asked.QuerySelectorAll("main button[name=as]").Select(button => button.GetAttribute("value")));
        using var answered = await visitor.SubmitAsync(asked.QuerySelector("form[action$='/reading']")!, ("as", "watchlist"));
        var preview = await visitor.PageAsync(answered.Headers.Location!.ToString());
        Assert.Contains("Watchlist", preview.QuerySelector("aside .facts")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_is_a_table_of_ones_own_asks_what_the_columns_mean()
    {
        var visitor = await program.NewVisitorAsync();

        using var posted = await visitor.DropAsync(Encoding.UTF8.GetBytes("Kino am;Was;Wie gut\n31.3.2024;Pulp Fiction;4,5\n1.4.2024;Fargo;3\n"), "filme.csv");

        var asked = await visitor.PageAsync(posted.Headers.Location!.ToString());
        Assert.Equal(3, asked.QuerySelectorAll("table select").Length);
        Assert.Contains("31.3.2024", asked.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        var form = asked.QuerySelector("form[action$='/reading']")!;
        using var tooLittle = await visitor.SubmitAsync(form, ("column-0", ""), ("column-1", "title"), ("column-2", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLittle.StatusCode);
        using var answered = await visitor.SubmitAsync(form, ("column-0", "watched_at"), ("column-1", "title"), ("column-2", "rating"), ("best_rating", "5"), ("dates", "day"));
        var preview = await visitor.PageAsync(answered.Headers.Location!.ToString());
        using var committed = await visitor.SubmitAsync(preview.QuerySelector("form.commit")!);
        Assert.Contains("2 ratings, 2 viewings", (await visitor.PageAsync(committed.Headers.Location!.ToString())).Body!.TextContent.Replace(" and ", ", ", StringComparison.Ordinal), StringComparison.Ordinal);
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

    public sealed class On_Sqlite(ProgramOnSqlite program) : DroppingAFileOnThePage(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : DroppingAFileOnThePage(program);
}
