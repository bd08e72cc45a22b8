using Marquee.Engine.Models.Factors;

namespace Marquee.Engine.Models.BayesMf;

/// <summary>Sweeps, lets the chain forget where it began, and keeps a sample every few sweeps, brought back to the scale of the ratings. A sweep costs ratings × factors².</summary>
static class BayesMfTrainer
{
    public static BayesMfModel Train(TrainingData data, BayesMfOptions options, TrainingRun run)
    {
        options.Validate();
        run.Cancellation.ThrowIfCancellationRequested();
        var rated = data.Interactions.ByUser.RatedOnly();
        var scale = RatingScale.Of(rated);
        var byUser = rated with { Values = Array.ConvertAll(rated.Values, scale.Standardize), Times = null };
        var sampler = new GibbsSampler(byUser, byUser.Transpose(), options, run);

        var samples = new List<PosteriorSample>(options.Samples);
        var sweeps = options.BurnIn + 1 + (options.Samples - 1) * options.Apart;
        for (var sweep = 0; sweep < sweeps; sweep++)
        {
            run.Cancellation.ThrowIfCancellationRequested();
            var squares = sampler.Sweep();
            if (sweep >= options.BurnIn && (sweep - options.BurnIn) % options.Apart == 0)
                samples.Add(PosteriorSample.Of(sampler, scale.Deviation));
            run.Progress?.Report(new TrainingProgress(BayesMfModel.ModelName, sweep + 1, sweeps, squares));
        }

        return new BayesMfModel(data.Interactions.Items, scale, samples, options);
    }
}
