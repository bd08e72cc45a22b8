using Marquee.Data;
using Marquee.Features.Accounts.Registering;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;
using Marquee.Platform.Mail;

namespace Marquee.Features.Accounts.Admin;

/// <summary>Whom to invite.</summary>
/// <param name="Email">Only this address may accept it, and a letter goes there; null: whoever has the link.</param>
/// <param name="Role"><c>member</c>, or <c>admin</c>, which the owner alone gives.</param>
/// <param name="Days">How long it is good, 1 to 30.</param>
sealed record InvitationRequest(string? Email = null, string? Role = null, int? Days = null);

/// <summary>An invitation that was made.</summary>
/// <param name="Link">Shown this once; we keep only its hash.</param>
public sealed record InvitationMade(string Id, string? Email, string Role, DateTimeOffset ExpiresAt, string Link);

/// <summary>An invitation in the list.</summary>
/// <param name="State"><c>open</c>, <c>accepted</c>, <c>revoked</c> or <c>expired</c>.</param>
public sealed record InvitationView(
    string Id, string? Email, string Role, string State, string? InvitedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string? AcceptedBy, DateTimeOffset? AcceptedAt);

/// <summary>Makes invitations, lists them and takes them back. Each is good once, for one account.</summary>
sealed class MakeInvitation(Database database, Post post, Instance instance, TimeProvider clock)
{
    public const int UsualDays = 7, MostDays = 30, MostListed = 100;

    sealed record Row(
        long Id, string? Email, string Role, string? InvitedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string? AcceptedBy, DateTimeOffset? AcceptedAt, DateTimeOffset? RevokedAt);

    public async Task<InvitationMade> HandleAsync(InvitationRequest request, HttpContext http, CancellationToken cancel)
    {
        var email = string.IsNullOrWhiteSpace(request.Email) ? null : RegisterAccount.CheckedEmail(request.Email);
        var role = string.IsNullOrEmpty(request.Role) ? Roles.Member : request.Role;
        if (role is not (Roles.Member or Roles.Admin))
            throw new Invalid("role_invalid", "An invitation is for a member or an admin.", "role");
        var caller = Caller.Of(http);
        if (role == Roles.Admin && caller.Role != Roles.Owner)
            throw new Forbidden("not_for_you", "Only the owner invites admins.");
        if (request.Days is < 1 or > MostDays)
            throw new Invalid("days_invalid", $"An invitation is good for 1 to {MostDays} days.", "days");

        var (secret, now) = (Secrets.New(), clock.GetUtcNow());
        var expires = now.AddDays(request.Days ?? UsualDays);
        var link = $"{instance.Address}/register?invitation={secret}";
        var id = await database.WriteAsync(async connection =>
        {
            var made = await connection.ScalarAsync<long>(
                "insert into invitations (token_hash, email, role, invited_by, created_at, expires_at) values (@hash, @email, @role, @by, @now, @expires) returning id",
                new { hash = Secrets.Hash(secret), email, role, by = caller.Account, now, expires }, cancel);
            await connection.AuditAsync(new AuditEntry("invitation.made", caller.Account, $"For {email ?? "whoever has the link"}, as {role}."), http, now, cancel);
            if (email is not null)
                await post.WriteAsync(connection, new Letter(email, "You are invited to Marquee",
                    $"Somebody who looks after a Marquee server invites you to have an account there. The link is good once, until {expires:d MMMM yyyy}:\n\n{link}"), cancel);
            return made;
        }, cancel);
        if (email is not null)
            post.Ring();
        return new InvitationMade(Text(id), email, role, expires, link);
    }

    /// <summary>The latest, newest first.</summary>
    public async Task<IReadOnlyList<InvitationView>> ListAsync(long? before, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<Row>(
            $"""
            select i.id, i.email, i.role, b.email as invited_by, i.created_at, i.expires_at, c.email as accepted_by, i.accepted_at, i.revoked_at
            from invitations i left join accounts b on b.id = i.invited_by left join accounts c on c.id = i.accepted_by
            where i.id < @before order by i.id desc limit {MostListed}
            """, new { before = before ?? long.MaxValue }, cancel);
        var now = clock.GetUtcNow();
        return rows.ConvertAll(row => new InvitationView(Text(row.Id), row.Email, row.Role,
            row.AcceptedAt is not null ? "accepted" : row.RevokedAt is not null ? "revoked" : row.ExpiresAt <= now ? "expired" : "open",
            row.InvitedBy, row.CreatedAt, row.ExpiresAt, row.AcceptedBy, row.AcceptedAt));
    }

    /// <exception cref="NotFound">There is none that is still open.</exception>
    public Task RevokeAsync(long id, HttpContext http, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        var now = clock.GetUtcNow();
        if (await connection.ExecuteAsync("update invitations set revoked_at = @now where id = @id and accepted_at is null and revoked_at is null", new { id, now }, cancel) == 0)
            throw new NotFound("invitation_not_found", "There is no such invitation, or it was used or taken back already.");
        await connection.AuditAsync(new AuditEntry("invitation.revoked", Caller.Of(http).Account), http, now, cancel);
    }, cancel);

    static string Text(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
