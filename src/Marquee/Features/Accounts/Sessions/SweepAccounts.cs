using Marquee.Data;

namespace Marquee.Features.Accounts.Sessions;

/// <summary>Once an hour, what nobody needs any more goes: sessions that ended a month ago, spent tokens, old attempts, letters that were carried. On every node; twice does no harm.</summary>
sealed partial class SweepAccounts(Database database, TimeProvider clock, ILogger<SweepAccounts> log) : BackgroundService
{
    static readonly TimeSpan Often = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Often, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await HandleAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                CouldNot(e);
            }
    }

    /// <returns>How many rows went.</returns>
    public async Task<int> HandleAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var swept = await database.WriteAsync(async connection =>
        {
            var rows = await connection.ExecuteAsync("delete from sessions where revoked_at < @month or expires_at < @month", new { month = now.AddDays(-30) }, cancel);
            rows += await connection.ExecuteAsync("delete from refresh_tokens where expires_at < @now", new { now }, cancel);
            rows += await connection.ExecuteAsync("delete from attempts where last_at < @day", new { day = now.AddDays(-1) }, cancel);
            rows += await connection.ExecuteAsync("delete from mails where sent_at < @month or (next_try_at is null and created_at < @quarter)", new { month = now.AddDays(-30), quarter = now.AddDays(-90) }, cancel);
            return rows;
        }, cancel);
        if (swept > 0) Swept(swept);
        return swept;
    }

    [LoggerMessage(LogLevel.Information, "Swept {Rows} rows of ended sessions, tokens, attempts and letters")]
    partial void Swept(int rows);

    [LoggerMessage(LogLevel.Warning, "Sweeping ended sessions failed; it is tried again in an hour")]
    partial void CouldNot(Exception exception);
}
