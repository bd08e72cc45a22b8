using System.Net;
using System.Text.Json;
using Marquee.Tests.Host;

namespace Marquee.Tests.Search;

/// <summary>Facets with counts, filters, orders, pages and marked words, through the API.</summary>
public abstract class NarrowingASearch(ProgramOn program)
{
    [Fact]
    public async Task A_hit_says_what_it_is_and_where_the_words_occur()
    {
        var first = (await (await program.NewVisitorAsync()).GetDataAsync("/api/v1/search?q=matri"))[0];

        Assert.Equal(("film", "The Matrix", 1999), (first.GetProperty("kind").GetString(), first.GetProperty("title").GetString(), first.GetProperty("year").GetInt32()));
        Assert.Equal(JsonValueKind.String, first.GetProperty("id").ValueKind);
        Assert.Equal("The <mark>Matri</mark>x", first.GetProperty("highlight").GetString());
    }

    [Theory]
    [InlineData("pacino", "person", "Al <mark>Pacino</mark>")]
    [InlineData("fabuleux destin", "other_name", "Le <mark>Fabuleux</mark> <mark>destin</mark>")]
    [InlineData("godfahter", "title", "The <mark>Godfather</mark>")]
    [InlineData("léon", "title", "<mark>Léon</mark>: The Professional")]
    public async Task The_words_are_marked_where_they_were_found(string typed, string place, string expected)
    {
        var hits = await (await program.NewVisitorAsync()).GetDataAsync("/api/v1/search?limit=3&q=" + Uri.EscapeDataString(typed));

        Assert.Equal(place, hits[0].GetProperty("matched_in").GetString());
        Assert.Contains(expected, hits[0].GetProperty("highlight").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_film_is_about_finds_it()
    {
        var visitor = await program.NewVisitorAsync();
        var jaws = (await visitor.GetDataAsync("/api/v1/search?q=jaws+1975"))[0].GetProperty("id").GetString();
        var overview = (await visitor.GetDataAsync($"/api/v1/titles/{jaws}")).GetProperty("overview").GetString()!;
        var words = overview.Split(' ').Where(word => word.Length > 4 && word.All(char.IsLetter)).Take(4);

        var hits = await visitor.GetDataAsync("/api/v1/search?q=" + Uri.EscapeDataString(string.Join(' ', words)));

        Assert.Contains(hits.EnumerateArray(), hit => hit.GetProperty("id").GetString() == jaws && hit.GetProperty("highlight").GetString()!.Contains("<mark>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("kind")]
    [InlineData("genre")]
    [InlineData("decade")]
    [InlineData("rating")]
    [InlineData("runtime")]
    [InlineData("language")]
    [InlineData("certification")]
    public async Task A_facets_count_is_what_choosing_it_shows(string facet)
    {
        var visitor = await program.NewVisitorAsync();
        foreach (var search in (string[])["q=star", "q=love&genre=Drama", "kind=film&decade=1990"])
        {
            var choices = (await AskAsync(visitor, search)).GetProperty("facets").GetProperty(facet).EnumerateArray().ToList();
            Assert.NotEmpty(choices);
            var choice = choices[choices.Count / 2];

            var without = string.Join('&', search.Split('&').Where(part => !part.StartsWith(facet + "=", StringComparison.Ordinal)));
            var chosen = await AskAsync(visitor, $"{without}&{facet}={Uri.EscapeDataString(choice.GetProperty("value").GetString()!)}");

            Assert.Equal(choice.GetProperty("count").GetInt32(), chosen.GetProperty("pagination").GetProperty("total").GetInt32());
        }
    }

    [Fact]
    public async Task Filters_leave_only_what_they_say()
    {
        var visitor = await program.NewVisitorAsync();

        var hits = (await visitor.GetDataAsync("/api/v1/search?kind=film&genre=Crime,Comedy&year=1990-1999&rating=7&runtime=90-120&sort=oldest&limit=50")).EnumerateArray().ToList();

        Assert.NotEmpty(hits);
        Assert.All(hits, hit =>
        {
            Assert.Equal("film", hit.GetProperty("kind").GetString());
            Assert.Superset(new HashSet<string?> { "Crime", "Comedy" }, hit.GetProperty("genres").EnumerateArray().Select(g => g.GetString()).ToHashSet());
            Assert.InRange(hit.GetProperty("year").GetInt32(), 1990, 1999);
            Assert.InRange(hit.GetProperty("vote_average").GetDouble(), 7, 10);
            Assert.InRange(hit.GetProperty("runtime").GetInt32(), 90, 120);
        });
        var years = hits.ConvertAll(hit => hit.GetProperty("year").GetInt32());
        Assert.Equal(years.Order(), years);
    }

    [Theory]
    [InlineData("q=man")]
    [InlineData("q=man&sort=title")]
    [InlineData("kind=film&genre=Western&sort=newest")]
    public async Task Pages_follow_each_other_without_gap_or_repeat(string search)
    {
        var visitor = await program.NewVisitorAsync();
        var ids = new List<string?>();
        var total = 0;
        for (string? after = ""; after is not null;)
        {
            var page = await AskAsync(visitor, $"{search}&limit=50{(after == "" ? "" : "&after=" + Uri.EscapeDataString(after))}");
            ids.AddRange(page.GetProperty("data").EnumerateArray().Select(hit => hit.GetProperty("id").GetString()));
            total = page.GetProperty("pagination").GetProperty("total").GetInt32();
            after = page.GetProperty("pagination").TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.True(total > 100, $"{total}");
        Assert.Equal(total, ids.Count);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("kind=book", "kind")]
    [InlineData("year=soon", "year")]
    [InlineData("q=star&rating=eleven", "rating")]
    [InlineData("sort=colour", "sort")]
    public async Task What_makes_no_sense_is_refused_by_its_name(string search, string field)
    {
        using var answer = await (await program.NewVisitorAsync()).GetAsync("/api/v1/search?" + search);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(field, (await answer.JsonAsync()).GetProperty("field").GetString());
    }

    [Fact]
    public async Task The_page_narrows_a_search_and_keeps_its_words()
    {
        var page = await (await program.NewVisitorAsync()).GetStringAsync("/search?q=star&kind=film&decade=1980&sort=newest");

        Assert.Contains("<mark>Star</mark> Wars: Episode VI", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Wars: Episode IV ", page, StringComparison.Ordinal);
        Assert.Contains("<input type=\"hidden\" name=\"q\" value=\"star\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/search?q=star&amp;kind=film&amp;sort=newest\"", page, StringComparison.Ordinal);
    }

    static async Task<JsonElement> AskAsync(HttpClient visitor, string search)
    {
        using var answer = await visitor.GetAsync("/api/v1/search?" + search);
        var json = await answer.JsonAsync();
        Assert.True(answer.IsSuccessStatusCode, json.ToString());
        return json;
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : NarrowingASearch(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : NarrowingASearch(program);
}
