using Marquee.Engine.Models.Baselines;
using Marquee.Engine.Models.Neighbourhood;

namespace Marquee.Engine.Models.ItemKnn;

/// <summary>Measures how alike items are and keeps the nearest of each. Costs the sum over users of the square of their events.</summary>
static class ItemKnnTrainer
{
    // As in Koren 2010, section 2.2: what a bias needs before it is believed, in ratings.
    const double ItemDamping = 10, UserDamping = 15;

    public static ItemKnnModel Train(TrainingData data, ItemKnnOptions options, TrainingRun run)
    {
        options.Validate();
        var positive = data.Interactions.ByUser.PositiveOnly((float)options.PositiveFrom);
        var shrinkage = (float)options.Shrinkage;
        var table = NeighbourSearch.Find(positive.ColumnCount, options.Neighbours, ItemKnnModel.ModelName, run, options.Pearson ? Pearson() : Cosine());
        return ItemKnnModel.Of(data.Interactions.Items, table, positive, options);

        Func<IRowSimilarity> Cosine()
        {
            var byItem = data.Interactions.TurnedByItem(positive);
            return () => new CosineRows(byItem, positive, shrinkage);
        }

        // All ratings speak here, low ones too: that two people disliked the same films says as much.
        Func<IRowSimilarity> Pearson()
        {
            var rated = data.Interactions.ByUser.RatedOnly();
            var residuals = RatingBaseline.Fit(rated, data.Interactions.TurnedByItem(rated), ItemDamping, UserDamping).Residuals(rated);
            var byItem = residuals.Transpose();
            return () => new PearsonRows(byItem, residuals, shrinkage);
        }
    }
}
