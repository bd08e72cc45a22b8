using Marquee.Data;
using Marquee.Platform.Access;
using Marquee.Platform.Api;

namespace Marquee.Features.Catalogue;

static class CatalogueRest
{
    internal static void MapTitles(this IEndpointRouteBuilder app) => app
        .MapGet("/api/v1/titles/{id}", async (TitleId id, GetTitle getTitle, CancellationToken cancel) =>
            Envelope.Of(await getTitle.HandleAsync(id, cancel)))
        .RequireScope(Scopes.Read)
        .WithName("getTitle")
        .WithTags("Titles")
        .WithSummary("A title with its facts, people, genres, keywords, external ids, and seasons with their episodes");
}
