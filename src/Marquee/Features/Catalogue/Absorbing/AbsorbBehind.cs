using System.Data.Common;
using System.Text.Json;
using System.Threading.Channels;
using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Events;

namespace Marquee.Features.Catalogue.Absorbing;

/// <summary>
/// After somebody's import, what it could not place is looked for at once, behind the page; the hourly job has what this misses. The bell is in memory: it only wakes.
/// </summary>
sealed class ImportsWakeAbsorbing : IOutboxConsumer
{
    readonly Channel<ProfileId> _profiles = Channel.CreateBounded<ProfileId>(new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropWrite });

    public ChannelReader<ProfileId> Profiles => _profiles.Reader;

    public string Name => "absorb";

    public bool Wants(string kind) => kind == "history.imported";

    public Task ActAsync(DbConnection connection, OutboxEvent happened, CancellationToken cancel)
    {
        using var body = JsonDocument.Parse(happened.Body);
        if (body.RootElement.TryGetProperty("profileId", out var profile) && ProfileId.TryParse(profile.ToString(), null, out var id))
            _profiles.Writer.TryWrite(id);
        return Task.CompletedTask;
    }
}

sealed partial class AbsorbBehind(ImportsWakeAbsorbing imports, AbsorbTitles absorb, MarqueeSettings settings, Readiness readiness, ILogger<AbsorbBehind> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.WorksBehind)
            return;
        try
        {
            await readiness.WhenReady.WaitAsync(stoppingToken);
            await foreach (var profile in imports.Profiles.ReadAllAsync(stoppingToken))
                try
                {
                    await absorb.HandleAsync(profile, stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    NotAbsorbed(e.Message);
                }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    [LoggerMessage(LogLevel.Warning, "Own titles were not looked for after an import: {Reason}")]
    partial void NotAbsorbed(string reason);
}
