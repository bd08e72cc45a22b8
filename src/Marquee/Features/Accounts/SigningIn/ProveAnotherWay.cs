using Marquee.Data;
using Marquee.Features.Accounts.External;
using Marquee.Features.Accounts.Factors;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;
using Marquee.Platform.Mail;
using Microsoft.AspNetCore.Identity;

namespace Marquee.Features.Accounts.SigningIn;

/// <summary>How somebody without a password can show again who they are.</summary>
/// <param name="Providers">Linked accounts elsewhere that can be asked.</param>
/// <param name="ByLetter">Whether a code can be sent to their confirmed address.</param>
sealed record OtherProofs(IReadOnlyList<SignInProvider> Providers, bool ByLetter);

/// <summary>
/// Proof of who it is for an account without a password: through the provider that signs it in, which is asked to make sure now, or by a code in a letter to its confirmed address,
/// good once for a few minutes.
/// </summary>
sealed class ProveAnotherWay(
    Database database, UserManager<Account> users, MarqueeSettings settings, ProveIdentity prove, Attempts attempts, SpentOnce once, Post post, RoundTrip trip, TimeProvider clock)
{
    static readonly TimeSpan Skew = TimeSpan.FromSeconds(60), CodeLasts = TimeSpan.FromMinutes(10);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(AccessGate.ProofPath + "/with/{provider}", (string provider, string? back, ProveAnotherWay other, HttpContext http, CancellationToken cancel) => other.LeaveAsync(provider, back, http, cancel))
            .GrownupsOnly().ExcludeFromDescription();
        app.MapPost(AccessGate.ProofPath + "/letter", async ([Microsoft.AspNetCore.Mvc.FromForm] string? back, ProveAnotherWay other, HttpContext http, CancellationToken cancel) =>
        {
            await other.SendAsync(http, cancel);
            return SeeOther.To($"{AccessGate.ProofPath}?sent=yes&back={Uri.EscapeDataString(back ?? "/")}", AccessGate.ProofPath);
        }).GrownupsOnly().ChecksPasswords().ExcludeFromDescription();
        app.MapPost("/api/v1/auth/prove/letter", async (ProveAnotherWay other, HttpContext http, CancellationToken cancel) =>
        {
            await other.SendAsync(http, cancel);
            return TypedResults.NoContent();
        }).GrownupsOnly().ChecksPasswords().WithTags("Accounts").WithSummary("For an account without a password: a code by e-mail, for POST /api/v1/auth/prove").ProducesProblem(409).ProducesProblem(429);
    }

    public async Task<OtherProofs> FindAsync(Account account)
    {
        if (account.PasswordHash is not null)
            return new OtherProofs([], false);
        var logins = await users.GetLoginsAsync(account);
        return new OtherProofs(
            [.. settings.SignInProviders.Where(provider => logins.Any(login => login.LoginProvider == provider.Name))],
            post.IsCarried && account.EmailVerified && (await users.GetPasskeysAsync(account)).Count == 0);
    }

    async Task<IResult> LeaveAsync(string name, string? back, HttpContext http, CancellationToken cancel)
    {
        if (http.Request.Headers["Sec-Fetch-Site"] == "cross-site")
            throw new Forbidden("cross_site", "Another site’s page asked for this. Open Marquee and do it there.");
        var account = await users.OfAsync(http);
        var provider = (await FindAsync(account)).Providers.FirstOrDefault(one => one.Name == name) ?? throw new NotFound("provider_not_found", "Nobody proves who they are that way here.");
        return Results.Redirect(await trip.LeaveAsync(provider, null, back, null, http, cancel, proving: account.Id));
    }

    /// <summary>Back from the provider: the same person, who showed it there just now. An account with a second factor gives that too.</summary>
    public async Task<IResult> ElsewhereAsync(SignInProvider provider, Journey journey, ExternalIdentity identity, Account? known, AccountId proving, HttpContext http, CancellationToken cancel)
    {
        if (known is null || known.Id != proving || known.DisabledAt is not null)
            throw new Forbidden("somebody_else", $"That is not the {provider.Words} account that signs in here. Choose the other one.");
        // Google and Facebook do not say when; they were asked to make sure, and showed a page of theirs.
        var left = DateTimeOffset.FromUnixTimeSeconds(journey.LeftAt);
        if (identity.ShownAt is { } shown ? shown < left - Skew : provider is not ({ IsFacebook: true } or { Name: "google" }))
            throw new Forbidden("proof_too_old", $"{provider.Words} did not ask you again who you are. Sign out there, then try once more.");
        if (known.TwoFactor)
        {
            await HalfWay.KeepAsync(http, known, remember: true, journey.Back);
            return SeeOther.To(FactorForms.SecondFactorPath, "/");
        }

        await prove.MarkAsync(Caller.Of(http).Session!.Value, proving, cancel);
        return SeeOther.To(journey.Back, otherwise: "/");
    }

    async Task SendAsync(HttpContext http, CancellationToken cancel)
    {
        var account = await users.OfAsync(http);
        if (!(await FindAsync(account)).ByLetter)
            throw new Conflict("letter_not_possible", "No letter can be sent to prove who you are. Use your password, your passkey, or the account that signs you in.");
        var code = await users.GenerateUserTokenAsync(account, TokenOptions.DefaultEmailProvider, Purpose(http));
        await database.WriteAsync(async connection =>
        {
            await post.WriteLimitedAsync(connection, new Letter(account.Email, "Your code", $"To show that it is you, give this code to Marquee within a few minutes:\n\n{code}\n\nIf you did not ask for it, somebody is in your account: sign in and end the sessions you do not know."), cancel);
            await connection.AuditAsync(new AuditEntry("proof.letter", account.Id), http, clock.GetUtcNow(), cancel);
        }, cancel);
        post.Ring();
    }

    /// <summary>The code of the letter.</summary>
    /// <exception cref="Invalid">It is not right, too old, or was used.</exception>
    public async Task CheckCodeAsync(Account account, string? code, HttpContext http, CancellationToken cancel)
    {
        await attempts.BeginAsync(account.Email, http, cancel);
        var digits = code?.Replace(" ", "", StringComparison.Ordinal) ?? "";
        if (digits.Length != 6 || !await users.VerifyUserTokenAsync(account, TokenOptions.DefaultEmailProvider, Purpose(http), digits)
            || !await once.SpendAsync($"letter:{account.Id}:{digits}", CodeLasts, cancel))
            throw new Invalid("code_wrong", "That code is not right, or it is too old. Ask for another letter.", "code");
        await attempts.SucceededAsync(account.Email, http, cancel);
    }

    // Good in the session that asked, and nowhere else.
    static string Purpose(HttpContext http) => $"prove:{Caller.Of(http).Session}";
}
