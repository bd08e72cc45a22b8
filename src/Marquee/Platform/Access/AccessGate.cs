using Marquee.Platform.Errors;

namespace Marquee.Platform.Access;

/// <summary>Stands behind routing and before every endpoint: asks the rule, and turns away whom it does not let in.</summary>
static class AccessGate
{
    /// <summary>Where people sign in, and where they prove again that it is them; an account feature has the pages.</summary>
    public const string SignInPath = "/sign-in", ProofPath = "/prove";

    public static IApplicationBuilder UseAccess(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.GetEndpoint() is not { } endpoint)
            return next(http);

        if (endpoint.DeclaredRule() is not { } rule)
        {
            // Routing's own "wrong method" and "wrong kind of body" are no routes and do nothing. A route that has forgotten to say whom it is for is for nobody.
            return endpoint is not RouteEndpoint ? next(http)
                : throw new Forbidden("undeclared", "This address does not say whom it is for, and so it is for nobody.");
        }

        var caller = Caller.Of(http);
        RefuseOtherSites(http, rule, caller);
        var clock = http.RequestServices.GetRequiredService<TimeProvider>();
        return AccessDecision.Decide(rule, caller, clock.GetUtcNow()) switch
        {
            Verdict.Welcome => next(http),
            Verdict.SignInFirst when !ErrorAnswers.IsForProgram(http) => SendTo(http, SignInPath),
            Verdict.ProveFirst when !ErrorAnswers.IsForProgram(http) => SendTo(http, ProofPath),
            Verdict.SignInFirst => throw new SignInNeeded("sign_in_needed", "Sign in first: this needs an account."),
            Verdict.BadCredentials => throw new SignInNeeded("invalid_token", "This token is not good any more: it has expired, was revoked, or is not one of ours. Sign in again."),
            Verdict.WrongScope => throw new Forbidden("insufficient_scope", rule.Scopes.Count == 0
                ? "A personal access token cannot do this: sign in."
                : $"This token’s scopes do not allow this. It needs: {string.Join(" or ", rule.Scopes)}."),
            Verdict.ProveFirst => throw new Forbidden("proof_needed", "Show first that it is you: POST /api/v1/auth/prove with the password."),
            _ => throw new Forbidden(caller.IsKid ? "kid_profile" : "not_for_you", caller.IsKid
                ? "A kid’s profile cannot do this. Switch to a grown-up’s."
                : "This is for those who look after this server."),
        };
    });

    /// <summary>
    /// What a browser sends along by itself must come from a page of ours when it changes something. Forms carry a token for that;
    /// this holds for the APIs, which take the cookie too.
    /// </summary>
    static void RefuseOtherSites(HttpContext http, AccessRule rule, Caller caller)
    {
        var method = http.Request.Method;
        if (rule.FromOtherSites || HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method))
            return;
        if (caller.Account is not null && !caller.ByCookie)
            return;
        if (http.Request.Headers["Sec-Fetch-Site"] == "cross-site")
            throw new Forbidden("cross_site", "Another site’s page asked for this. Open Marquee and do it there.");
    }

    static Task SendTo(HttpContext http, string path)
    {
        // A form's address shows nothing when it is opened again: back to the page it was on.
        var back = HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString
            : Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var page) && page.Host == http.Request.Host.Host ? page.PathAndQuery
            : "/";
        return SeeOther.To($"{path}?back={Uri.EscapeDataString(back)}", otherwise: path).ExecuteAsync(http);
    }
}
