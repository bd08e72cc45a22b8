using System.ComponentModel;
using Marquee.Data;
using Marquee.Features.Catalogue.Enriching;
using Marquee.Features.Catalogue.Scores;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Marquee.Platform.Errors;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Catalogue;

/// <summary>A title of TMDB to add.</summary>
/// <param name="Kind">film or show.</param>
sealed record TitleToAdd(string? Kind, long TmdbId);

static class CatalogueRest
{
    internal static void MapTitles(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithTags("Titles").RequireScope(Scopes.Read);
        api.MapGet("/titles/{id}", async (TitleId id, GetTitle getTitle, HttpContext http, CancellationToken cancel) =>
        {
            var title = await getTitle.HandleAsync(id, cancel);
            if (title.Manual)
                http.SetVersion(title.Version);
            return Envelope.Of(title);
        })
            .WithName("getTitle").WithSummary("A title with its facts, people, genres, keywords, external ids, and seasons with their episodes");
        api.MapGet("/titles/{id}/availability", async (
            TitleId id, GetAvailability getAvailability, CancellationToken cancel, [Description("ISO 3166-1; the server's own when left out.")] string? region = null) =>
            Envelope.Of(await getAvailability.HandleAsync(id, region, cancel) ?? throw new NotFound("title_not_found", "There is no such title.")))
            .WithName("getAvailability").WithSummary("Where a title can be watched in a region, its videos and its certificates by country").ProducesProblem(404);
        api.MapScores();
        api.MapGet("/people/{id}", async (PersonId id, GetPerson getPerson, CurrentProfile current, CancellationToken cancel) =>
            Envelope.Of(await getPerson.HandleAsync(id, TitleSight.Of(await current.FindAsync(cancel)), cancel)))
            .WithName("getPerson").WithSummary("A person with their films and shows, the best known first").ProducesProblem(404);
        api.MapGet("/search/tmdb", async (FindAtTmdb find, CurrentProfile current, CancellationToken cancel, string? q = null) =>
            Envelope.Of(await find.HandleAsync(q, TitleSight.Of(await current.FindAsync(cancel)), cancel)))
            .WithName("searchTmdb").WithSummary("What TMDB finds and this catalogue does not have; says what is missing when it is not connected");
        api.MapPost("/titles/from-tmdb", async (TitleToAdd title, AddFromTmdb add, GetTitle getTitle, CurrentProfile current, CancellationToken cancel) =>
            Envelope.Of(await getTitle.HandleAsync(await add.HandleAsync(title.Kind, title.TmdbId, TitleSight.Of(await current.FindAsync(cancel)), cancel), cancel)))
            .RequireScope(Scopes.Write)
            .WithName("addTitleFromTmdb").WithSummary("Adds a title of TMDB with everything known of it, or gives the one that is there").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        app.MapPost("/titles/from-tmdb", async ([FromForm] string? kind, [FromForm(Name = "tmdb_id")] long? number, AddFromTmdb add, CurrentProfile current, CancellationToken cancel) =>
            SeeOther.To($"/titles/{await add.HandleAsync(kind, number ?? 0, TitleSight.Of(await current.FindAsync(cancel)), cancel)}", "/search"))
            .RequireScope(Scopes.Write).ExcludeFromDescription();
    }
}
