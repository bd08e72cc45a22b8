using Marquee.Platform.Jobs;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>Every night the models learn anew, from the populations and from those who let them, on half the processors: somebody may be watching.</summary>
sealed class TrainNightly(TrainModels train) : IScheduledJob
{
    public string Kind => "train-models";

    public string Schedule => "0 30 3 * * ?";

    public async Task<object> RunAsync(CancellationToken cancel) =>
        await train.HandleAsync(null, Math.Max(1, Environment.ProcessorCount / 2), cancel) is { } offer
            ? new { offer.Header.Version, offer.TookOver, offer.Own, offer.Before, offer.People }
            : new { Version = (string?)null };
}
