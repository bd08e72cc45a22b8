using Marquee.Engine.Models.Neighbourhood;

namespace Marquee.Engine.Models.Rp3Beta;

/// <summary>Walks from every item and keeps, for each, the likeliest beginnings. Costs the sum over users of the square of their events.</summary>
static class Rp3BetaTrainer
{
    public static Rp3BetaModel Train(TrainingData data, Rp3BetaOptions options, TrainingRun run)
    {
        options.Validate();
        var positive = data.Interactions.ByUser.PositiveOnly((float)options.PositiveFrom);
        var byItem = data.Interactions.TurnedByItem(positive);
        var table = NeighbourSearch.Find(positive.ColumnCount, options.Neighbours, Rp3BetaModel.ModelName, run, () => new WalkRows(byItem, positive, options.Alpha, options.Beta));
        return Rp3BetaModel.Of(data.Interactions.Items, table, positive, options);
    }
}
