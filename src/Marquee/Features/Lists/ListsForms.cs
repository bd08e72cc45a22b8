using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Api;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Lists;

/// <summary>The forms of the list pages.</summary>
static class ListsForms
{
    public static void MapListsForms(this IEndpointRouteBuilder app)
    {
        var forms = app.MapForms();
        forms.MapPost("/lists", async ([FromForm] string? name, [FromForm] string? description, [FromForm] string? icon, [FromForm] string? visibility, [FromForm] string? filter,
            [FromForm(Name = "title")] string? title, KeepList keep, ListItems items, HttpContext http, CancellationToken cancel) =>
        {
            var made = await keep.CreateAsync(new ListRequest(name, description, icon, string.IsNullOrEmpty(visibility) ? null : visibility, filter), cancel);
            Notice.Say(http, $"{made.Value.Name} is made.", made.UndoId);
            return SeeOther.To($"/lists/{made.Value.Id}{(TitleId.TryParse(title, null, out var first) ? $"?add={first}" : "")}", otherwise: "/lists");
        }).WithOrder(-1);
        forms.MapPost("/lists/{id}/edit", async (ListId id, [FromForm] string? name, [FromForm] string? description, [FromForm] string? icon, [FromForm] string? visibility, [FromForm] string? filter,
            KeepList keep, HttpContext http, CancellationToken cancel) =>
        {
            var list = await keep.EditAsync(id, new ListRequest(name, description ?? "", icon ?? "", visibility, filter), http.ExpectedVersion(), cancel);
            return Said(http, "Saved.", list.UndoId, $"/lists/{id}");
        });
        forms.MapPost("/lists/{id}/delete", async (ListId id, KeepList keep, HttpContext http, CancellationToken cancel) =>
            Said(http, "The list is deleted.", (await keep.DeleteAsync(id, cancel)).UndoId, "/lists"));
        forms.MapPost("/lists/{id}/copy", async (ListId id, [FromForm] string? secret, KeepList keep, HttpContext http, CancellationToken cancel) =>
        {
            var copy = await keep.CopyAsync(id, secret, cancel);
            return Said(http, "This copy is yours.", copy.UndoId, $"/lists/{copy.Value.Id}");
        });
        forms.MapPost("/lists/{id}/share", async (ListId id, [FromForm] string? share, KeepList keep, HttpContext http, CancellationToken cancel) =>
        {
            await keep.ShareAsync(id, share != "no", cancel);
            return Said(http, share == "no" ? "The link no longer works." : "Whoever has the link may look at this list.", null, $"/lists/{id}");
        });
        MapItems(forms);
        MapPeople(forms);
    }

    static void MapItems(RouteGroupBuilder forms)
    {
        forms.MapPost("/lists/{id}/items", async (ListId id, [FromForm(Name = "title")] TitleId title, [FromForm] string? note, [FromForm] string? back, ListItems items, HttpContext http, CancellationToken cancel) =>
        {
            var kept = await items.AddAsync(id, [title], note, cancel);
            return Said(http, kept.Value.Words, kept.UndoId, back ?? $"/lists/{id}");
        });
        forms.MapPost("/lists/{id}/items/{title}/remove", async (ListId id, TitleId title, [FromForm] string? back, ListItems items, HttpContext http, CancellationToken cancel) =>
        {
            var kept = await items.RemoveAsync(id, [title], cancel);
            return Said(http, kept.Value.Words, kept.UndoId, back ?? $"/lists/{id}");
        });
        forms.MapPost("/lists/{id}/items/{title}/move", async (ListId id, TitleId title, [FromForm] string? to, [FromForm] string? after, [FromForm] string? back, ListItems items, HttpContext http, CancellationToken cancel) =>
        {
            var kept = to switch
            {
                "up" => await items.StepAsync(id, title, -1, cancel),
                "down" => await items.StepAsync(id, title, 1, cancel),
                _ => await items.MoveAsync(id, title, TitleId.TryParse(after, null, out var behind) ? behind : null, cancel),
            };
            return Said(http, kept.Value.Words, kept.UndoId, back ?? $"/lists/{id}");
        });
        forms.MapPost("/lists/{id}/items/{title}/note", async (ListId id, TitleId title, [FromForm] string? note, [FromForm] string? back, ListItems items, HttpContext http, CancellationToken cancel) =>
        {
            var kept = await items.NoteAsync(id, title, note, http.ExpectedVersion(), cancel);
            return Said(http, kept.Value.Words, kept.UndoId, back ?? $"/lists/{id}");
        });
        // The button on a title's page and on cards: on or off.
        forms.MapPost("/titles/{id}/watchlist", (TitleId id, [FromForm] string? on, [FromForm] string? back, ListItems items, HttpContext http, CancellationToken cancel) =>
            SetAsync("watchlist", id, on, back, items, http, cancel));
        forms.MapPost("/titles/{id}/favourite", (TitleId id, [FromForm] string? on, [FromForm] string? back, ListItems items, HttpContext http, CancellationToken cancel) =>
            SetAsync("favourites", id, on, back, items, http, cancel));
    }

    static void MapPeople(RouteGroupBuilder forms)
    {
        forms.MapPost("/lists/{id}/invite", async (ListId id, [FromForm] string? role, Collaborate work, HttpContext http, CancellationToken cancel) =>
        {
            var invitation = await work.InviteAsync(id, role, cancel);
            return Said(http, "Send this link to one person.", null, $"/lists/{id}?invited={invitation.Secret}");
        });
        forms.MapPost("/lists/join", async ([FromForm] string? secret, Collaborate work, HttpContext http, CancellationToken cancel) =>
        {
            var list = await work.JoinAsync(secret ?? "", cancel);
            return Said(http, "You work on this list now.", null, $"/lists/{list.Id}");
        }).WithOrder(-1);
        forms.MapPost("/lists/{id}/collaborators/{profile}/end", async (ListId id, ProfileId profile, CurrentProfile current, Collaborate work, HttpContext http, CancellationToken cancel) =>
        {
            await work.EndAsync(id, profile, cancel);
            return Said(http, "That has ended.", null, (await current.FindAsync(cancel))?.Id == profile ? "/lists" : $"/lists/{id}");
        });
    }

    static async Task<IResult> SetAsync(string kind, TitleId title, string? on, string? back, ListItems items, HttpContext http, CancellationToken cancel)
    {
        var kept = await items.SetAsync(kind, title, on != "no", cancel);
        return Said(http, kept.Value.Words, kept.UndoId, back ?? $"/titles/{title}");
    }

    static IResult Said(HttpContext http, string words, long? undo, string back)
    {
        Notice.Say(http, words, undo);
        return SeeOther.To(back, otherwise: "/lists");
    }
}
