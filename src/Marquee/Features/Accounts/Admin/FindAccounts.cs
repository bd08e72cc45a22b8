using Marquee.Data;
using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Marquee.Platform.Errors;

namespace Marquee.Features.Accounts.Admin;

/// <summary>An account as those who look after the server see it: who, how they get in, and when they were last here. Nothing of what they watch.</summary>
/// <param name="Profiles">What its profiles are called.</param>
/// <param name="Sessions">How many devices are signed in.</param>
/// <param name="DeleteAfter">When it will be gone, as its holder asked.</param>
/// <param name="Inviter">Who invited them.</param>
public sealed record AccountView(
    AccountId Id, string Email, bool EmailVerified, string Role, IReadOnlyList<string> Profiles, bool HasPassword, bool HasSecondFactor, int Passkeys, int Logins, int Sessions,
    DateTimeOffset? LastSeenAt, DateTimeOffset? DisabledAt, DateTimeOffset? DeleteAfter, DateTimeOffset CreatedAt, string? Inviter);

/// <summary>Accounts, the newest first, by what is typed of their address or of a profile's name.</summary>
sealed class FindAccounts(Database database, TimeProvider clock)
{
    public const int PerPage = 50;

    public static readonly IReadOnlyList<string> States = ["active", "disabled", "leaving"];

    const string Columns =
        """
        a.id, a.email, a.email_verified, a.role, a.password_hash is not null as has_password, a.two_factor as has_second_factor,
        (select count(*) from passkeys k where k.account_id = a.id) as passkeys, (select count(*) from external_logins e where e.account_id = a.id) as logins,
        (select count(*) from sessions s where s.account_id = a.id and s.revoked_at is null and s.expires_at > @now) as sessions,
        (select max(s.last_seen_at) from sessions s where s.account_id = a.id) as last_seen_at, a.disabled_at, a.delete_after, a.created_at,
        (select b.email from invitations i join accounts b on b.id = i.invited_by where i.accepted_by = a.id limit 1) as inviter
        from accounts a
        """;

    sealed record Row(
        AccountId Id, string Email, bool EmailVerified, string Role, bool HasPassword, bool HasSecondFactor, int Passkeys, int Logins, int Sessions,
        DateTimeOffset? LastSeenAt, DateTimeOffset? DisabledAt, DateTimeOffset? DeleteAfter, DateTimeOffset CreatedAt, string? Inviter);

    sealed record Face(AccountId AccountId, string DisplayName);

    /// <param name="text">Any part of an address, or of a profile's name.</param>
    /// <param name="role">Only these; null: all.</param>
    /// <param name="state">One of <see cref="States"/>; null: all.</param>
    public async Task<(IReadOnlyList<AccountView> Accounts, Pagination Pagination)> PageAsync(string? text, string? role, string? state, string? after, int? limit, CancellationToken cancel)
    {
        var (key, count) = (PageKey.Read(after), PageKey.Limit(limit, PerPage));
        if (!string.IsNullOrEmpty(role) && role is not (Roles.Owner or Roles.Admin or Roles.Member))
            throw new Invalid("role_invalid", $"A role is {Roles.Owner}, {Roles.Admin} or {Roles.Member}.", "role");
        if (!string.IsNullOrEmpty(state) && !States.Contains(state))
            throw new Invalid("state_invalid", $"An account is {string.Join(", ", States)}.", "state");
        var about = new { now = clock.GetUtcNow(), role, like = Like(text), id = key?.Id ?? long.MaxValue, count = count + 1 };
        var which = string.Join(" and ", ((string?[])
        [
            "1 = 1",
            string.IsNullOrEmpty(role) ? null : "a.role = @role",
            state switch { "active" => "a.disabled_at is null and a.delete_after is null", "disabled" => "a.disabled_at is not null", "leaving" => "a.delete_after is not null", _ => null },
            about.like is null ? null : @"(lower(a.email) like @like escape '\' or exists (select 1 from profiles p where p.account_id = a.id and lower(p.display_name) like @like escape '\'))",
        ]).Where(part => part is not null));
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<Row>($"select {Columns} where {which} and a.id < @id order by a.id desc limit @count", about, cancel);
        var total = await connection.ScalarAsync<long>($"select count(*) from accounts a where {which}", about, cancel);
        var pagination = PageKey.Of(rows, count, row => new PageKey(0, row.Id.Value), total);
        return (await ViewsAsync(connection, rows, cancel), pagination);
    }

    /// <exception cref="NotFound">There is no such account.</exception>
    public async Task<AccountView> OneAsync(AccountId id, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await ViewsAsync(connection, await connection.QueryAsync<Row>($"select {Columns} where a.id = @id", new { id, now = clock.GetUtcNow() }, cancel), cancel)).FirstOrDefault()
            ?? throw Missing();
    }

    public static NotFound Missing() => new("account_not_found", "There is no such account.");

    async Task<IReadOnlyList<AccountView>> ViewsAsync(System.Data.Common.DbConnection connection, List<Row> rows, CancellationToken cancel)
    {
        var faces = rows.Count == 0 ? [] : await connection.QueryAsync<Face>(
            $"select account_id, display_name from profiles where {database.Dialect.Among("account_id", "@ids")} order by id", new { ids = IdSet.Of(rows.Select(row => row.Id)) }, cancel);
        var names = faces.ToLookup(face => face.AccountId, face => face.DisplayName);
        return rows.ConvertAll(row => new AccountView(
            row.Id, row.Email, row.EmailVerified, row.Role, [.. names[row.Id]], row.HasPassword, row.HasSecondFactor, row.Passkeys, row.Logins, row.Sessions,
            row.LastSeenAt, row.DisabledAt, row.DeleteAfter, row.CreatedAt, row.Inviter));
    }

    static string? Like(string? text) => string.IsNullOrWhiteSpace(text) ? null
        : "%" + text.Trim().ToLowerInvariant().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%";
}
