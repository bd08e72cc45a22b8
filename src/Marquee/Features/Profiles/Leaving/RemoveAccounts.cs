using System.Data.Common;
using System.Globalization;
using Marquee.Data;
using Marquee.Features.Accounts.Sessions;
using Marquee.Platform.Jobs;

namespace Marquee.Features.Profiles.Leaving;

/// <summary>
/// Every hour: accounts whose days of grace are over go, each in one transaction, with every row that names them. What stays is a number: how many left in that month.
/// </summary>
sealed class RemoveAccounts(Database database, LiveSessions live, TimeProvider clock) : IScheduledJob
{
    public string Kind => "remove-accounts";

    public string Words => "Remove accounts whose days of grace are over";

    public string Schedule => "0 20 * * * ?";

    sealed record Row(AccountId Id, string Email);

    public async Task<object> RunAsync(CancellationToken cancel)
    {
        List<Row> leaving;
        await using (var connection = await database.OpenAsync(cancel))
            leaving = await connection.QueryAsync<Row>("select id, email from accounts where delete_after <= @now order by id", new { now = clock.GetUtcNow() }, cancel);
        var removed = 0;
        foreach (var account in leaving)
            if (await database.WriteAsync(connection => RemoveAsync(connection, account, cancel), cancel))
                removed++;
        live.ForgetAll();
        return new { removed };
    }

    async Task<bool> RemoveAsync(DbConnection connection, Row account, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var parameters = new { account = account.Id, email = account.Email, now, month = now.ToString("yyyy-MM", CultureInfo.InvariantCulture) };
        // Taken back a moment ago, or done by another node.
        if (await connection.ScalarAsync<long?>("select id from accounts where id = @account and delete_after <= @now", parameters, cancel) is null) return false;
        foreach (var profile in await connection.QueryAsync<long>("select id from profiles where account_id = @account", parameters, cancel))
            // Events name a profile in their body: {"profileId":"7", …
            await connection.ExecuteAsync("delete from outbox where body like @text or body like @number", new { text = $"%\"profileId\":\"{profile}\"%", number = $"%\"profileId\":{profile},%" }, cancel);
        await connection.ExecuteAsync("delete from profiles where account_id = @account", parameters, cancel);
        await connection.ExecuteAsync("delete from mails where lower(to_address) = lower(@email)", parameters, cancel);
        await connection.ExecuteAsync("delete from invitations where lower(email) = lower(@email)", parameters, cancel);
        await connection.ExecuteAsync("delete from audit where account_id = @account", parameters, cancel);
        await connection.ExecuteAsync("update audit set actor_id = null, session_id = null, place = null where actor_id = @account", parameters, cancel);
        await connection.ExecuteAsync("delete from accounts where id = @account", parameters, cancel);
        await connection.ExecuteAsync("insert into departures (month, accounts) values (@month, 1) on conflict (month) do update set accounts = departures.accounts + 1", parameters, cancel);
        return true;
    }
}
