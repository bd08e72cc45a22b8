using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Api;
using Marquee.Platform.Errors;
using Marquee.Ui.Components;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Library;

/// <summary>Everything watched, rated or owned; tags, notes and copies.</summary>
static class LibraryFeature
{
    public static void AddLibrary(this IServiceCollection services) => services
        .AddScoped<FindLibrary>()
        .AddScoped<OwnThings>()
        .AddScoped<ChangeMany>()
        .AddTitlePageSection<YourThings>(TitlePageArea.Aside, order: 5);

    public static void MapLibrary(this IEndpointRouteBuilder app)
    {
        var library = app.MapApi("/api/v1/library", "Library");
        library.MapGet("", async (string? filter, string? sort, string? after, int? limit, FindLibrary find, CancellationToken cancel) =>
        {
            var page = await find.PageAsync(filter, sort, after, limit, cancel);
            var per = PageKey.Limit(limit, FindLibrary.PerPage);
            return new Envelope<IReadOnlyList<LibraryItem>>(page.Items, null, new Pagination(1, per, page.Count, (page.Count + per - 1) / per, page.Next));
        }).WithSummary("Everything you watched, rated, own, tagged or noted; filter and sort as in docs/filters.md").ProducesProblem(422);
        library.MapPost("bulk", async (ManyRequest body, ChangeMany change, HttpContext http, CancellationToken cancel) =>
        {
            var changed = await change.HandleAsync(body, cancel);
            return changed.Answer(http, changed.Value.Words);
        }).WithSummary("Change up to 5,000 titles at once, chosen by id or filter").ProducesProblem(404).ProducesProblem(422);
        MapThings(app.MapApi("/api/v1/titles/{id}", "Library"));
        MapForms(FormDoors.MapForms(app));
    }

    static void MapThings(RouteGroupBuilder api)
    {
        api.MapGet("own", async (TitleId id, OwnThings own, HttpContext http, CancellationToken cancel) =>
        {
            var things = await own.FindAsync(id, cancel);
            http.SetVersion(things.NoteVersion);
            return Envelope.Of(things);
        }).WithSummary("Your tags, note and copies of a title");
        api.MapPut("tags", async (TitleId id, TagsRequest body, OwnThings own, HttpContext http, CancellationToken cancel) =>
            (await own.TagAsync(id, body.Tags ?? [], cancel)).Answer(http)).WithSummary("Set your tags of a title").ProducesProblem(404).ProducesProblem(422);
        api.MapPut("note", async (TitleId id, OwnNoteRequest body, OwnThings own, HttpContext http, CancellationToken cancel) =>
            (await own.NoteAsync(id, body.Note, http.ExpectedVersion(), cancel)).Answer(http)).WithSummary("Write your private note on a title").ProducesProblem(404).ProducesProblem(412).ProducesProblem(422);
        api.MapPost("copies", async (TitleId id, CopyRequest body, OwnThings own, HttpContext http, CancellationToken cancel) =>
            (await own.OwnAsync(id, body, cancel)).Answer(http)).WithSummary("Say that you own a copy: disc, file or service").ProducesProblem(404).ProducesProblem(422);
        api.MapPatch("copies/{copy:long}", async (TitleId id, long copy, CopyRequest body, OwnThings own, HttpContext http, CancellationToken cancel) =>
            (await own.ChangeCopyAsync(id, copy, body, http.ExpectedVersion(), cancel)).Answer(http))
            .WithSummary("Change what is said of a copy; its version goes into If-Match").ProducesProblem(404).ProducesProblem(412).ProducesProblem(422);
        api.MapDelete("copies/{copy:long}", async (TitleId id, long copy, OwnThings own, HttpContext http, CancellationToken cancel) =>
            (await own.DisownAsync(id, copy, http.ExpectedVersion(), cancel)).Answer(http)).WithSummary("Take a copy out of your library").ProducesProblem(404).ProducesProblem(412);
    }

    static void MapForms(RouteGroupBuilder forms)
    {
        forms.MapPost("/titles/{id}/tags", async (TitleId id, [FromForm] string? tags, OwnThings own, HttpContext http, CancellationToken cancel) =>
            Said(http, "Tags saved.", (await own.TagAsync(id, (tags ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), cancel)).UndoId, $"/titles/{id}"));
        forms.MapPost("/titles/{id}/note", async (TitleId id, [FromForm] string? note, OwnThings own, HttpContext http, CancellationToken cancel) =>
            Said(http, "Note saved. Only you see it.", (await own.NoteAsync(id, note, http.ExpectedVersion(), cancel)).UndoId, $"/titles/{id}"));
        forms.MapPost("/titles/{id}/copies", async (TitleId id, [FromForm] string? medium, [FromForm] string? format, [FromForm] string? place, OwnThings own, HttpContext http, CancellationToken cancel) =>
            Said(http, "It is in your library.", (await own.OwnAsync(id, new CopyRequest(medium, format, place), cancel)).UndoId, $"/titles/{id}"));
        forms.MapPost("/titles/{id}/copies/{copy:long}/delete", async (TitleId id, long copy, OwnThings own, HttpContext http, CancellationToken cancel) =>
            Said(http, "Taken out.", (await own.DisownAsync(id, copy, http.ExpectedVersion(), cancel)).UndoId, $"/titles/{id}"));
        forms.MapPost("/titles/{id}/copies/{copy:long}", async (TitleId id, long copy, [FromForm] string? format, [FromForm] string? place, [FromForm] string? note, OwnThings own, HttpContext http, CancellationToken cancel) =>
            Said(http, "Your copy is corrected.", (await own.ChangeCopyAsync(id, copy, new CopyRequest(null, format ?? "", place ?? "", note ?? ""), http.ExpectedVersion(), cancel)).UndoId, $"/titles/{id}"));
        forms.MapPost("/library/change", async ([FromForm] string? what, [FromForm] string? tag, [FromForm] string? filter, [FromForm] string? back, ChangeMany change, HttpContext http, CancellationToken cancel) =>
        {
            var form = await http.Request.ReadFormAsync(cancel);
            List<TitleId> picked = [.. form["pick"].Select(p => TitleId.TryParse(p, null, out var title) ? title : default).Where(t => t.Value > 0)];
            var request = Change(what, tag) with { Titles = form["all"] == "yes" ? null : picked, Filter = form["all"] == "yes" ? filter ?? "" : null };
            var changed = await change.HandleAsync(request, cancel);
            return Said(http, changed.Value.Words, changed.UndoId, back ?? "/library");
        });
    }

    // "status=dropped", "rating=8", "own=disc", "tag", "untag": one choice of the form.
    static ManyRequest Change(string? what, string? tag) => what?.Split('=') switch
    {
        ["tag"] => new ManyRequest(Tag: tag ?? ""),
        ["untag"] => new ManyRequest(Untag: tag ?? ""),
        ["status", var status] => new ManyRequest(Status: status),
        ["rating", var rating] when decimal.TryParse(rating, System.Globalization.CultureInfo.InvariantCulture, out var value) => new ManyRequest(Rating: value),
        ["own", var medium] => new ManyRequest(Own: medium),
        _ => throw new Invalid("change_invalid", "Say what to change: a tag, a status, a rating or a copy.", "what"),
    };

    static IResult Said(HttpContext http, string words, long? undo, string back)
    {
        Notice.Say(http, words, undo);
        return SeeOther.To(back, otherwise: "/library");
    }
}

sealed record TagsRequest(IReadOnlyList<string>? Tags);

sealed record OwnNoteRequest(string? Note);
