using Marquee.Data;
using Marquee.Features.Accounts.Sessions;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Marquee.Features.Accounts.SigningIn;

/// <param name="Code">Of the authenticator app, or a recovery code, where the account asks for one.</param>
sealed record ProofRequest(string? Password, string? Code = null);

/// <summary>Before a change that matters: is it still them? The password again, and the code where there is one; good for ten minutes of this session.</summary>
sealed class ProveIdentity(Database database, UserManager<Account> users, CheckCredentials check, LiveSessions live, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/auth/prove", async (ProofRequest body, ProveIdentity prove, HttpContext http, CancellationToken cancel) =>
        {
            await prove.HandleAsync(body, http, cancel);
            return TypedResults.NoContent();
        }).MembersOnly().ChecksPasswords().WithTags("Accounts").WithSummary("Show again that it is you, before a change that matters; good for ten minutes").ProducesProblem(401).ProducesProblem(422).ProducesProblem(429);

        app.MapPost(AccessGate.ProofPath, ([FromForm] string? password, [FromForm] string? code, [FromForm] string? back, ProveIdentity prove, HttpContext http, CancellationToken cancel) =>
            PageAgain.OrAsync<ProvePage>(http, async () =>
            {
                await prove.HandleAsync(new ProofRequest(password, code), http, cancel);
                return SeeOther.To(back, otherwise: "/");
            }, (nameof(ProvePage.Back), back))).WithOrder(-1).MembersOnly().ChecksPasswords().ExcludeFromDescription();
    }

    async Task HandleAsync(ProofRequest proof, HttpContext http, CancellationToken cancel)
    {
        var caller = Caller.Of(http);
        var account = await users.FindByIdAsync(caller.Account.ToString()!) ?? throw new NotFound("account_not_found", "There is no such account.");
        if (account.PasswordHash is null && string.IsNullOrEmpty(proof.Password))
        {
            await http.RequestServices.GetRequiredService<ProveAnotherWay>().CheckCodeAsync(account, proof.Code, http, cancel);
            await MarkAsync(caller.Session!.Value, account.Id, cancel);
            return;
        }

        try
        {
            await check.HandleAsync(account.Email, proof.Password, proof.Code, http, cancel);
        }
        catch (SignInNeeded wrong) when (wrong.Code == "credentials_wrong")
        {
            throw new Invalid("password_wrong", "That is not your password. Try again.", "password");
        }

        await MarkAsync(caller.Session!.Value, account.Id, cancel);
    }

    /// <summary>Notes that this session's holder has just shown who they are, in whatever way.</summary>
    public async Task MarkAsync(SessionId session, AccountId account, CancellationToken cancel)
    {
        await database.WriteAsync(connection => connection.ExecuteAsync(
            "update sessions set proved_at = @now where id = @session and account_id = @account", new { session, account, now = clock.GetUtcNow() }, cancel), cancel);
        live.Forget(session);
    }
}
