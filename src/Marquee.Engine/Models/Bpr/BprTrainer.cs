using Marquee.Engine.Data;
using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Factors;

namespace Marquee.Engine.Models.Bpr;

/// <summary>
/// LearnBPR (Rendle et al. 2009, figure 4) on the cells of a <see cref="RatingGrid"/>: in its cell a thread draws positive events, and for each an item of the same band
/// that the user did not have. Bands are dealt at random, so such an item is as good as any, and no two threads touch one row: the seed alone decides the result.
/// </summary>
sealed unsafe class BprTrainer(SparseRows positive, RatingGrid grid, BprOptions options, TrainingRun run)
{
    const int DrawsForAMiss = 10;

    public static BprModel Train(TrainingData data, BprOptions options, TrainingRun run)
    {
        options.Validate();
        run.Cancellation.ThrowIfCancellationRequested();
        var positive = data.Interactions.ByUser.PositiveOnly((float)options.PositiveFrom);
        var random = new Random(run.Seed);
        var grid = new RatingGrid(positive, _ => 1, random);
        var users = FactorRows.Random(positive.RowCount, options.Factors, options.InitialSpread, random);
        var items = FactorRows.Random(positive.ColumnCount, options.Factors, options.InitialSpread, random);
        new BprTrainer(positive, grid, options, run).Fit(users, items);
        return new BprModel(data.Interactions.Items, items, options);
    }

    void Fit(FactorRows users, FactorRows items)
    {
        var losses = new double[grid.Size];
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            var rate = (float)(options.Rate * Math.Pow(options.FinalRate, epoch / Math.Max(1.0, options.Epochs - 1)));
            Array.Clear(losses);
            for (var diagonal = 0; diagonal < grid.Size; diagonal++)
            {
                var (e, d) = (epoch, diagonal);
                Crew.Run(run.ThreadCount, grid.Size, () => band =>
                    losses[band] += Cell(band, (band + d) % grid.Size, new Random(RatingGrid.Seed(run.Seed, e, band * grid.Size + d)), rate, users, items), run.Cancellation);
            }

            run.Progress?.Report(new TrainingProgress(BprModel.ModelName, epoch + 1, options.Epochs, losses.Sum() / Math.Max(1, positive.Count)));
        }
    }

    double Cell(int userBand, int itemBand, Random random, float rate, FactorRows users, FactorRows items)
    {
        var rows = grid.RowsOf(userBand, itemBand);
        var others = grid.ItemsOf(itemBand);
        random.Shuffle(rows);
        var (loss, decay, biasDecay, width) = (0.0, (float)options.Regularization, (float)options.BiasRegularization, items.Width);
        fixed (float* w = users.Values, h = items.Values)
            foreach (var row in rows)
                for (var n = 0; n < row.Count; n++)
                {
                    // Drawn with repetition: an event comes up once an epoch on average, in no order that the rows could teach.
                    var had = grid.Items[row.Start + random.Next(row.Count)];
                    var missed = Miss(row.User, others, random);
                    if (missed < 0)
                        continue;
                    loss += BprStep.Take(rate, decay, items.Bias[had] - items.Bias[missed], w + (long)row.User * width, h + (long)had * width, h + (long)missed * width, width, out var error);
                    items.Bias[had] += rate * (error - biasDecay * items.Bias[had]);
                    items.Bias[missed] += rate * (-error - biasDecay * items.Bias[missed]);
                }

        return loss;
    }

    /// <summary>An item of the band that the user did not have, or −1 for one who had nearly all of them.</summary>
    int Miss(int user, ReadOnlySpan<int> band, Random random)
    {
        var had = positive.ColumnsOf(user);
        for (var draw = 0; draw < DrawsForAMiss; draw++)
            if (band[random.Next(band.Length)] is var item && had.BinarySearch(item) < 0)
                return item;
        return -1;
    }
}
