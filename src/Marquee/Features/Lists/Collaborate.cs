using System.Data.Common;
using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Lists;

/// <summary>Somebody who works on a list.</summary>
/// <param name="Role">add or edit.</param>
public sealed record Collaborator(ProfileId ProfileId, string DisplayName, string Role, DateTimeOffset JoinedAt);

/// <summary>An invitation: whoever opens its address may join.</summary>
sealed record Invitation(string Secret, ListId ListId, string ListName, string Owner, string Role);

/// <summary>Works on a list together: its owner invites by a link, the invited join, either ends it.</summary>
sealed class Collaborate(Database database, Journal journal, CurrentProfile current, KeepList keep)
{
    public async Task<Invitation> InviteAsync(ListId id, string? role, CancellationToken cancel)
    {
        if (role is not ("add" or "edit"))
            throw new Invalid("role_invalid", "Who is invited may add or edit.", "role");
        var (profile, list) = await keep.ForAsync(id, ListRole.Own, cancel);
        if (!list.IsByHand)
            throw new Forbidden("list_by_rule", $"{list.Name} is filled by its rule: there is nothing to work on together.");
        var made = await journal.WriteAsync(profile, new JournalTitle("list.invited", $"Invited to {list.Name}"), [], async (connection, now) =>
        {
            var secret = KeepList.Secret();
            await connection.ExecuteAsync("insert into list_invitations (secret, list_id, role, created_at) values (@secret, @id, @role, @now)", new { secret, id, role, now }, cancel);
            await connection.AppendAsync("list.invited", new { ProfileId = profile, ListId = id, Role = role }, now, cancel);
            return (await FindAsync(connection, secret, cancel))!;
        }, cancel);
        return made.Value;
    }

    /// <exception cref="NotFound">There is none, or it was used.</exception>
    public async Task<Invitation> FindAsync(string secret, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await FindAsync(connection, secret, cancel) ?? throw Used();
    }

    static Task<Invitation?> FindAsync(DbConnection connection, string secret, CancellationToken cancel) => connection.FirstAsync<Invitation>(
        """
        select v.secret, v.list_id, l.name as list_name, o.display_name as owner, v.role
        from list_invitations v join lists l on l.id = v.list_id join profiles o on o.id = l.profile_id where v.secret = @secret
        """, new { secret }, cancel);

    static NotFound Used() => new("invitation_not_found", "This invitation was used already, or taken back. Ask for a new one.");

    /// <summary>Joins; the invitation is used up.</summary>
    public async Task<ListMade> JoinAsync(string secret, CancellationToken cancel)
    {
        Invitation? invitation;
        await using (var reading = await database.OpenAsync(cancel))
            invitation = await FindAsync(reading, secret, cancel);
        var profile = (await current.EnsureAsync(cancel)).Id;
        var joined = await journal.WriteAsync(profile, new JournalTitle("list.joined", $"Joined {invitation?.ListName}"),
            [new JournalScope("list_collaborators", "profile_id = @profile", new { profile })], async (connection, now) =>
            {
                if (invitation is null)
                    throw Used();
                var (list, role) = (invitation.ListId, invitation.Role);
                if (await connection.ScalarAsync<long>("select profile_id from lists where id = @list", new { list }, cancel) == profile.Value)
                    throw new Conflict("invitation_own", "This list is yours already.");
                if (await connection.ExecuteAsync("delete from list_invitations where secret = @secret", new { secret }, cancel) == 0)
                    throw Used();
                await connection.ExecuteAsync(
                    """
                    insert into list_collaborators (list_id, profile_id, role, joined_at) values (@list, @profile, @role, @now)
                    on conflict (list_id, profile_id) do update set role = excluded.role
                    """, new { list, profile, role, now }, cancel);
                await connection.AppendAsync("list.joined", new { ProfileId = profile, ListId = list, Role = role }, now, cancel);
                return new ListMade(list);
            }, cancel);
        return joined.Value;
    }

    /// <summary>Everybody who works on a list, for who may edit it.</summary>
    public async Task<IReadOnlyList<Collaborator>> OfAsync(ListId id, CancellationToken cancel)
    {
        await keep.ForAsync(id, ListRole.Add, cancel);
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<Collaborator>(
            """
            select c.profile_id, p.display_name, c.role, c.joined_at from list_collaborators c join profiles p on p.id = c.profile_id
            where c.list_id = @id order by c.joined_at, c.profile_id
            """, new { id }, cancel);
    }

    /// <summary>Ends working together: the owner for anybody, everybody for themselves.</summary>
    public async Task EndAsync(ListId id, ProfileId who, CancellationToken cancel)
    {
        var (profile, list) = await keep.ForAsync(id, ListRole.Add, cancel);
        if (profile != who && list.Role != ListRole.Own)
            throw new Forbidden("list_not_yours", "Only its owner decides who works on a list.");
        await journal.WriteAsync(profile, new JournalTitle("list.left", $"Ended working together on {list.Name}"), [Scope(id)], async (connection, now) =>
        {
            await connection.ExecuteAsync("delete from list_collaborators where list_id = @id and profile_id = @who", new { id, who }, cancel);
            await connection.AppendAsync("list.left", new { ProfileId = who, ListId = id }, now, cancel);
            return true;
        }, cancel, await keep.AudienceAsync(list, cancel));
    }

    static JournalScope Scope(ListId id) => new("list_collaborators", "list_id = @id", new { id });
}
