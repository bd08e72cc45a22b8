using Marquee.Engine.Models.Baselines;
using Marquee.Engine.Models.Neighbourhood;

namespace Marquee.Engine.Models.KnnBaseline;

/// <summary>Fits the biases, then correlates what they leave. Costs the sum over users of the square of their ratings.</summary>
static class KnnBaselineTrainer
{
    public static KnnBaselineModel Train(TrainingData data, KnnBaselineOptions options, TrainingRun run)
    {
        options.Validate();
        run.Cancellation.ThrowIfCancellationRequested();
        var rated = data.Interactions.ByUser.RatedOnly();
        var baseline = RatingBaseline.Fit(rated, data.Interactions.TurnedByItem(rated), options.ItemDamping, options.UserDamping);
        var residuals = baseline.Residuals(rated);
        var byItem = residuals.Transpose();
        var table = NeighbourSearch.Find(rated.ColumnCount, options.Kept, KnnBaselineModel.ModelName, run, () => new PearsonRows(byItem, residuals, (float)options.Shrinkage));
        return new KnnBaselineModel(data.Interactions.Items, table, baseline, residuals, options);
    }
}
