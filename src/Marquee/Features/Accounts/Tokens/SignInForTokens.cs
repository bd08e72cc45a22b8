using Marquee.Data;
using Marquee.Features.Accounts.Sessions;
using Marquee.Features.Accounts.SigningIn;

namespace Marquee.Features.Accounts.Tokens;

/// <summary>A program signs in: credentials checked, a session begun, its first tokens.</summary>
sealed class SignInForTokens(Database database, CheckCredentials check, StartSession start, RefreshTokens tokens)
{
    public async Task<TokenPair> HandleAsync(LoginRequest request, HttpContext http, CancellationToken cancel)
    {
        var account = await check.HandleAsync(request.Email, request.Password, request.Code, http, cancel);
        return await AfterRegisteringAsync(account.Id, http, cancel);
    }

    /// <summary>For an account whose holder has just shown who they are.</summary>
    public async Task<TokenPair> AfterRegisteringAsync(AccountId account, HttpContext http, CancellationToken cancel)
    {
        var (session, refresh) = await database.WriteAsync(async connection =>
        {
            var begun = await start.HandleAsync(connection, account, isWeb: false, remember: false, http, cancel);
            return (begun, await tokens.AddAsync(connection, begun.Id, cancel));
        }, cancel);
        return await tokens.PairAsync(account, session.Id, session.Profile, refresh, cancel);
    }
}
