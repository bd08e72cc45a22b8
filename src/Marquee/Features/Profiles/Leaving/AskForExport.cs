using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Profiles.Leaving;

/// <summary>An export as its account sees it.</summary>
/// <param name="Status"><c>waiting</c>, <c>running</c>, <c>ready</c>, <c>taken</c>, <c>failed</c>, <c>expired</c>.</param>
sealed record ExportView(long Id, string Status, long Size, DateTimeOffset AskedAt, DateTimeOffset? ReadyAt, DateTimeOffset? ExpiresAt);

/// <summary>Asks for a package of everything, and takes it: once, within a day of its making.</summary>
sealed class AskForExport(Database database, MakeExports makeExports, TimeProvider clock)
{
    const string Columns = "id, status, size, asked_at, ready_at, expires_at";

    public async Task<ExportView> HandleAsync(AccountId account, HttpContext http, CancellationToken cancel)
    {
        var export = await database.WriteAsync(async connection =>
        {
            await connection.AloneAsync(database.Dialect, $"export:{account}", cancel);
            if (await connection.ScalarAsync<long?>("select id from exports where account_id = @account and status in ('waiting', 'running')", new { account }, cancel) is not null)
                throw new Conflict("export_running", "A package is being made already.");
            await connection.AuditAsync(new AuditEntry("export.asked", account), http, clock.GetUtcNow(), cancel);
            // One at a time: a new one replaces those that nobody took.
            await connection.ExecuteAsync("update exports set status = 'expired', body = null where account_id = @account and status = 'ready'", new { account }, cancel);
            return await connection.FirstAsync<ExportView>(
                $"insert into exports (account_id, status, asked_at) values (@account, 'waiting', @now) returning {Columns}", new { account, now = clock.GetUtcNow() }, cancel);
        }, cancel);
        makeExports.Ring();
        return export!;
    }

    /// <summary>The latest, newest first.</summary>
    public async Task<IReadOnlyList<ExportView>> LatestAsync(AccountId account, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<ExportView>($"select {Columns} from exports where account_id = @account order by id desc limit 5", new { account }, cancel);
    }

    /// <exception cref="NotFound">There is none of that number, or it is not ready, was taken, or is too old.</exception>
    public Task<byte[]> TakeAsync(AccountId account, long id, HttpContext http, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        var now = clock.GetUtcNow();
        // Of two that come at once, one changes the row.
        if (await connection.ExecuteAsync(
                "update exports set status = 'taken', taken_at = @now where id = @id and account_id = @account and status = 'ready' and expires_at > @now", new { id, account, now }, cancel) == 0)
            throw new NotFound("export_not_found", "There is no such package, or it was taken, or is older than a day. Ask for another.");
        var body = await connection.ScalarAsync<byte[]>("select body from exports where id = @id and account_id = @account", new { id, account }, cancel);
        await connection.ExecuteAsync("update exports set body = null where id = @id and account_id = @account", new { id, account }, cancel);
        await connection.AuditAsync(new AuditEntry("export.taken", account), http, now, cancel);
        return body!;
    }, cancel);
}
