using Marquee.Engine.Models.Neural.Layers;

namespace Marquee.Engine.Models.Neural.SasRec;

/// <summary>
/// Batches of stretches, every row of which is asked for the title that came next; Adam. One thread draws all random numbers and the kernels add in a fixed order,
/// so the seed decides the result, whatever the number of threads.
/// </summary>
static class SasRecTrainer
{
    /// <summary>Small populations get smaller batches: with fewer steps a round than this little is learnt.</summary>
    const int LeastSteps = 40;

    public static SasRecModel Train(TrainingData data, SasRecOptions options, TrainingRun run)
    {
        options.Validate();
        run.Cancellation.ThrowIfCancellationRequested();
        var positive = data.Interactions.ByUser.PositiveOnly((float)options.PositiveFrom);
        var random = new Random(run.Seed);
        var network = SasRecNetwork.Random(positive.ColumnCount, options, random);
        var counts = Positives.CountByItem(positive, 0);
        for (var item = 0; item < counts.Length; item++)
            network.Bias.Value.Values[item] = MathF.Log((counts[item] + 1f) / (positive.Count + counts.Length));
        if (positive.Count > 0)
            Fit(network, new StretchSource(positive, options.Window), options, run, random);
        foreach (var parameter in network.Parameters)
            parameter.Settle();
        return new SasRecModel(data.Interactions.Items, options, network);
    }

    static void Fit(SasRecNetwork network, StretchSource source, SasRecOptions options, TrainingRun run, Random random)
    {
        var adam = new Adam(network.Parameters, options.Decay);
        SasRecRoom? room = null;
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            var round = source.Round(random);
            var batch = Math.Clamp(round.Count / LeastSteps, 1, options.Batch);
            room ??= new SasRecRoom(network, options.Batch, options.Window, learning: true);
            var (loss, rows) = (0.0, 0);
            for (var from = 0; from < round.Count; from += batch)
            {
                run.Cancellation.ThrowIfCancellationRequested();
                var some = source.Batch(round.GetRange(from, Math.Min(batch, round.Count - from)), random);
                var compared = options.Negatives == 0 ? Compared.All(network.TitleCount) : Compared.Some(some.Next, options.Negatives, network.TitleCount, random);
                loss += some.Titles.Length * network.Learn(some, compared, room, options.Dropout, (ulong)random.NextInt64(), run.ThreadCount, run.Cancellation);
                rows += some.Titles.Length;
                var progress = (epoch + (double)from / round.Count) / options.Epochs;
                adam.Step(options.Rate * 0.5 * (1 + Math.Cos(Math.PI * progress)), run.ThreadCount);
            }

            run.Progress?.Report(new TrainingProgress(SasRecModel.ModelName, epoch + 1, options.Epochs, loss / rows));
        }
    }
}
