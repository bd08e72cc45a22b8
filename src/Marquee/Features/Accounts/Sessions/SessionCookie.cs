using System.Security.Claims;
using System.Text.Encodings.Web;
using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Marquee.Features.Accounts.Sessions;

sealed class SessionCookieOptions : AuthenticationSchemeOptions;

/// <summary>
/// The browser's session: a cookie with a secret and nothing else, looked up at each request. Stands where Identity's own cookie would,
/// so that its sign-in does what ours does.
/// </summary>
sealed class SessionCookie(
    IOptionsMonitor<SessionCookieOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    LiveSessions live, StartSession start, EndSessions end, TouchSession touch, Database database, Instance instance)
    : SignInAuthenticationHandler<SessionCookieOptions>(options, logger, encoder)
{
    public const string Name = "marquee_session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Cookies[Name] is not { Length: Secrets.Length } secret)
            return AuthenticateResult.NoResult();
        if (await live.FindAsync(secret, Context.RequestAborted) is not { } session)
        {
            // Ended elsewhere: this browser is signed out. What anybody may see it still sees.
            Response.OnStarting(() =>
            {
                if (!Response.Headers.SetCookie.Any(set => set?.StartsWith(Name + "=", StringComparison.Ordinal) == true))
                    Response.Cookies.Delete(Name, Cookie(null));
                return Task.CompletedTask;
            });
            return AuthenticateResult.NoResult();
        }

        if (await touch.HandleAsync(session, Context, Context.RequestAborted) && session.Remembered)
            Response.Cookies.Append(Name, secret, Cookie(StartSession.WebLasts));
        return AuthenticateResult.Success(new AuthenticationTicket(session.Caller(byCookie: true).ToPrincipal(Scheme.Name), Scheme.Name));
    }

    /// <summary>Begins a session for the account that <paramref name="user"/> names.</summary>
    protected override async Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        if (!AccountId.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), null, out var account))
            throw new InvalidOperationException("Only an account can sign in.");
        var remember = properties?.IsPersistent ?? false;
        var session = await database.WriteAsync(connection => start.HandleAsync(connection, account, isWeb: true, remember, Context, Context.RequestAborted), Context.RequestAborted);
        Keep(session, remember);
    }

    protected override async Task HandleSignOutAsync(AuthenticationProperties? properties)
    {
        if (Request.Cookies[Name] is { Length: Secrets.Length } secret && await live.FindAsync(secret, Context.RequestAborted) is { } session)
            await end.OneAsync(session.AccountId, session.Id, Context, Context.RequestAborted);
        Response.Cookies.Delete(Name, Cookie(null));
    }

    // Turning away is the gate's part; this is for who asks the framework.
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Redirect(AccessGate.SignInPath);
        return Task.CompletedTask;
    }

    void Keep(NewSession session, bool remember) =>
        Response.Cookies.Append(Name, session.Secret!, Cookie(remember ? StartSession.WebLasts : null));

    CookieOptions Cookie(TimeSpan? lasts) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = Request.IsHttps || instance.IsSecure,
        MaxAge = lasts,
        IsEssential = true,
        Path = "/",
    };
}
