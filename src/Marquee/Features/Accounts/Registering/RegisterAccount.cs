using System.Data.Common;
using System.Net.Mail;
using Marquee.Data;
using Marquee.Features.Accounts.Identity;
using Marquee.Features.Accounts.Passwords;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;
using Marquee.Platform.Mail;
using Microsoft.AspNetCore.Identity;

namespace Marquee.Features.Accounts.Registering;

/// <summary>What somebody gives to have an account.</summary>
/// <param name="Invitation">The secret of an invitation, where the owner asks for one.</param>
sealed record Registration(string? Email, string? Password, string? DisplayName, string? Invitation = null);

/// <summary>An account that was made.</summary>
/// <param name="Account">Null where letters are carried and the address has an account already: a letter tells its holder, and nobody else.</param>
/// <param name="MustVerify">Whether its address must be confirmed before anybody signs in.</param>
sealed record Registered(Account? Account, ProfileId Profile, bool MustVerify);

/// <summary>
/// Makes an account with its first profile, in one transaction. The very first is the owner's. A guest who registers keeps what they
/// rated: the guest profile becomes theirs.
/// </summary>
sealed class RegisterAccount(
    Database database, UserManager<Account> users, PasswordPolicy passwords, CurrentProfile current, VerifyEmail verify, Post post, TimeProvider clock)
{
    public const int LongestName = 60, LongestEmail = 254;

    public async Task<Registered> HandleAsync(Registration request, HttpContext http, CancellationToken cancel)
    {
        var email = CheckedEmail(request.Email);
        var name = CheckedName(request.DisplayName, otherwise: email.Split('@')[0]);
        passwords.Check(request.Password, email, name);

        var account = new Account
        {
            Email = email,
            NormalizedEmail = users.NormalizeEmail(email),
            SecurityStamp = Guid.NewGuid().ToString("N"),
            ConcurrencyStamp = Guid.NewGuid().ToString("N"),
            CreatedAt = clock.GetUtcNow(),
        };
        account.PasswordHash = users.PasswordHasher.HashPassword(account, request.Password!);

        ProfileId profile;
        try
        {
            profile = await database.WriteAsync(connection => KeepAsync(connection, account, name, request.Invitation, http, cancel), cancel);
        }
        catch (Conflict) when (post.IsCarried)
        {
            await database.WriteAsync(connection => post.WriteLimitedAsync(connection, new Letter(email, "You have an account already",
                "Somebody, perhaps you, wanted to register at Marquee with this address. It has an account: sign in with it, or ask for a new password."), cancel), cancel);
            post.Ring();
            return new Registered(null, default, MustVerify: true);
        }

        post.Ring();
        current.ForgetGuest();
        return new Registered(account, profile, post.IsCarried && !account.EmailVerified);
    }

    /// <summary>Makes the account's rows; also for those who come from another provider, without a password.</summary>
    public async Task<ProfileId> KeepAsync(DbConnection connection, Account account, string name, string? invitation, HttpContext http, CancellationToken cancel)
    {
        // One after the other, so that of two who come first together one is the owner.
        await connection.AloneAsync(database.Dialect, "registering", cancel);
        var invited = await Invitations.AcceptableAsync(connection, invitation, account.Email, clock.GetUtcNow(), cancel);
        if (await RegistrationPolicy.IsFirstAsync(connection, cancel))
            account.Role = Roles.Owner;
        else if (await RegistrationPolicy.FindAsync(connection, cancel) is var policy && policy == RegistrationPolicy.Closed)
            throw new Forbidden("registration_closed", "This server takes no new accounts.");
        else if (policy == RegistrationPolicy.Invited && invited is null)
            throw new Forbidden("invitation_needed", "This server takes new accounts by invitation: open the link that you were sent.");
        else
            account.Role = invited?.Role ?? Roles.Member;

        if (!(await AccountStore.InsertAsync(connection, account, cancel)).Succeeded)
            throw new Conflict("email_taken", "There is an account with this e-mail address already. Sign in, or reset its password.");
        if (invited is not null)
            await Invitations.AcceptAsync(connection, invited, account, clock.GetUtcNow(), cancel);
        var profile = await ProfileAsync(connection, account, name, cancel);
        await connection.AuditAsync(new AuditEntry("account.registered", account.Id, $"As {account.Role}"), http, clock.GetUtcNow(), cancel);
        if (!account.EmailVerified)
            await verify.WriteAsync(connection, account, cancel);
        return profile;
    }

    async Task<ProfileId> ProfileAsync(DbConnection connection, Account account, string name, CancellationToken cancel)
    {
        var parameters = new { account = account.Id, name, hash = current.GuestHash, now = clock.GetUtcNow() };
        var guest = parameters.hash is null ? null : await connection.ScalarAsync<long?>(
            "update profiles set account_id = @account, kind = 'personal', display_name = @name, token_hash = null, last_seen_at = @now where token_hash = @hash and account_id is null returning id",
            parameters, cancel);
        return new ProfileId(guest ?? await connection.ScalarAsync<long>(
            "insert into profiles (account_id, kind, display_name, created_at, last_seen_at) values (@account, 'personal', @name, @now, @now) returning id", parameters, cancel));
    }

    /// <summary>An address that a letter could be sent to.</summary>
    public static string CheckedEmail(string? email)
    {
        var text = email?.Trim() ?? "";
        return text.Length is > 0 and <= LongestEmail && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            && MailAddress.TryCreate(text, out var address) && address.Address == text && address.DisplayName.Length == 0
            ? text
            : throw new Invalid("email_invalid", "Give an e-mail address such as ines@example.org.", "email");
    }

    /// <summary>What a profile is called.</summary>
    public static string CheckedName(string? name, string? otherwise = null)
    {
        var text = string.IsNullOrWhiteSpace(name) ? otherwise : name.Trim();
        return text is { Length: > 0 and <= LongestName } && !text.Any(char.IsControl)
            ? text
            : throw new Invalid("display_name_invalid", $"A name has 1 to {LongestName} letters.", "display_name");
    }
}
