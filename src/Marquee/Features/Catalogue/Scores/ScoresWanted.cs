using System.Collections.Concurrent;
using System.Threading.Channels;
using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Outside;
using Marquee.Providers;

namespace Marquee.Features.Catalogue.Scores;

/// <summary>Titles that somebody looks at and whose scores are old. Only so many: a crawler must not use up the day's calls.</summary>
sealed class ScoresWanted
{
    readonly ConcurrentDictionary<long, bool> _waiting = new();
    readonly Channel<TitleId> _looked = Channel.CreateBounded<TitleId>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.Wait });

    public ChannelReader<TitleId> Looked => _looked.Reader;

    public void Add(TitleId id)
    {
        if (_waiting.TryAdd(id.Value, true) && !_looked.Writer.TryWrite(id))
            _waiting.TryRemove(id.Value, out _);
    }

    public void Taken(TitleId id) => _waiting.TryRemove(id.Value, out _);
}

/// <summary>Asks for them behind the pages.</summary>
sealed partial class ScoresBehind(ScoresWanted wanted, AskOmdb ask, OutsideServices services, MarqueeSettings settings, Readiness readiness, TimeProvider clock, ILogger<ScoresBehind> log) : BackgroundService
{
    static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (services.Omdb is null || !settings.WorksBehind)
            return;
        try
        {
            await readiness.WhenReady.WaitAsync(stoppingToken);
            await foreach (var id in wanted.Looked.ReadAllAsync(stoppingToken))
                await AskAsync(id, stoppingToken);
        }
        catch (Exception)
        {
            // The end, or a start that failed and says so elsewhere.
        }
    }

    async Task AskAsync(TitleId id, CancellationToken cancel)
    {
        try
        {
            await ask.HandleAsync(id, cancel);
        }
        catch (ProviderFailure failure)
        {
            NoAnswer(failure.Message);
            await Task.Delay(AfterRefusal, clock, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            NoAnswer(failure.Message);
        }
        finally
        {
            wanted.Taken(id);
        }
    }

    [LoggerMessage(LogLevel.Warning, "OMDb was asked in vain: {Reason}")]
    partial void NoAnswer(string reason);
}
