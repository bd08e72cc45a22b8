using Marquee.Data;
using Marquee.Platform.Jobs;

namespace Marquee.Features.Imports.Starting;

/// <summary>Throws away files that nobody came back to: never brought in for a fortnight, or with nothing decided for a month.</summary>
sealed class SweepImports(Database database, TimeProvider clock) : IScheduledJob
{
    static readonly TimeSpan Unwanted = TimeSpan.FromDays(14), Undecided = TimeSpan.FromDays(30);

    public string Kind => "sweep-imports";

    public string Words => "Throw away files that nobody came back to";

    public string Schedule => "0 20 4 * * ?";

    public async Task<object> RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var batches = await database.WriteAsync(connection => connection.ExecuteAsync(
            "delete from import_batches where phase is not null and phase <> 'previewing' and beat_at < @before", new { before = now - Unwanted }, cancel), cancel);
        var files = await database.WriteAsync(connection => connection.ExecuteAsync(
            "delete from import_files where batch_id in (select id from import_batches where phase is null and status <> 'running' and beat_at < @before)", new { before = now - Undecided }, cancel), cancel);
        return new { batches, files };
    }
}
