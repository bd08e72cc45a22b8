using System.ComponentModel;
using System.Text.Json.Serialization;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Search.Narrowing;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Marquee.Platform.Errors;
using Marquee.Ui.Posters;

namespace Marquee.Features.Search;

/// <summary>A title found, as the API tells it.</summary>
/// <param name="Highlight">The text that matches, its words in <c>&lt;mark&gt;</c>, everything else escaped.</param>
/// <param name="MatchedIn">Where: title, other_name, person, overview.</param>
sealed record FoundTitle(
    TitleId Id, string Kind, string Title, string? OriginalTitle, int? Year, int? EndYear, int? Runtime, string? Certification,
    double? VoteAverage, int VoteCount, IReadOnlyList<string> Genres, IReadOnlyList<string> Directors, string Poster,
    string? Highlight, string? MatchedIn, double Score);

/// <summary>The envelope with the facets beside the data.</summary>
sealed record FoundTitles(IReadOnlyList<FoundTitle> Data, IReadOnlyDictionary<string, IReadOnlyList<FacetChoice>> Facets, Pagination Pagination)
{
    [JsonPropertyOrder(-1)]
    public bool Success { get; } = true;
}

static class SearchRest
{
    internal static void MapTitleSearch(this IEndpointRouteBuilder app) => app
        .MapGet("/api/v1/search", async (
            HttpRequest http,
            SearchTitles searchTitles,
            CurrentProfile current,
            ServicesOfAsker services,
            CancellationToken cancel,
            [Description("Names, people, a year, what it is about; slips of the finger are forgiven. The last word may be going on. Left out: everything.")] string? q = null,
            [Description("film or show.")] string? kind = null,
            [Description("By name; several with commas: titles that have all of them.")] string? genre = null,
            [Description("1999, or 1990-1999, -1960, 2020-.")] string? year = null,
            [Description("1990 for the nineties.")] string? decade = null,
            [Description("The least rating, of ten.")] string? rating = null,
            [Description("Minutes: 90-120, -90, 150-.")] string? runtime = null,
            [Description("ISO 639-1: en.")] string? language = null,
            [Description("PG-13.")] string? certification = null,
            [Description("Where it can be streamed: a service's number among the facets, several with commas, or mine.")] string? service = null,
            [Description("The country whose services are meant, ISO 3166-1; US when left out.")] string? region = null,
            [Description("In the grammar of docs/filters.md, which knows what you watched and own: -seen:yes owned:disc sort:year.")] string? filter = null,
            [Description("relevance, popular, newest, oldest, title, rating, shortest, longest.")] string? sort = null,
            [Description("The most titles wanted, 1 to 50.")] int limit = 20,
            [Description("The pagination.next of the page before.")] string? after = null) =>
        {
            var answer = await searchTitles.HandleAsync(new SearchRequest(q, await services.FillInAsync(SearchFilter.Strict(http.Query), cancel), Order(sort, q), limit, after, TitleSight.Of(await current.FindAsync(cancel))), cancel);
            limit = Math.Clamp(limit, 1, SearchTitles.MostHits);
            return new FoundTitles(
                [.. answer.Hits.Select(Shape)],
                answer.Facets.ToDictionary(facet => facet.Name, facet => facet.Choices),
                new Pagination((answer.Before / limit) + 1, limit, answer.Total, (answer.Total + limit - 1) / limit, answer.Next));
        })
        .RequireScope(Scopes.Read)
        .WithName("search")
        .WithTags("Search")
        .WithSummary("Titles by their names, people, year and story, narrowed by facets that are counted beside them, best first");

    static SearchOrder Order(string? sort, string? text) => string.IsNullOrWhiteSpace(sort)
        ? text is null ? SearchOrder.Popular : SearchOrder.Relevance
        : Enum.TryParse<SearchOrder>(sort, ignoreCase: true, out var order) && Enum.IsDefined(order) ? order
        : throw new Invalid("bad_sort", $"'{sort}' is no order: give relevance, popular, newest, oldest, title, rating, shortest or longest.", "sort");

    static FoundTitle Shape(SearchHit hit)
    {
        var title = hit.Title;
        return new FoundTitle(
            title.Id, title.Kind, title.Title, title.OriginalTitle, title.Year, title.EndYear, title.Runtime, title.Certification,
            title.VoteAverage, title.VoteCount, title.Genres, title.Directors, title.Poster ?? Artwork.Poster(title.Id.ToString(), title.Title, title.Year),
            hit.Highlight?.Html, hit.Highlight?.In, hit.Score);
    }
}
