using Marquee.Engine.Data;
using Marquee.Engine.Models.Neural.Layers;

namespace Marquee.Engine.Models.Neural.Vae;

/// <summary>
/// Mult-VAE^PR (Liang, Krishnan, Hoffman and Jebara, "Variational Autoencoders for Collaborative Filtering", WWW 2018, algorithm 1): batches of people,
/// one draw of the code each, the weight β of the prior growing slowly to less than 1 (section 2.2.2), Adam.
/// One thread draws all random numbers and the kernels add in a fixed order, so the seed decides the result, whatever the number of threads.
/// </summary>
static class VaeTrainer
{
    /// <summary>Small populations get smaller batches: with fewer steps a round than this little is learnt.</summary>
    const int LeastSteps = 10;

    public static VaeModel Train(TrainingData data, VaeOptions options, TrainingRun run)
    {
        options.Validate();
        run.Cancellation.ThrowIfCancellationRequested();
        var positive = data.Interactions.ByUser.PositiveOnly((float)options.PositiveFrom);
        var random = new Random(run.Seed);
        var network = VaeNetwork.Random(positive.ColumnCount, options, random);
        BeginAtShares(network, positive);
        int[] people = [.. Enumerable.Range(0, positive.RowCount).Where(person => positive.CountIn(person) > 0)];
        if (people.Length > 0)
            Fit(network, positive, people, options, run, random);
        foreach (var parameter in network.Parameters)
            parameter.Settle();
        return new VaeModel(data.Interactions.Items, options, network);
    }

    static void Fit(VaeNetwork network, SparseRows positive, int[] people, VaeOptions options, TrainingRun run, Random random)
    {
        var batch = Math.Min(options.Batch, (people.Length + LeastSteps - 1) / LeastSteps);
        var steps = options.Epochs * ((people.Length + batch - 1) / batch);
        var room = new VaeBatch(network, batch);
        var adam = new Adam(network.Parameters, options.Decay);
        for (int epoch = 0, step = 0; epoch < options.Epochs; epoch++)
        {
            random.Shuffle(people);
            var loss = 0.0;
            for (var from = 0; from < people.Length; from += batch, step++)
            {
                run.Cancellation.ThrowIfCancellationRequested();
                var some = people.AsSpan(from, Math.Min(batch, people.Length - from));
                var progress = (double)step / steps;
                var beta = options.Beta * (options.Annealing > 0 ? Math.Min(1, progress / options.Annealing) : 1);
                room.DrawNoise(random);
                var shown = ItemBags.Of(positive, some, options.Dropout, options.Strangers, random);
                loss += some.Length * network.Learn(room, shown, ItemBags.Of(positive, some), beta, run.ThreadCount, run.Cancellation);
                adam.Step(options.Rate * 0.5 * (1 + Math.Cos(Math.PI * progress)), run.ThreadCount);
            }

            run.Progress?.Report(new TrainingProgress(VaeModel.ModelName, epoch + 1, options.Epochs, loss / people.Length));
        }
    }

    /// <summary>The logits begin at the logarithm of each item's share of all events, what is best said of everybody, so that learning begins with what tells people apart.</summary>
    static void BeginAtShares(VaeNetwork network, SparseRows positive)
    {
        var counts = Positives.CountByItem(positive, 0);
        for (var item = 0; item < counts.Length; item++)
            network.Output.Bias.Value.Values[item] = MathF.Log((counts[item] + 1f) / (positive.Count + counts.Length));
    }
}
