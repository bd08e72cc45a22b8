using System.Data.Common;
using Marquee.Data;
using Marquee.Platform;

namespace Marquee.Features.Accounts.Registering;

/// <summary>An invitation that may be accepted now.</summary>
sealed record Invitation(long Id, string? Email, string Role);

/// <summary>Accepting invitations; <see cref="Admin.MakeInvitation"/> makes them.</summary>
static class Invitations
{
    /// <summary>The invitation of that secret, if it is for this address, has not expired, and nobody has accepted it.</summary>
    public static async Task<Invitation?> AcceptableAsync(DbConnection connection, string? secret, string email, DateTimeOffset now, CancellationToken cancel)
    {
        if (secret is not { Length: Secrets.Length }) return null;
        var invitation = await connection.FirstAsync<Invitation>(
            "select id, email, role from invitations where token_hash = @hash and accepted_at is null and revoked_at is null and expires_at > @now",
            new { hash = Secrets.Hash(secret), now }, cancel);
        return invitation?.Email is { } meant && !meant.Equals(email, StringComparison.OrdinalIgnoreCase) ? null : invitation;
    }

    public static Task AcceptAsync(DbConnection connection, Invitation invitation, Account account, DateTimeOffset now, CancellationToken cancel) => connection.ExecuteAsync(
        "update invitations set accepted_at = @now, accepted_by = @account where id = @Id", new { invitation.Id, account = account.Id, now }, cancel);
}
