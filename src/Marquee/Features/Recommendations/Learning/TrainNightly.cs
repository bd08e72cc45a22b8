using Marquee.Engine;
using Marquee.Platform.Jobs;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>Every night the models learn anew, from the populations and from those who let them, on half the processors: somebody may be watching.</summary>
sealed class TrainNightly(TrainModels train) : IScheduledJob
{
    public string Kind => "train-models";

    public string Words => "Train the models";

    public string Schedule => "0 30 3 * * ?";

    public Task<object> RunAsync(CancellationToken cancel) => RunAsync(new JobProgress(), cancel);

    public async Task<object> RunAsync(JobProgress progress, CancellationToken cancel) =>
        await train.HandleAsync(new Told(progress), Math.Max(1, Environment.ProcessorCount / 2), cancel) is { } offer
            ? new { offer.Header.Version, offer.TookOver, offer.Own, offer.Before, offer.People }
            : new { Version = (string?)null };

    /// <summary>What the engine tells, told on at once: <see cref="Progress{T}"/> would mix up the order.</summary>
    sealed class Told(JobProgress progress) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report(value.Done, value.Total, value.Model);
    }
}
