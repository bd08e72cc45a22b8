using Marquee.Data;

namespace Marquee.Features.Profiles.Leaving;

/// <summary>Makes the packages that were asked for, one after the other; whichever node comes first. One that was left half made is made anew.</summary>
sealed partial class MakeExports(Database database, TimeProvider clock, ILogger<MakeExports> log) : BackgroundService
{
    /// <summary>How long a package waits to be taken.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(24);

    static readonly TimeSpan Often = TimeSpan.FromMinutes(1), Given = TimeSpan.FromMinutes(15);

    readonly SemaphoreSlim _bell = new(0);

    sealed record Job(long Id, AccountId AccountId);

    public void Ring() => _bell.Release();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await NextAsync(stoppingToken) is { } job) await MakeAsync(job, stoppingToken);
                await _bell.WaitAsync(Often, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Failed(failure);
                await Task.Delay(Often, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    Task<Job?> NextAsync(CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        var now = clock.GetUtcNow();
        await connection.ExecuteAsync("update exports set status = 'expired', body = null where status = 'ready' and expires_at <= @now", new { now }, cancel);
        return await connection.FirstAsync<Job>(
            """
            update exports set status = 'running', started_at = @now
            where id = (select min(id) from exports where status = 'waiting' or (status = 'running' and started_at < @before)) and (status = 'waiting' or started_at < @before)
            returning id, account_id
            """, new { now, before = now - Given }, cancel);
    }, cancel);

    async Task MakeAsync(Job job, CancellationToken cancel)
    {
        try
        {
            using var zip = new MemoryStream();
            await using (var connection = await database.OpenAsync(cancel))
                await ExportPackage.WriteAsync(zip, connection, job.AccountId, cancel);
            var body = zip.ToArray();
            await database.WriteAsync(connection => connection.ExecuteAsync(
                "update exports set status = 'ready', body = @body, size = @size, ready_at = @now, expires_at = @until where id = @Id and status = 'running'",
                new { job.Id, body, size = (long)body.Length, now = clock.GetUtcNow(), until = clock.GetUtcNow() + Lasts }, cancel), cancel);
            Made(job.Id, body.Length);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Failed(failure);
            await database.WriteAsync(connection => connection.ExecuteAsync("update exports set status = 'failed' where id = @Id", new { job.Id }, cancel), cancel);
        }
    }

    public override void Dispose()
    {
        _bell.Dispose();
        base.Dispose();
    }

    [LoggerMessage(LogLevel.Information, "Made export {Id} of {Bytes} bytes")]
    partial void Made(long id, long bytes);

    [LoggerMessage(LogLevel.Error, "An export failed")]
    partial void Failed(Exception failure);
}
