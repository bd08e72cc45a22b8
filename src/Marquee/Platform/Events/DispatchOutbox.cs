using Marquee.Data;

namespace Marquee.Platform.Events;

/// <summary>
/// Hands every event to every consumer that wants it: each sees it at least once and acts on it once. The receipt and the act are one
/// transaction; a consumer that fails is asked again later, and the others go on.
/// </summary>
sealed partial class DispatchOutbox(Database database, IEnumerable<IOutboxConsumer> consumers, TimeProvider clock, ILogger<DispatchOutbox> log)
{
    const int AtOnce = 200;
    static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    readonly IReadOnlyList<IOutboxConsumer> _consumers = [.. consumers];

    /// <summary>Takes what is waiting, oldest first.</summary>
    /// <returns>How many events were looked at; 0: nothing is due.</returns>
    public async Task<int> TurnAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        List<OutboxEvent> waiting;
        await using (var connection = await database.OpenAsync(cancel))
            waiting = await connection.QueryAsync<OutboxEvent>(
                """
                select o.id, o.kind, o.body, o.created_at from outbox o where o.dispatched_at is null
                    and not exists (select 1 from outbox_receipts r where r.event_id = o.id and r.done_at is null and r.retry_at > @now)
                order by o.id limit @AtOnce
                """, new { now, AtOnce }, cancel);
        foreach (var happened in waiting)
            await HandOutAsync(happened, cancel);
        return waiting.Count;
    }

    async Task HandOutAsync(OutboxEvent happened, CancellationToken cancel)
    {
        var everybodyActed = true;
        foreach (var consumer in _consumers.Where(c => c.Wants(happened.Kind)))
            everybodyActed &= await HandOverAsync(consumer, happened, cancel);
        if (everybodyActed)
            await database.WriteAsync(connection => connection.ExecuteAsync(
                "update outbox set dispatched_at = @now where id = @Id", new { happened.Id, now = clock.GetUtcNow() }, cancel), cancel);
    }

    async Task<bool> HandOverAsync(IOutboxConsumer consumer, OutboxEvent happened, CancellationToken cancel)
    {
        try
        {
            await database.WriteAsync(async connection =>
            {
                // Another node that hands over the same event waits here for its end, and finds the receipt.
                var mine = await connection.ExecuteAsync(
                    """
                    insert into outbox_receipts (event_id, consumer, done_at, attempts) values (@Id, @Name, @now, 1)
                    on conflict (event_id, consumer) do update set done_at = excluded.done_at, attempts = outbox_receipts.attempts + 1, retry_at = null, error = null
                    where outbox_receipts.done_at is null
                    """, new { happened.Id, consumer.Name, now = clock.GetUtcNow() }, cancel);
                if (mine > 0)
                    await consumer.ActAsync(connection, happened, cancel);
            }, cancel);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            Failed(failure, consumer.Name, happened.Id, happened.Kind);
            await LaterAsync(consumer, happened, failure, cancel);
            return false;
        }
    }

    // Twice as long after each failure, up to an hour: a consumer that is mended finds everything waiting.
    Task LaterAsync(IOutboxConsumer consumer, OutboxEvent happened, Exception failure, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        var attempts = await connection.ScalarAsync<int?>(
            "select attempts from outbox_receipts where event_id = @Id and consumer = @Name", new { happened.Id, consumer.Name }, cancel) ?? 0;
        var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(attempts, 20))));
        await connection.ExecuteAsync(
            """
            insert into outbox_receipts (event_id, consumer, attempts, retry_at, error) values (@Id, @Name, 1, @retry, @error)
            on conflict (event_id, consumer) do update set attempts = outbox_receipts.attempts + 1, retry_at = excluded.retry_at, error = excluded.error
            where outbox_receipts.done_at is null
            """, new { happened.Id, consumer.Name, retry = clock.GetUtcNow() + pause, error = failure.Message }, cancel);
    }, cancel);

    [LoggerMessage(LogLevel.Warning, "{Consumer} could not act on event {Id} ({Kind}) and is asked again")]
    partial void Failed(Exception failure, string consumer, long id, string kind);
}

/// <summary>Keeps dispatching while the program runs, and forgets what was dispatched long ago.</summary>
sealed partial class OutboxLoop(DispatchOutbox dispatch, Database database, TimeProvider clock, ILogger<OutboxLoop> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);
    static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var swept = clock.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await dispatch.TurnAsync(stoppingToken) == 0)
                    await Task.Delay(Pause, clock, stoppingToken);
                if (clock.GetUtcNow() - swept > BetweenSweeps)
                {
                    swept = clock.GetUtcNow();
                    await database.WriteAsync(connection => connection.ExecuteAsync("delete from outbox where dispatched_at < @before", new { before = swept - Kept }, stoppingToken), stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The program is stopping; what waits is there at the next start.
            }
            catch (Exception failure)
            {
                Stumbled(failure);
                await Task.Delay(AfterFailure, clock, CancellationToken.None);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Dispatching events failed; trying again")]
    partial void Stumbled(Exception failure);
}
