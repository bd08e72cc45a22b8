using Marquee.Data;
using Marquee.Features.Accounts.Factors;
using Marquee.Features.Accounts.Registering;
using Marquee.Features.Accounts.SigningIn;
using Marquee.Platform;
using Marquee.Platform.Errors;
using Marquee.Platform.Mail;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Identity;

namespace Marquee.Features.Accounts.External;

/// <summary>
/// Somebody is back from a provider that says who they are: signed in, linked, or registered. An address that has an account here is never taken over: its holder signs in and
/// links, for a provider's word about an address is not a proof of this account.
/// </summary>
sealed class ExternalSignIn(Database database, UserManager<Account> users, RegisterAccount register, CurrentProfile current, Post post, ProveAnotherWay prove, TimeProvider clock)
{
    public async Task<IResult> HandleAsync(SignInProvider provider, Journey journey, ExternalIdentity identity, HttpContext http, CancellationToken cancel)
    {
        var known = await users.FindByLoginAsync(provider.Name, identity.Subject);
        if (journey.Proving is { } proving) return await prove.ElsewhereAsync(provider, journey, identity, known, new AccountId(proving), http, cancel);
        if (journey.Linking is { } account) return await LinkAsync(provider, new AccountId(account), identity, known, http, cancel);
        var signingIn = known ?? await RegisterAsync(provider, identity, journey.Invitation, http, cancel);
        if (signingIn.DisabledAt is not null) throw new SignInNeeded("credentials_wrong", "This account cannot sign in. Ask whoever looks after this server.");
        if (signingIn.TwoFactor)
        {
            await HalfWay.KeepAsync(http, signingIn, remember: true, journey.Back);
            return SeeOther.To(FactorForms.SecondFactorPath, "/");
        }

        if (post.IsCarried && !signingIn.EmailVerified)
        {
            Notice.Say(http, "We sent you an e-mail. Open its link, then sign in.");
            return SeeOther.To("/sign-in", "/");
        }

        await SignInForms.BeginAsync(http, signingIn.Id, remember: true);
        return SeeOther.To(journey.Back, otherwise: "/");
    }

    async Task<IResult> LinkAsync(SignInProvider provider, AccountId id, ExternalIdentity identity, Account? known, HttpContext http, CancellationToken cancel)
    {
        if (known is not null && known.Id != id)
            throw new Conflict("login_taken", $"That {provider.Words} account signs in to another account here.");
        if (known is null)
        {
            var account = await users.FindByIdAsync(id.ToString()) ?? throw new NotFound("account_not_found", "There is no such account.");
            await users.AddLoginAsync(account, new UserLoginInfo(provider.Name, identity.Subject, identity.Email ?? identity.Name));
            await database.WriteAsync(connection => connection.AuditAsync(new AuditEntry("login.linked", id, provider.Words), http, clock.GetUtcNow(), cancel), cancel);
        }

        Notice.Say(http, $"{provider.Words} signs you in from now on.");
        return SeeOther.To(ExternalDoors.Page, "/");
    }

    async Task<Account> RegisterAsync(SignInProvider provider, ExternalIdentity identity, string? invitation, HttpContext http, CancellationToken cancel)
    {
        if (identity.Email is null)
            throw new Invalid("email_missing", $"{provider.Words} did not tell us your e-mail address, which an account needs. Create one with a password, then link it.");
        var email = RegisterAccount.CheckedEmail(identity.Email);
        if (await users.FindByEmailAsync(email) is not null)
            throw new Conflict("email_taken", $"There is an account with the address of your {provider.Words} account. Sign in to it, then link {provider.Words} under Connected accounts.");
        var name = identity.Name?.Trim() is { Length: > 0 and <= RegisterAccount.LongestName } given && !given.Any(char.IsControl) ? given : email.Split('@')[0];
        var account = new Account
        {
            Email = email,
            NormalizedEmail = users.NormalizeEmail(email),
            EmailVerified = identity.EmailVerified,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            ConcurrencyStamp = Guid.NewGuid().ToString("N"),
            CreatedAt = clock.GetUtcNow(),
        };
        await database.WriteAsync(async connection =>
        {
            await register.KeepAsync(connection, account, name, invitation, http, cancel);
            await connection.ExecuteAsync(
                "insert into external_logins (provider, subject, account_id, display_name, created_at) values (@provider, @Subject, @Id, @shown, @now)",
                new { provider = provider.Name, identity.Subject, account.Id, shown = identity.Email, now = clock.GetUtcNow() }, cancel);
        }, cancel);
        post.Ring();
        current.ForgetGuest();
        return account;
    }
}
