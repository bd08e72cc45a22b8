using Marquee.Data;
using Marquee.Features.Catalogue.Merging;
using Marquee.Platform.Api;

namespace Marquee.Features.Catalogue.Manual;

/// <param name="Into">The title that it is in truth.</param>
sealed record MergeRequest(TitleId Into);

/// <summary>Manual titles and their merging, for programs.</summary>
static class ManualTitlesRest
{
    public static void MapManualTitlesRest(this IEndpointRouteBuilder app)
    {
        var api = app.MapApi("/api/v1", "Titles");
        api.MapGet("/titles/own", async (FindOwnTitles find, CancellationToken cancel, string? q = null, TitleId? after = null, int? limit = null) =>
        {
            var (titles, pagination) = await find.HandleAsync(q, after, limit, cancel);
            return new Envelope<IReadOnlyList<OwnTitle>>(titles, null, pagination);
        }).WithName("getOwnTitles").WithSummary("The titles you wrote, by hand or by an import");
        api.MapPost("/titles", async (ManualTitle body, KeepManualTitle keep, GetTitle getTitle, HttpContext http, CancellationToken cancel) =>
        {
            var title = await getTitle.HandleAsync(await keep.MakeAsync(body, await Editor.OfAsync(http, cancel), cancel), cancel);
            http.SetVersion(title.Version);
            return TypedResults.Created($"/api/v1/titles/{title.Id}", Envelope.Of(title));
        }).WithName("makeTitle").WithSummary("Write a title of your own; nobody else sees it until an admin shares it").ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);
        api.MapPatch("/titles/{id}", async (TitleId id, ManualTitle body, KeepManualTitle keep, GetTitle getTitle, HttpContext http, CancellationToken cancel) =>
        {
            await keep.EditAsync(id, body, await Editor.OfAsync(http, cancel), http.ExpectedVersion(), cancel);
            var title = await getTitle.HandleAsync(id, cancel);
            http.SetVersion(title.Version);
            return Envelope.Of(title);
        }).WithName("editTitle").WithSummary("Change a title that somebody wrote; its ETag goes into If-Match").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422);
        api.MapDelete("/titles/{id}", async (TitleId id, KeepManualTitle keep, HttpContext http, CancellationToken cancel) =>
        {
            await keep.DeleteAsync(id, await Editor.OfAsync(http, cancel), cancel);
            return TypedResults.NoContent();
        }).WithName("deleteTitle").WithSummary("Delete a title that somebody wrote and nobody has anything of").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        api.MapPost("/titles/{id}/merge", async (TitleId id, MergeRequest body, MergeTitles merge, HttpContext http, CancellationToken cancel) =>
            Envelope.Of(await merge.HandleAsync(id, body.Into, await Editor.OfAsync(http, cancel), cancel), "They are one title now."))
            .WithName("mergeTitle").WithSummary("Make a title that somebody wrote one with another; everything moves along, the old address leads to the other").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        api.MapPost("/merges/{id:long}/undo", async (long id, UndoMerge undo, HttpContext http, CancellationToken cancel) =>
        {
            var undone = await undo.HandleAsync(id, await Editor.OfAsync(http, cancel), cancel);
            return Envelope.Of(undone, undone.Words);
        }).WithName("undoMerge").WithSummary("Make two titles of a merged one again, as they were").ProducesProblem(404).ProducesProblem(409);
    }
}
