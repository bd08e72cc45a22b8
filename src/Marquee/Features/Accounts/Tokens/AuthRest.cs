using Marquee.Data;
using Marquee.Features.Accounts.Registering;
using Marquee.Features.Accounts.Sessions;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marquee.Features.Accounts.Tokens;

/// <summary>Registering and signing in for programs.</summary>
static class AuthRest
{
    public static void MapAuthRest(this IEndpointRouteBuilder app)
    {
        var auth = app.MapGroup("/api/v1/auth").WithTags("Accounts");
        auth.MapPost("/register", RegisterAsync).ForEveryone().ChecksPasswords()
            .WithSummary("Make an account").WithDescription("The first account of a server is its owner’s. A guest’s cookie brings the guest’s ratings along.")
            .ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);
        auth.MapPost("/login", async (LoginRequest body, SignInForTokens signIn, HttpContext http, CancellationToken cancel) =>
            Envelope.Of(await signIn.HandleAsync(body, http, cancel))).ForEveryone().ChecksPasswords()
            .WithSummary("Sign in for tokens").WithDescription("The access token lasts fifteen minutes. 401 with the code second_factor_needed asks for the field code.")
            .ProducesProblem(401).ProducesProblem(422).ProducesProblem(429);
        auth.MapPost("/refresh", async (RefreshRequest body, RefreshTokens tokens, HttpContext http, CancellationToken cancel) =>
            Envelope.Of(await tokens.RefreshAsync(body.RefreshToken, http, cancel))).ForEveryone()
            .WithSummary("The next pair of tokens").WithDescription("A refresh token is good once. Using one a second time ends its session.").ProducesProblem(401);
        auth.MapPost("/logout", async (EndSessions end, HttpContext http, CancellationToken cancel) =>
        {
            var caller = Caller.Of(http);
            await end.OneAsync(caller.Account!.Value, caller.Session!.Value, http, cancel);
            return TypedResults.NoContent();
        }).MembersOnly().WithSummary("End this session, with its tokens").ProducesProblem(401);
        auth.MapPost("/logout-all", async (EndSessions end, HttpContext http, CancellationToken cancel) =>
        {
            await end.AllAsync(Caller.Of(http).Account!.Value, null, http, cancel);
            return TypedResults.NoContent();
        }).MembersOnly().WithSummary("End every session of the account, this one too").ProducesProblem(401);
    }

    static async Task<Results<Created<Envelope<RegisteredBody>>, Accepted<Envelope<MustVerifyBody>>>> RegisterAsync(Registration body, RegisterAccount register, SignInForTokens signIn, HttpContext http, CancellationToken cancel)
    {
        var registered = await register.HandleAsync(body, http, cancel);
        // The same words whether the address was new or not: whoever reads its letters knows.
        if (registered.Account is not { } account || registered.MustVerify)
            return TypedResults.Accepted((string?)null, Envelope.Of(new MustVerifyBody(body.Email!.Trim(), true), "Open the link in the e-mail that we sent, then sign in."));
        var tokens = await signIn.AfterRegisteringAsync(account.Id, http, cancel);
        return TypedResults.Created("/api/v1/me", Envelope.Of(new RegisteredBody(
            account.Id, account.Email, account.Role, account.EmailVerified, registered.Profile, tokens.AccessToken, tokens.RefreshToken, tokens.TokenType, tokens.ExpiresIn)));
    }
}

/// <param name="Code">Of the authenticator app, or a recovery code, where the account asks for one.</param>
sealed record LoginRequest(string? Email, string? Password, string? Code = null);

sealed record RefreshRequest(string? RefreshToken);

/// <summary>An account that was made, with the tokens that it is signed in with already.</summary>
sealed record RegisteredBody(
    AccountId Id, string Email, string Role, bool EmailVerified, ProfileId ProfileId, string AccessToken, string RefreshToken, string TokenType, int ExpiresIn);

/// <summary>Where e-mail is carried: the address must be confirmed before anybody signs in.</summary>
sealed record MustVerifyBody(string Email, bool VerificationNeeded);
