using System.Data.Common;
using Marquee.Data;
using Microsoft.AspNetCore.Identity;

namespace Marquee.Features.Accounts.Identity;

/// <summary>
/// Where Identity keeps accounts: one row, read whole and written whole, with the stamp that it was read with in the <c>where</c>.
/// What else Identity stores stands in the files beside this one.
/// </summary>
sealed partial class AccountStore(Database database, SecretBox box, TimeProvider clock) :
    IUserPasswordStore<Account>, IUserEmailStore<Account>, IUserSecurityStampStore<Account>
{
    public static readonly IdentityError EmailTaken = new() { Code = "DuplicateEmail", Description = "There is an account with this e-mail address already." };

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => InsertAsync(connection, user, cancellationToken), cancellationToken);

    /// <summary>Puts a new account into its table; part of a transaction that makes its profile too.</summary>
    internal static async Task<IdentityResult> InsertAsync(DbConnection connection, Account account, CancellationToken cancel)
    {
        var id = await connection.ScalarAsync<long?>(
            """
            insert into accounts (email, normalized_email, email_verified, password_hash, security_stamp, concurrency_stamp, role, created_at)
            values (@Email, @NormalizedEmail, @EmailVerified, @PasswordHash, @SecurityStamp, @ConcurrencyStamp, @Role, @CreatedAt)
            on conflict (normalized_email) do nothing
            returning id
            """, account, cancel);
        if (id is null) return IdentityResult.Failed(EmailTaken);
        account.Id = new AccountId(id.Value);
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        var next = Guid.NewGuid().ToString("N");
        try
        {
            var changed = await database.WriteAsync(connection => connection.ExecuteAsync(
                """
                update accounts set email = @Email, normalized_email = @NormalizedEmail, email_verified = @EmailVerified, password_hash = @PasswordHash,
                    security_stamp = @SecurityStamp, concurrency_stamp = @next, two_factor = @TwoFactor, authenticator_key = @AuthenticatorKey
                where id = @Id and concurrency_stamp = @ConcurrencyStamp
                """,
                new
                {
                    user.Id,
                    user.Email,
                    user.NormalizedEmail,
                    user.EmailVerified,
                    user.PasswordHash,
                    user.SecurityStamp,
                    user.ConcurrencyStamp,
                    user.TwoFactor,
                    user.AuthenticatorKey,
                    next,
                }, cancellationToken), cancellationToken);
            if (changed == 0) return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        }
        // Another account took the address meanwhile.
        catch (DbException taken) when (taken.SqlState == "23505" || taken.Message.Contains("UNIQUE", StringComparison.Ordinal))
        {
            return IdentityResult.Failed(EmailTaken);
        }

        user.ConcurrencyStamp = next;
        return IdentityResult.Success;
    }

    /// <summary>Not by this door: an account goes with its profiles and files, after its days of grace.</summary>
    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        AccountId.TryParse(userId, null, out var id) ? FindAsync("id = @id", new { id }, cancellationToken) : Task.FromResult<Account?>(null);

    public Task<Account?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) =>
        FindAsync("normalized_email = @normalizedEmail", new { normalizedEmail }, cancellationToken);

    /// <summary>People sign in with their e-mail address: it is the name, too.</summary>
    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => FindByEmailAsync(normalizedUserName, cancellationToken);

    async Task<Account?> FindAsync(string which, object parameters, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.FirstAsync<Account>(
            $"""
            select id, email, normalized_email, email_verified, password_hash, security_stamp, concurrency_stamp, role, two_factor, authenticator_key,
                disabled_at, delete_after, created_at
            from accounts where {which}
            """, parameters, cancel);
    }

    public void Dispose()
    {
    }
}
