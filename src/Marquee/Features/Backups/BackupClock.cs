using System.Globalization;
using System.Threading.Channels;
using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Jobs;

namespace Marquee.Features.Backups;

/// <summary>
/// Makes backups when the owner's schedule says, and when somebody presses the button. The time is the owner's to change while the program runs, so it is
/// looked at every minute; the ledger of jobs lets one node do it, once.
/// </summary>
sealed partial class BackupClock(BackupJob job, BackupPlan plan, RunJob run, JobLedger ledger, Readiness readiness, TimeProvider clock, ILogger<BackupClock> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    readonly Channel<DateTimeOffset?> _asked = Channel.CreateBounded<DateTimeOffset?>(new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropWrite });

    readonly DateTimeOffset _since = clock.GetUtcNow();

    /// <summary>Makes one now, behind the page.</summary>
    public void Ring() => _asked.Writer.TryWrite(clock.GetUtcNow());

    /// <summary>Looks at the schedule now, not in a minute.</summary>
    public void Look() => _asked.Writer.TryWrite(null);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenReady.WaitAsync(stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                await Task.WhenAny(Task.Delay(Pause, clock, stoppingToken), _asked.Reader.WaitToReadAsync(stoppingToken).AsTask());
                stoppingToken.ThrowIfCancellationRequested();
                await TurnAsync(stoppingToken);
            }
        }
        catch (Exception stopping) when (stopping is OperationCanceledException or ObjectDisposedException)
        {
            // The program is stopping.
        }
    }

    async Task TurnAsync(CancellationToken cancel)
    {
        try
        {
            if (_asked.Reader.TryRead(out var asked) && asked is { } at)
                await run.OnceAsync(job.ByHand, at, cancel);
            else if ((await plan.ReadAsync(cancel)).LastDue(clock.GetUtcNow()) is { } due && await IsMissingAsync(due, cancel))
                await run.OnceAsync(job, due, cancel);
        }
        catch (Exception failure) when (failure is DatabaseUnavailable or System.Data.Common.DbException or IOException)
        {
            // The database was away; in a minute we look again.
            Later(failure.Message);
        }
    }

    // A machine that slept at the hour makes up for it when it wakes; an instance that has never made one waits for its first night.
    async Task<bool> IsMissingAsync(DateTimeOffset due, CancellationToken cancel)
    {
        var last = (await ledger.LatestAsync(job.Kind, 1, cancel)).FirstOrDefault();
        if (last?.Slot is null)
            return due >= _since;
        // One that a node left half-way is somebody else's after a while: the ledger knows when.
        var slot = due.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
        return string.CompareOrdinal(last.Slot, slot) < 0 || (last.Slot == slot && last.Status == "running");
    }

    [LoggerMessage(LogLevel.Warning, "No look at the backups' schedule: {Why}")]
    partial void Later(string why);
}

/// <summary>A backup as a job of the ledger.</summary>
sealed class BackupJob(MakeBackup make, bool isByHand = false) : IScheduledJob
{
    /// <summary>The same because somebody asked for it.</summary>
    public BackupJob ByHand => new(make, isByHand: true);

    public string Kind => "backup";

    public string Words => "Back up everything";

    /// <summary>Whenever the owner says; <see cref="BackupClock"/> looks.</summary>
    public string Schedule => "";

    public async Task<object> RunAsync(CancellationToken cancel)
    {
        var made = await make.HandleAsync(null, portable: false, isByHand, null, cancel);
        if (!made.Proof.IsGood)
            throw new InvalidDataException($"The backup {made.Backup.Name} is not good: {made.Proof.Words}");
        return new { name = made.Backup.Name, rows = made.Manifest.Rows, bytes = made.Backup.Size, removed = made.Removed.Count };
    }
}
