using System.Data.Common;
using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Accounts.Registering;

/// <summary>Whom the owner lets register: everybody, whom somebody invited, or nobody. The first account is always let in: it becomes the owner.</summary>
sealed class RegistrationPolicy(Database database, TimeProvider clock)
{
    public const string Open = "open", Invited = "invited", Closed = "closed";

    public static readonly IReadOnlyList<string> All = [Open, Invited, Closed];

    public async Task<string> FindAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await FindAsync(connection, cancel);
    }

    public static async Task<string> FindAsync(DbConnection connection, CancellationToken cancel) =>
        await connection.ScalarAsync<string>("select value from settings where name = 'registration'", null, cancel) is { } kept && All.Contains(kept) ? kept : Open;

    /// <exception cref="Invalid">There is no such choice.</exception>
    public Task SetAsync(string? policy, HttpContext http, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        if (policy is null || !All.Contains(policy))
            throw new Invalid("mode_invalid", $"Registration is {string.Join(", ", All)}.", "mode");
        await connection.ExecuteAsync(
            "insert into settings (name, value, updated_at) values ('registration', @policy, @now) on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at",
            new { policy, now = clock.GetUtcNow() }, cancel);
        await connection.AuditAsync(new AuditEntry("registration.changed", Platform.Access.Caller.Of(http).Account, $"Registration is {policy}."), http, clock.GetUtcNow(), cancel);
    }, cancel);

    /// <summary>Whether nobody has an account yet.</summary>
    public static async Task<bool> IsFirstAsync(DbConnection connection, CancellationToken cancel) =>
        await connection.ScalarAsync<long?>("select id from accounts limit 1", null, cancel) is null;
}
