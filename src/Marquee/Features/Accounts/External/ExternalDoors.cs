using Marquee.Data;
using Marquee.Features.Accounts.Factors;
using Marquee.Features.Accounts.SigningIn;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Accounts.External;

/// <summary>The addresses of signing in elsewhere. Links and not forms lead out: our pages' forms may go nowhere but here.</summary>
static class ExternalDoors
{
    public const string Page = "/settings/connected";

    public static void MapExternal(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sign-in/with/{provider}", async (string provider, string? back, string? invitation, MarqueeSettings settings, RoundTrip trip, HttpContext http, CancellationToken cancel) =>
            Results.Redirect(await trip.LeaveAsync(Find(settings, provider), null, back, invitation, http, cancel))).ForEveryone().ExcludeFromDescription();
        app.MapGet(Page + "/{provider}", async (string provider, MarqueeSettings settings, RoundTrip trip, HttpContext http, CancellationToken cancel) =>
        {
            // Another site's link must not begin this: it would end with their account linked to this one.
            if (http.Request.Headers["Sec-Fetch-Site"] == "cross-site") throw new Forbidden("cross_site", "Another site’s page asked for this. Open Marquee and do it there.");
            return Results.Redirect(await trip.LeaveAsync(Find(settings, provider), Caller.Of(http).Account, null, null, http, cancel));
        }).WithProof().ExcludeFromDescription();

        app.MapGet("/sign-in/back/{provider}", (string provider, string? state, string? code, string? error, HttpContext http) => ReturnAsync(provider, state, code, error, http))
            .ForEveryone().ExcludeFromDescription();
        // Apple posts a form; its state says that it answers us, for it cannot have a token of our forms.
        app.MapPost("/sign-in/back/{provider}", ([FromForm] string? state, [FromForm] string? code, [FromForm] string? error, string provider, HttpContext http) => ReturnAsync(provider, state, code, error, http))
            .With(new AccessRule(Audience.Everyone, [], FromOtherSites: true)).DisableAntiforgery().ExcludeFromDescription();

        app.MapPost(Page + "/unlink", UnlinkAsync).WithOrder(-1).WithProof().ExcludeFromDescription();
    }

    static SignInProvider Find(MarqueeSettings settings, string name) =>
        settings.SignInProviders.FirstOrDefault(provider => provider.Name == name) ?? throw new NotFound("provider_not_found", "Nobody signs in that way here.");

    static Task<IResult> ReturnAsync(string name, string? state, string? code, string? error, HttpContext http) => PageAgain.OrAsync<SignInPage>(http, async () =>
    {
        var services = http.RequestServices;
        var provider = Find(services.GetRequiredService<MarqueeSettings>(), name);
        var (journey, identity) = await services.GetRequiredService<RoundTrip>().ReturnAsync(provider, state, code, error, http, http.RequestAborted);
        return await services.GetRequiredService<ExternalSignIn>().HandleAsync(provider, journey, identity, http, http.RequestAborted);
    });

    static Task<IResult> UnlinkAsync([FromForm] string? provider, [FromForm] string? subject, UserManager<Account> users, WaysIn ways, Database database, TimeProvider clock, HttpContext http, CancellationToken cancel) =>
        PageAgain.OrAsync<ConnectedPage>(http, async () =>
        {
            var account = await users.OfAsync(http);
            if ((await users.GetLoginsAsync(account)).FirstOrDefault(login => login.LoginProvider == provider && login.ProviderKey == subject) is not { } login)
                throw new NotFound("login_not_found", "That account is not linked.");
            if (await ways.CountAsync(account) == 1)
                throw new Conflict("last_way_in", "This is the only way into the account. Set a password or add a passkey first.");
            await users.RemoveLoginAsync(account, login.LoginProvider, login.ProviderKey);
            await database.WriteAsync(connection => connection.AuditAsync(new AuditEntry("login.unlinked", account.Id, provider), http, clock.GetUtcNow(), cancel), cancel);
            Notice.Say(http, "That account does not sign in here any more.");
            return SeeOther.To(Page, "/");
        });
}
