using System.Data.Common;
using Marquee.Data;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;

namespace Marquee.Features.Lists;

/// <summary>What somebody may do with a list.</summary>
enum ListRole
{
    /// <summary>Look at it, by its link or because it is public.</summary>
    Read,

    /// <summary>Add titles, and take back what they added.</summary>
    Add,

    /// <summary>Everything but giving it away or deleting it.</summary>
    Edit,

    Own,
}

/// <summary>A list as it is shown.</summary>
/// <param name="Kind">watchlist, watching, completed, favourites or own.</param>
/// <param name="Filter">Of a smart list, in the grammar of docs/filters.md.</param>
/// <param name="Share">The secret of its link, for who may edit it.</param>
/// <param name="Role">What the reader may do with it.</param>
/// <param name="Owner">Whose it is.</param>
public sealed record ListView(
    ListId Id, string Kind, string Name, string? Description, string? Icon, string Visibility, string? Filter, string? Share, int Version, string Role, string Owner,
    long Count, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public bool IsSmart => Filter is not null;

    /// <summary>Whether titles are put in by hand.</summary>
    public bool IsByHand => Filter is null && Kind is not ("watching" or "completed");
}

/// <summary>A list's row with what the asker may do: the one place that decides it. A list that may not be seen is not there.</summary>
sealed record FoundList(ListId Id, ProfileId ProfileId, string Kind, string Name, string? Filter, int Version, ListRole Role)
{
    public bool IsByHand => Filter is null && Kind is not ("watching" or "completed");

    const string Sql =
        """
        select l.id, l.profile_id, l.kind, l.name, l.filter, l.version, l.visibility, l.share_secret,
            (select c.role from list_collaborators c where c.list_id = l.id and c.profile_id = @profile) as role
        from lists l where l.id = @list
        """;

    /// <param name="profile">Who asks; null: nobody we know.</param>
    /// <param name="secret">The secret of the link they came by.</param>
    /// <exception cref="NotFound">There is none, or not for them.</exception>
    public static async Task<FoundList> FindAsync(DbConnection connection, ListId list, ProfileId? profile, string? secret, CancellationToken cancel)
    {
        var row = await connection.FirstAsync<Row>(Sql, new { list, profile = profile ?? new ProfileId(0) }, cancel);
        var role = row switch
        {
            null => (ListRole?)null,
            _ when row.ProfileId == profile => ListRole.Own,
            { Role: "edit" } => ListRole.Edit,
            { Role: "add" } => ListRole.Add,
            _ when row.Visibility != Visibility.Private && Visibility.IsOpenTo(row.Visibility, await connection.StandingAsync(profile, row.ProfileId, cancel)) => ListRole.Read,
            { ShareSecret: { } share } when secret is not null && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
                System.Text.Encoding.UTF8.GetBytes(share), System.Text.Encoding.UTF8.GetBytes(secret)) => ListRole.Read,
            _ => null,
        };
        return role is { } may
            ? new FoundList(row!.Id, row.ProfileId, row.Kind, row.Name, row.Filter, row.Version, may)
            : throw new NotFound("list_not_found", "There is no such list.");
    }

    /// <summary>The list, when the asker may do so much with it.</summary>
    /// <exception cref="Forbidden">They may look at it and no more.</exception>
    public static async Task<FoundList> FindAsync(DbConnection connection, ListId list, ProfileId? profile, ListRole least, CancellationToken cancel)
    {
        var found = await FindAsync(connection, list, profile, secret: null, cancel);
        return found.Role >= least ? found : throw new Forbidden("list_not_yours", "You may look at this list, and not change it. Make a copy of your own.");
    }

    /// <summary>Everybody whose change feed tells of the list.</summary>
    public async Task<IReadOnlyCollection<ProfileId>> AudienceAsync(DbConnection connection, CancellationToken cancel) =>
        [ProfileId, .. await connection.QueryAsync<ProfileId>("select profile_id from list_collaborators where list_id = @Id", new { Id }, cancel)];

    sealed record Row(ListId Id, ProfileId ProfileId, string Kind, string Name, string? Filter, int Version, string Visibility, string? ShareSecret, string? Role);
}
