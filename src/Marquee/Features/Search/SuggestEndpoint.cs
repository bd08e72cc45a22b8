using Marquee.Features.Catalogue;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Ui.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marquee.Features.Search;

/// <summary>What the search box shows while one types: a few options as HTML.</summary>
static class SuggestEndpoint
{
    const int Most = 7;

    public static void MapSuggestions(this IEndpointRouteBuilder app) => app
        .MapGet("/search/suggest", async (string? q, SearchTitles search, CurrentProfile current, CancellationToken cancel) =>
            new RazorComponentResult<Suggestions>(new
            {
                Films = (IReadOnlyList<FilmView>)[.. (await search.HandleAsync(q, Most, cancel, TitleSight.Of(await current.FindAsync(cancel)))).Select(hit => hit.View())],
            }))
        .RequireScope(Scopes.Read)
        .ExcludeFromDescription();
}
