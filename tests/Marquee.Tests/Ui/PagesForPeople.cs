using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Marquee.Tests.Host;

namespace Marquee.Tests.Ui;

/// <summary>Pages as the server sends them, before any script.</summary>
public abstract class PagesForPeople(ProgramOn program)
{
    public static TheoryData<string> Addresses => ["/", "/rate", "/search", "/search?q=heat", "/search?q=zzzzqqqq", "/search?genre=Western&decade=1960", "/titles/19", "/titles/1", "/import"];

    [Theory, MemberData(nameof(Addresses))]
    public async Task A_page_has_one_heading_a_title_and_neither_inline_style_nor_inline_script(string address)
    {
        var page = await PageAsync(await program.NewVisitorAsync(), address);

        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.EndsWith("Marquee", page.Title, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("[style], style, script:not([src])"));
        Assert.DoesNotContain(page.All, element => element.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Addresses))]
    public async Task Every_link_and_picture_of_ours_on_a_page_leads_somewhere(string address)
    {
        var visitor = await program.NewVisitorAsync();
        var page = await PageAsync(visitor, address);
        var ours = page.QuerySelectorAll("a[href], img[src], link[href], script[src]")
            .Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!)
            .Where(target => target.StartsWith('/'))
            .Distinct();

        foreach (var target in ours.Take(60))
        {
            using var answer = await visitor.GetAsync(target);
            Assert.True((int)answer.StatusCode < 400, $"{target} answers {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task The_catalogue_is_narrowed_and_paged_without_a_title_twice()
    {
        var visitor = await program.NewVisitorAsync();
        var seen = new List<string>();
        string? address = "/search?genre=Western&decade=1960";
        while (address is not null)
        {
            var page = await PageAsync(visitor, address);
            seen.AddRange(page.QuerySelectorAll(".film a").Select(a => a.GetAttribute("href")!));
            Assert.Equal(["Western", "1960s"], page.QuerySelectorAll(".chip.on").Select(chip => chip.TextContent));
            address = page.QuerySelectorAll("a.btn").FirstOrDefault(a => a.TextContent == "Next 24")?.GetAttribute("href");
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        var first = await PageAsync(visitor, "/search?decade=1960");
        var counted = first.QuerySelectorAll("label").Single(label => label.QuerySelector("input[name=genre][value=Western]") is not null).QuerySelector("small")!.TextContent;
        Assert.Equal(counted, seen.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory, InlineData("/search?kind=painting&genre=%27--&decade=19x&after=__"), InlineData("/search?after=1e400_5"), InlineData("/search?decade=99999999999990"), InlineData("/search?q=%00%EF%BF%BF")]
    public async Task An_address_edited_by_hand_still_gets_a_page(string address)
    {
        var visitor = await program.NewVisitorAsync();

        using var answer = await visitor.GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_rating_by_form_is_kept_said_once_and_shown()
    {
        var visitor = await program.NewVisitorAsync();
        var form = await PageAsync(visitor, "/titles/19");

        using var posted = await visitor.PostAsync("/titles/19/rating", Form(form, ("rating", "9"), ("back", "/titles/19")));

        Assert.Equal((HttpStatusCode.SeeOther, "/titles/19"), (posted.StatusCode, posted.Headers.Location!.ToString()));
        var page = await PageAsync(visitor, "/titles/19");
        Assert.Equal("9", page.QuerySelector("input[name=rating][checked]")!.GetAttribute("value"));
        Assert.StartsWith("4½ stars saved", page.QuerySelector(".toast")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Null((await PageAsync(visitor, "/titles/19")).QuerySelector(".toast"));
    }

    [Fact]
    public async Task Display_settings_come_back_in_the_html_and_never_lead_away()
    {
        var visitor = await program.NewVisitorAsync();
        var form = await PageAsync(visitor, "/");

        using var posted = await visitor.PostAsync("/display", Form(form, ("theme", "light"), ("contrast", "more"), ("back", "//evil.example")));

        Assert.Equal("/", posted.Headers.Location!.ToString());
        var html = (await PageAsync(visitor, "/")).DocumentElement;
        Assert.Equal(("light", "more"), (html.GetAttribute("data-theme"), html.GetAttribute("data-contrast")));
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_with_a_page_for_people()
    {
        var visitor = await program.NewVisitorAsync();
        visitor.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        using var posted = await visitor.PostAsync("/display", new FormUrlEncodedContent([KeyValuePair.Create("theme", "light")]));

        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
        Assert.Contains("That did not come through", await posted.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory, InlineData("/titles/99999999"), InlineData("/titles/heat"), InlineData("/no/such/page")]
    public async Task What_is_not_there_is_said_kindly_with_a_trace_id(string address)
    {
        var visitor = await program.NewVisitorAsync();
        visitor.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        using var answer = await visitor.GetAsync(address);

        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("We can’t find that", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(32, page.QuerySelector("code")!.TextContent.Length);
    }

    [Fact]
    public async Task Suggestions_come_as_options_and_an_unknown_word_as_none()
    {
        var visitor = await program.NewVisitorAsync();

        var found = new HtmlParser().ParseDocument(await visitor.GetStringAsync("/search/suggest?q=matrx"));

        Assert.Contains(found.QuerySelectorAll("[role=option]"), option => option.TextContent.Contains("The Matrix", StringComparison.Ordinal));
        Assert.DoesNotContain("role=\"option\"", await visitor.GetStringAsync("/search/suggest?q=zzzzqqqq"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_poster_may_be_kept_forever_under_its_version_and_asked_about_again_without()
    {
        var visitor = await program.NewVisitorAsync();
        var address = (await PageAsync(visitor, "/titles/19")).QuerySelector(".poster img")!.GetAttribute("src")!;

        using var versioned = await visitor.GetAsync(address);
        using var plain = await visitor.GetAsync("/poster/19.svg");
        using var again = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/poster/19.svg") { Headers = { IfNoneMatch = { plain.Headers.ETag! } } });
        using var missing = await visitor.GetAsync("/poster/99999999.svg");

        Assert.Equal("image/svg+xml", versioned.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", versioned.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("immutable", plain.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.NotFound), (again.StatusCode, missing.StatusCode));
    }

    static async Task<IHtmlDocument> PageAsync(HttpClient visitor, string address) => new HtmlParser().ParseDocument(await visitor.GetStringAsync(address));

    /// <summary>The fields with the page's own token.</summary>
    static FormUrlEncodedContent Form(IHtmlDocument page, params (string Name, string Value)[] fields) => new(fields
        .Append(("__RequestVerificationToken", page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!))
        .Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
}

public sealed class PagesForPeopleOnSqlite(ProgramOnSqlite program) : PagesForPeople(program);

public sealed class PagesForPeopleOnPostgreSql(ProgramOnPostgreSql program) : PagesForPeople(program);
