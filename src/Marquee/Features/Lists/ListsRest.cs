using Marquee.Data;
using Marquee.Platform.Api;
using Marquee.Platform.Errors;

namespace Marquee.Features.Lists;

/// <summary>Lists for programs.</summary>
static class ListsRest
{
    public static void MapListsRest(this IEndpointRouteBuilder app)
    {
        var api = app.MapApi("/api/v1/lists", "Lists");
        MapList(api);
        MapItems(api);
        MapPeople(api);

        var watchlist = app.MapApi("/api/v1/titles/{id}", "Lists");
        foreach (var (path, kind, name) in new[] { ("watchlist", "watchlist", "your watchlist"), ("favourite", "favourites", "your favourites") })
        {
            watchlist.MapPut(path, async (TitleId id, ListItems items, HttpContext http, CancellationToken cancel) => (await items.SetAsync(kind, id, true, cancel)).Answer(http))
                .WithSummary($"Put a title onto {name}").ProducesProblem(404);
            watchlist.MapDelete(path, async (TitleId id, ListItems items, HttpContext http, CancellationToken cancel) =>
            {
                (await items.SetAsync(kind, id, false, cancel)).Answer(http);
                return TypedResults.NoContent();
            }).WithSummary($"Take a title off {name}").ProducesProblem(404);
        }
    }

    static void MapList(RouteGroupBuilder api)
    {
        api.MapGet("", async (FindLists find, CancellationToken cancel) => Envelope.Of(await find.MineAsync(cancel))).WithSummary("Your lists, and those you work on");
        api.MapPost("", async (ListRequest body, KeepList keep, HttpContext http, CancellationToken cancel) =>
        {
            var made = await keep.CreateAsync(body, cancel);
            return TypedResults.Created($"/api/v1/lists/{made.Value.Id}", made.Answer(http));
        }).WithSummary("Make a list; with a filter it is a smart list").ProducesProblem(422);
        api.MapGet("{id}", async (ListId id, string? secret, FindLists find, HttpContext http, CancellationToken cancel) =>
        {
            var list = await find.OneAsync(id, secret, cancel);
            http.SetVersion(list.Version);
            return Envelope.Of(list);
        }).WithSummary("A list; its ETag goes into If-Match").ProducesProblem(404);
        api.MapPatch("{id}", async (ListId id, ListRequest body, KeepList keep, HttpContext http, CancellationToken cancel) =>
        {
            var list = await keep.EditAsync(id, body, http.ExpectedVersion(), cancel);
            http.SetVersion(list.Value.Version);
            return list.Answer(http);
        }).WithSummary("Change a list's name, description, icon, visibility or filter").ProducesProblem(403).ProducesProblem(404).ProducesProblem(412).ProducesProblem(422);
        api.MapDelete("{id}", async (ListId id, KeepList keep, HttpContext http, CancellationToken cancel) =>
        {
            (await keep.DeleteAsync(id, cancel)).Answer(http);
            return TypedResults.NoContent();
        }).WithSummary("Delete a list").ProducesProblem(403).ProducesProblem(404);
        api.MapPost("{id}/copy", async (ListId id, string? secret, KeepList keep, HttpContext http, CancellationToken cancel) =>
        {
            var copy = await keep.CopyAsync(id, secret, cancel);
            return TypedResults.Created($"/api/v1/lists/{copy.Value.Id}", copy.Answer(http));
        }).WithSummary("Make a list of your own with the same titles").ProducesProblem(404);
        api.MapPost("{id}/share", async (ListId id, KeepList keep, CancellationToken cancel) => Envelope.Of(await keep.ShareAsync(id, true, cancel)))
            .WithSummary("Give a list a link; an earlier link ends").ProducesProblem(404);
        api.MapDelete("{id}/share", async (ListId id, KeepList keep, CancellationToken cancel) => Envelope.Of(await keep.ShareAsync(id, false, cancel)))
            .WithSummary("Take the link away").ProducesProblem(404);
    }

    static void MapItems(RouteGroupBuilder api)
    {
        api.MapGet("{id}/items", async (ListId id, string? secret, string? after, int? limit, FindLists find, CancellationToken cancel) =>
        {
            var (items, pagination) = await find.ItemsAsync(id, secret, after, limit, cancel);
            return new Envelope<IReadOnlyList<ListItemView>>(items, null, pagination);
        }).WithSummary("The titles of a list, in its order").ProducesProblem(404);
        api.MapPost("{id}/items", async (ListId id, ItemsRequest body, ListItems items, HttpContext http, CancellationToken cancel) =>
        {
            var kept = await items.AddAsync(id, body.Titles ?? [], body.Note, cancel);
            return kept.Answer(http, kept.Value.Words);
        }).WithSummary("Add titles to the end; those that are there stay where they are").ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        api.MapPost("{id}/items/remove", async (ListId id, ItemsRequest body, ListItems items, HttpContext http, CancellationToken cancel) =>
            (await items.RemoveAsync(id, body.Titles ?? [], cancel)).Answer(http)).WithSummary("Take titles out").ProducesProblem(403).ProducesProblem(404);
        api.MapDelete("{id}/items/{title}", async (ListId id, TitleId title, ListItems items, HttpContext http, CancellationToken cancel) =>
        {
            (await items.RemoveAsync(id, [title], cancel)).Answer(http);
            return TypedResults.NoContent();
        }).WithSummary("Take a title out").ProducesProblem(403).ProducesProblem(404);
        api.MapPut("{id}/items/{title}/position", async (ListId id, TitleId title, MoveRequest body, ListItems items, HttpContext http, CancellationToken cancel) =>
            (await items.MoveAsync(id, title, body.After, cancel)).Answer(http))
            .WithSummary("Move a title right behind another, or with null to the top").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        api.MapPut("{id}/items/{title}/note", async (ListId id, TitleId title, NoteRequest body, ListItems items, HttpContext http, CancellationToken cancel) =>
            (await items.NoteAsync(id, title, body.Note, http.ExpectedVersion(), cancel)).Answer(http))
            .WithSummary("Write a note beside a title").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412);
    }

    static void MapPeople(RouteGroupBuilder api)
    {
        api.MapGet("{id}/collaborators", async (ListId id, Collaborate work, CancellationToken cancel) => Envelope.Of(await work.OfAsync(id, cancel)))
            .WithSummary("Who works on a list with you").ProducesProblem(404);
        api.MapPost("{id}/invitations", async (ListId id, InvitationRequest body, Collaborate work, CancellationToken cancel) => Envelope.Of(await work.InviteAsync(id, body.Role, cancel)))
            .WithSummary("Make an invitation to add or edit, for one person").ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        api.MapPost("join", async (JoinRequest body, Collaborate work, CancellationToken cancel) =>
            Envelope.Of(await work.JoinAsync(body.Secret ?? throw new NotFound("invitation_not_found", "There is no such invitation."), cancel)))
            .WithSummary("Join by an invitation's secret").ProducesProblem(404).ProducesProblem(409);
        api.MapDelete("{id}/collaborators/{profile}", async (ListId id, ProfileId profile, Collaborate work, CancellationToken cancel) =>
        {
            await work.EndAsync(id, profile, cancel);
            return TypedResults.NoContent();
        }).WithSummary("End working together").ProducesProblem(403).ProducesProblem(404);
    }
}

sealed record ItemsRequest(IReadOnlyList<TitleId>? Titles, string? Note = null);

/// <param name="After">The title it comes behind; null: to the top.</param>
sealed record MoveRequest(TitleId? After);

sealed record NoteRequest(string? Note);

/// <param name="Role">add or edit.</param>
sealed record InvitationRequest(string? Role);

sealed record JoinRequest(string? Secret);
