using Marquee.Engine.Models.Neural.Layers;
using Marquee.Engine.Models.Neural.Vae;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Models.Neural;

/// <summary>The autoencoder against its formulas in plain doubles.</summary>
public sealed class VaeReference
{
    static readonly VaeOptions Small = new() { Hidden = 4, Latent = 3, Epochs = 3, Batch = 20 };

    [Fact]
    public void The_gradient_of_the_whole_network_is_that_of_finite_differences()
    {
        var network = VaeNetwork.Random(7, Small, new Random(1));
        Slopes.Random(7, 4, 3).Values.CopyTo(network.Output.Weights.Value.Values, 0);
        var batch = new VaeBatch(network, 3);
        batch.DrawNoise(new Random(2));
        var shown = new ItemBags([0, 2, 2, 3], [1, 4, 6], [0.8f, 1, 1.2f]);
        var had = new ItemBags([0, 3, 4, 6], [1, 3, 4, 0, 5, 6], [1, 1, 1]);

        // −log p(x | z) + 0.4 KL, equation 5 of the paper, for the noise of the batch.
        double Loss() => Enumerable.Range(0, 3).Average(row =>
        {
            var code = Layer(network.Code, Encode(network, shown[row].ToArray(), shown.Weights[row]));
            var (mean, log) = (code[..3], code[3..]);
            var z = mean.Select((m, k) => m + Math.Exp(log[k] / 2) * batch.Noise.Values[row * 3 + k]).ToArray();
            var logits = Layer(network.Output, [.. Layer(network.Decoder, z).Select(Math.Tanh)]);
            var all = Math.Log(logits.Sum(Math.Exp));
            var divergence = mean.Zip(log, (m, l) => 0.5 * (m * m + Math.Exp(l) - 1 - l)).Sum();
            return had[row].ToArray().Sum(item => all - logits[item]) + 0.4 * divergence;
        });

        var loss = network.Learn(batch, shown, had, beta: 0.4, threads: 2, TestContext.Current.CancellationToken);

        Assert.Equal(Loss(), loss, 1e-5);
        foreach (var parameter in network.Parameters)
            Slopes.Agree(Loss, parameter.Value.Values, parameter.Gradient.Values);
    }

    [Fact]
    public void A_score_is_how_many_e_fold_more_likely_an_item_is_than_the_ordinary_one()
    {
        var model = (VaeModel)Trained.On("vae");
        int[] history = [1, 4, 22];

        var code = Layer(model.Network.Code, Encode(model.Network, history, 1 / Math.Sqrt(3)));
        var logits = Layer(model.Network.Output, [.. Layer(model.Network.Decoder, code[..model.Network.Latent]).Select(Math.Tanh)]);
        var scores = model.Scores(Population.Loves(history));

        for (var item = 0; item < scores.Length; item++)
            Assert.Equal(logits[item] - logits.Average(), scores[item], 1e-4);
    }

    [Fact]
    public void The_shares_of_a_score_are_integrated_gradients()
    {
        var model = (VaeModel)Trained.On("vae");
        int[] history = [1, 4, 22, 30];
        const int item = 6, steps = 400;
        double ScoreAt(double[] weights)
        {
            var hidden = model.Network.Encoder.Bias.Value.Values.Select((b, h) =>
                Math.Tanh(b + history.Select((i, n) => weights[n] * model.Network.Encoder.Rows.Value[i][h]).Sum())).ToArray();
            var code = Layer(model.Network.Code, hidden);
            var logits = Layer(model.Network.Output, [.. Layer(model.Network.Decoder, code[..model.Network.Latent]).Select(Math.Tanh)]);
            return logits[item] - logits.Average();
        }

        var explanation = model.Explain(Population.Loves(history), item);

        // By the midpoint rule along the way from nothing to the history's weights, with slopes by differences.
        for (var n = 0; n < history.Length; n++)
        {
            var share = 0.0;
            for (var step = 0; step < steps; step++)
            {
                double At(double nudge) => ScoreAt([.. history.Select((_, m) => 0.5 * (step + 0.5) / steps + (m == n ? nudge : 0))]);
                share += 0.5 * (At(1e-5) - At(-1e-5)) / 2e-5 / steps;
            }

            Assert.Equal(share, explanation.Contributions.Single(c => c.Item == history[n]).Amount, 2e-3);
        }
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        var alone = VaeModel.Kind.Train(Population.Data, Small, new TrainingRun(Threads: 1)).Scores(Population.Mixed);
        var three = VaeModel.Kind.Train(Population.Data, Small, new TrainingRun(Threads: 3)).Scores(Population.Mixed);

        Assert.Equal(alone, three);
    }

    [Fact]
    public void The_loss_falls_and_every_round_is_reported()
    {
        var told = new List<TrainingProgress>();

        VaeModel.Kind.Train(Population.Data, new VaeOptions { Epochs = 30, Beta = 0 }, new TrainingRun(Progress: new Listener(told)));

        Assert.Equal(Enumerable.Range(1, 30), told.Select(p => p.Done));
        Assert.True(told[^5..].Average(p => p.Objective) < told[..5].Average(p => p.Objective));
    }

    static double[] Encode(VaeNetwork network, int[] items, double weight) =>
        [.. network.Encoder.Bias.Value.Values.Select((b, h) => Math.Tanh(b + items.Sum(i => weight * network.Encoder.Rows.Value[i][h])))];

    static double[] Layer(DenseLayer layer, double[] x) =>
        [.. layer.Bias.Value.Values.Select((b, row) => b + Enumerable.Range(0, x.Length).Sum(n => layer.Weights.Value[row][n] * x[n]))];

    sealed class Listener(List<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told.Add(value);
    }
}
