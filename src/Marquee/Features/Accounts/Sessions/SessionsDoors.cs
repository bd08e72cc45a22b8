using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Accounts.Sessions;

/// <summary>Sessions and devices, for programs and for the page's forms.</summary>
static class SessionsDoors
{
    const string Page = "/settings/sessions";

    public static void MapSessions(this IEndpointRouteBuilder app)
    {
        MapRest(app.MapGroup("/api/v1/me/sessions").WithTags("Accounts").GrownupsOnly());
        MapForms(app.MapGroup(Page).GrownupsOnly().ExcludeFromDescription());
    }

    static void MapRest(RouteGroupBuilder api)
    {
        api.MapGet("", async (ListSessions list, HttpContext http, CancellationToken cancel) =>
        {
            var caller = Caller.Of(http);
            return Envelope.Of(await list.HandleAsync(caller.Account!.Value, caller.Session, cancel));
        }).WithSummary("Where you are signed in, the latest first");
        api.MapPatch("{id}", async (SessionId id, DeviceRename body, ListSessions list, HttpContext http, CancellationToken cancel) =>
        {
            await list.RenameAsync(Caller.Of(http).Account!.Value, id, body.Name, cancel);
            return TypedResults.NoContent();
        }).WithSummary("Name a device").ProducesProblem(404).ProducesProblem(422);
        api.MapDelete("{id}", async (SessionId id, EndSessions end, HttpContext http, CancellationToken cancel) =>
        {
            if (!await end.OneAsync(Caller.Of(http).Account!.Value, id, http, cancel)) throw ListSessions.Missing();
            return TypedResults.NoContent();
        }).WithSummary("End a session, with its tokens").ProducesProblem(404);
        api.MapDelete("", async (EndSessions end, HttpContext http, CancellationToken cancel) =>
        {
            var caller = Caller.Of(http);
            return Envelope.Of(new { ended = await end.AllAsync(caller.Account!.Value, caller.Session, http, cancel) });
        }).WithSummary("End every session but this one");
    }

    static void MapForms(RouteGroupBuilder forms)
    {
        forms.MapPost("/{id}/name", async (SessionId id, [FromForm] string? name, ListSessions list, HttpContext http, CancellationToken cancel) =>
        {
            await list.RenameAsync(Caller.Of(http).Account!.Value, id, name, cancel);
            Notice.Say(http, "Named.");
            return SeeOther.To(Page, Page);
        });
        forms.MapPost("/{id}/end", async (SessionId id, EndSessions end, HttpContext http, CancellationToken cancel) =>
        {
            await end.OneAsync(Caller.Of(http).Account!.Value, id, http, cancel);
            Notice.Say(http, "That device is signed out.");
            return SeeOther.To(Page, Page);
        });
        forms.MapPost("/end-others", async (EndSessions end, HttpContext http, CancellationToken cancel) =>
        {
            var caller = Caller.Of(http);
            var ended = await end.AllAsync(caller.Account!.Value, caller.Session, http, cancel);
            Notice.Say(http, ended == 0 ? "You are signed in nowhere else." : "Every other device is signed out.");
            return SeeOther.To(Page, Page);
        });
    }
}

sealed record DeviceRename(string? Name);
