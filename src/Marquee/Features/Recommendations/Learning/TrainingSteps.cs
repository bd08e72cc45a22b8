using Marquee.Engine;
using Marquee.Platform;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>Shows each model's training as a step of getting ready.</summary>
sealed class TrainingSteps(Readiness readiness) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) =>
        readiness.Report($"Learning taste: {value.Model}", value.Total == 0 ? 1 : (double)value.Done / value.Total);
}
