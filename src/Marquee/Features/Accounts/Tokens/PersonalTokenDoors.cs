using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Accounts.Tokens;

/// <summary>Personal access tokens, for programs and for the page's forms. Making one asks for proof; no token makes another.</summary>
static class PersonalTokenDoors
{
    const string Page = "/settings/tokens";

    public static void MapPersonalTokens(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/me/tokens").WithTags("Accounts").GrownupsOnly();
        api.MapGet("", async (MakePersonalToken tokens, HttpContext http, CancellationToken cancel) =>
            Envelope.Of(await tokens.ListAsync(Caller.Of(http).Account!.Value, cancel))).WithSummary("Your personal access tokens, without their secrets");
        api.MapPost("", async (TokenRequest body, MakePersonalToken tokens, HttpContext http, CancellationToken cancel) =>
        {
            var made = await tokens.HandleAsync(body, http, cancel);
            return TypedResults.Created($"/api/v1/me/tokens/{made.Id}", Envelope.Of(made, "Keep the token now: it is not shown again."));
        }).WithProof().WithSummary("Make a personal access token; its secret is in this answer and nowhere else").ProducesProblem(403).ProducesProblem(422);
        api.MapDelete("{id:long}", async (long id, MakePersonalToken tokens, HttpContext http, CancellationToken cancel) =>
        {
            await tokens.RevokeAsync(Caller.Of(http).Account!.Value, id, http, cancel);
            return TypedResults.NoContent();
        }).WithSummary("Revoke a token").ProducesProblem(404);

        var forms = app.MapGroup(Page).GrownupsOnly().ExcludeFromDescription();
        forms.MapPost("", MakeAsync).WithOrder(-1).WithProof();
        forms.MapPost("/{id:long}/revoke", async (long id, MakePersonalToken tokens, HttpContext http, CancellationToken cancel) =>
        {
            await tokens.RevokeAsync(Caller.Of(http).Account!.Value, id, http, cancel);
            Notice.Say(http, "The token is revoked.");
            return SeeOther.To(Page, Page);
        });
    }

    // Answered at once and not after a redirect: the secret is on this page and kept nowhere.
    static Task<IResult> MakeAsync(
        [FromForm] string? name, [FromForm(Name = "expires_in_days")] int? days,
        MakePersonalToken tokens, HttpContext http, CancellationToken cancel) => PageAgain.OrAsync<PersonalTokensPage>(http, async () =>
        {
            var made = await tokens.HandleAsync(new TokenRequest(name, [.. http.Request.Form["scopes"].OfType<string>()], days is 0 ? null : days), http, cancel);
            http.Response.Headers.CacheControl = "no-cache, no-store";
            return new RazorComponentResult<PageDocument>(new Dictionary<string, object?>
            {
                [nameof(PageDocument.Page)] = typeof(PersonalTokensPage),
                [nameof(PageDocument.Parameters)] = new Dictionary<string, object?> { [nameof(PersonalTokensPage.Made)] = made },
            });
        }, (nameof(PersonalTokensPage.Name), name));
}
