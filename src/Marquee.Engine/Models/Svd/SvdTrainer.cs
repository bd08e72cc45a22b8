using System.Runtime.Intrinsics.X86;
using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Factors;

namespace Marquee.Engine.Models.Svd;

/// <summary>
/// Walks over the ratings epoch by epoch, diagonal by diagonal of a <see cref="RatingGrid"/>, in an order that only the seed decides.
/// Ratings are learnt as (r − μ) / σ and the result is scaled back.
/// </summary>
sealed unsafe class SvdTrainer(RatingGrid grid, SvdOptions options, TrainingRun run)
{
    const int FloatsInLine = 16;

    public static SvdModel Train(TrainingData data, SvdOptions options, TrainingRun run)
    {
        options.Validate();
        run.Cancellation.ThrowIfCancellationRequested();
        var rated = data.Interactions.ByUser.RatedOnly();
        var scale = RatingScale.Of(rated);
        var random = new Random(run.Seed);
        var grid = new RatingGrid(rated, scale.Standardize, random);
        var users = FactorRows.Random(rated.RowCount, options.Factors, options.InitialSpread, random);
        var items = FactorRows.Random(rated.ColumnCount, options.Factors, options.InitialSpread, random);
        new SvdTrainer(grid, options, run).Fit(users, items, options.Shrinkage.OfUsers(rated), options.Shrinkage.OfItems(rated));
        users.Scale(scale.Deviation);
        items.Scale(scale.Deviation);
        return new SvdModel(data.Interactions.Items, scale, items, users, options);
    }

    void Fit(FactorRows users, FactorRows items, float[] userDecay, float[] itemDecay)
    {
        var errors = new double[grid.Size];
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            var rate = options.RateIn(epoch);
            var step = new SgdStep((float)rate, (float)(rate * options.BiasRegularization), users.Width);
            Array.Clear(errors);
            for (var diagonal = 0; diagonal < grid.Size; diagonal++)
            {
                var (e, d) = (epoch, diagonal);
                Crew.Run(run.ThreadCount, grid.Size, () => band =>
                    errors[band] += Cell(band, (band + d) % grid.Size, new Random(RatingGrid.Seed(run.Seed, e, band * grid.Size + d)), step, users, items, userDecay, itemDecay),
                    run.Cancellation);
            }

            run.Progress?.Report(new TrainingProgress(SvdModel.ModelName, epoch + 1, options.Epochs, Math.Sqrt(errors.Sum() / Math.Max(1, grid.Items.Length))));
        }
    }

    double Cell(int userBand, int itemBand, Random random, SgdStep step, FactorRows users, FactorRows items, float[] userDecay, float[] itemDecay)
    {
        var rows = grid.RowsOf(userBand, itemBand);
        random.Shuffle(rows);
        var squares = 0.0;
        fixed (float* p = users.Values, q = items.Values, itemBias = items.Bias, decay = itemDecay, ratings = grid.Ratings)
        fixed (int* rated = grid.Items)
            for (var i = 0; i < rows.Length; i++)
            {
                if (i + 1 < rows.Length)
                    Expect(rows[i + 1], p, users.Width, rated, ratings);
                var row = rows[i];
                squares += SgdRow.Run(step, p + (long)row.User * users.Width, ref users.Bias[row.User], 1 - step.Rate * userDecay[row.User],
                    rated + row.Start, ratings + row.Start, row.Count, q, itemBias, decay);
            }

        return squares;
    }

    /// <summary>
    /// Asks for the next person's factors and ratings while this one's take their steps (about ten, a third of a microsecond): people come in random order, so the processor
    /// cannot guess them, and once a band of them outgrows the second-level cache each would be waited for.
    /// </summary>
    static void Expect(RatingRow next, float* users, int width, int* items, float* ratings)
    {
        if (!Sse.IsSupported)
            return;
        for (var at = 0; at < width; at += FloatsInLine)
            Sse.Prefetch0(users + (long)next.User * width + at);
        for (var at = 0; at < next.Count; at += FloatsInLine)
        {
            Sse.Prefetch0(items + next.Start + at);
            Sse.Prefetch0(ratings + next.Start + at);
        }
    }
}
