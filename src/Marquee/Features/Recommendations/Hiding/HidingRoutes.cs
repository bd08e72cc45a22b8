using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Api;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Recommendations.Hiding;

/// <summary>"Not interested" and "less like this", for programs and for the pages' forms.</summary>
static class HidingRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapApi("/api/v1", "Recommendations");
        api.MapPut("/titles/{id}/hidden", async (TitleId id, HideRequest? body, HideTitle hide, HttpContext http, CancellationToken cancel) =>
            (await hide.HideAsync(id, body?.Reason, cancel)).Answer(http))
            .WithSummary("Never recommend this title again: 'not interested', or 'less like this' for less of its kind").ProducesProblem(404).ProducesProblem(422);
        api.MapDelete("/titles/{id}/hidden", async (TitleId id, HideTitle hide, HttpContext http, CancellationToken cancel) =>
        {
            (await hide.ShowAsync(id, cancel)).Answer(http);
            return TypedResults.NoContent();
        }).WithSummary("Let a hidden title be recommended again");
        api.MapGet("/hidden", async (TitleId? after, int? limit, FindHidden find, CancellationToken cancel) =>
            Envelope.Of(await find.HandleAsync(after, limit, cancel)))
            .WithSummary("The titles you have hidden, by title id").ProducesProblem(422);

        app.MapForms().MapPost("/titles/{id}/hidden", async (TitleId id, [FromForm] string? reason, [FromForm] string? back, HideTitle hide, HttpContext http, CancellationToken cancel) =>
        {
            var undo = reason == "show" ? (await hide.ShowAsync(id, cancel)).UndoId : (await hide.HideAsync(id, reason, cancel)).UndoId;
            Notice.Say(http, reason switch
            {
                "show" => "It may be recommended again.",
                HideReasons.LessLikeThis => "Hidden. You will see less of its kind.",
                _ => "Hidden. It will not be recommended again.",
            }, undo);
            return SeeOther.To(back, otherwise: $"/titles/{id}");
        });
    }
}

/// <param name="Reason">'not interested' (the default) or 'less like this'.</param>
sealed record HideRequest(string? Reason);
