using System.ComponentModel;
using Marquee.Platform.Api;

namespace Marquee.Features.Search;

static class SearchRest
{
    internal static void MapTitleSearch(this IEndpointRouteBuilder app) => app
        .MapGet("/api/v1/search", async (
            SearchTitles searchTitles,
            CancellationToken cancel,
            [Description("Names, people, a year; slips of the finger are forgiven. The last word may be going on.")] string? q = null,
            [Description("The most titles wanted, 1 to 50.")] int limit = 20) =>
            Envelope.Of(await searchTitles.HandleAsync(q, limit, cancel)))
        .WithName("search")
        .WithTags("Search")
        .WithSummary("Titles by their names, people and year, best first");
}
