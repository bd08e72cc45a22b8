using Marquee.Features.Catalogue.Sample;
using Marquee.Platform;

namespace Marquee.Features.Catalogue;

/// <summary>At every start, before the models: the sample is there, unless the operator wants none.</summary>
sealed class SamplePreparation(LoadSample loadSample, MarqueeSettings settings) : IPreparationStep
{
    public int Order => 10;

    public async Task RunAsync(Readiness readiness, CancellationToken cancel)
    {
        if (settings.WithSample)
            await loadSample.HandleAsync(MarqueeSettings.SamplesFolder, new ToReadiness(readiness), cancel);
        readiness.CatalogueIsThere();
    }

    sealed class ToReadiness(Readiness readiness) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) => readiness.Report("Loading the sample catalogue", value.Share);
    }
}
