using System.Text.Encodings.Web;
using Marquee.Features.Accounts.Sessions;
using Marquee.Platform.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Marquee.Features.Accounts.Tokens;

/// <summary>A program's credentials: <c>Authorization: Bearer</c> with an access token or a personal access token.</summary>
sealed class TokenScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    AccessTokens access, PersonalTokens personal, LiveSessions live, TouchSession touch)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "token";
    const string Bearer = "Bearer ";

    /// <summary>Whether the request has such credentials. Another scheme in the header belongs to a proxy in front of us.</summary>
    public static bool IsBorne(HttpContext http) => http.Request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var token = Request.Headers.Authorization.ToString()[Bearer.Length..].Trim();
        // Who shows bad credentials is somebody too: the gate turns them away, but not where credentials do not matter.
        var caller = await FindAsync(token) ?? Caller.Refused;
        return AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(Name), Name));
    }

    async Task<Caller?> FindAsync(string token)
    {
        var cancel = Context.RequestAborted;
        if (token.StartsWith(PersonalTokens.Prefix, StringComparison.Ordinal))
            return await personal.FindAsync(token, cancel);
        if (await access.ReadAsync(token, cancel) is not { } claims || await live.FindAsync(claims.Session, cancel) is not { } session || session.AccountId != claims.Account)
            return null;
        await touch.HandleAsync(session, Context, cancel);
        return session.Caller(byCookie: false);
    }
}
