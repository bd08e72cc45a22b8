using Marquee.Engine.Data;
using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Baselines;
using Marquee.Engine.Models.Neighbourhood;

namespace Marquee.Engine.Models.SlopeOne;

/// <summary>Finds each item's partners, then the mean difference to each of them. Costs twice the sum over users of the square of their ratings.</summary>
static class SlopeOneTrainer
{
    public static SlopeOneModel Train(TrainingData data, SlopeOneOptions options, TrainingRun run)
    {
        options.Validate();
        run.Cancellation.ThrowIfCancellationRequested();
        var byUser = data.Interactions.ByUser.RatedOnly();
        var byItem = data.Interactions.TurnedByItem(byUser);
        var partners = NeighbourSearch.Find(byItem.RowCount, options.Partners, SlopeOneModel.ModelName, run, () => new CoRatedRows(byItem, byUser));
        var ratings = Enumerable.Range(0, byItem.RowCount).Select(byItem.CountIn).ToArray();
        return new SlopeOneModel(data.Interactions.Items, partners, Deviations(byUser, byItem, partners, run), ratings,
            RatingBaseline.Fit(byUser, byItem, options.Damping, options.Damping), byUser, options);
    }

    /// <summary>dev_ji = Σ (r_vj − r_vi) / c_ji for each item j and partner i, in the order of the table.</summary>
    static float[] Deviations(SparseRows byUser, SparseRows byItem, NeighbourTable partners, TrainingRun run)
    {
        var starts = new int[partners.RowCount + 1];
        for (var item = 0; item < partners.RowCount; item++)
            starts[item + 1] = starts[item] + partners.Of(item).Length;
        var deviations = new float[starts[^1]];
        Crew.Run(run.ThreadCount, partners.RowCount, () =>
        {
            var differences = new double[partners.RowCount];
            return item =>
            {
                Array.Clear(differences);
                var users = byItem.ColumnsOf(item);
                var ratings = byItem.ValuesOf(item);
                for (var v = 0; v < users.Length; v++)
                {
                    var others = byUser.ColumnsOf(users[v]);
                    var values = byUser.ValuesOf(users[v]);
                    for (var k = 0; k < others.Length; k++)
                        differences[others[k]] += ratings[v] - (double)values[k];
                }

                var mine = partners.Of(item);
                var counts = partners.SimilaritiesOf(item);
                for (var k = 0; k < mine.Length; k++)
                    deviations[starts[item] + k] = (float)(differences[mine[k]] / counts[k]);
            };
        }, run.Cancellation);
        return deviations;
    }
}
