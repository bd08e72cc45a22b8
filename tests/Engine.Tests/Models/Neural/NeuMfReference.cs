using Marquee.Engine.Models.Neural.Layers;
using Marquee.Engine.Models.Neural.NeuMf;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Models.Neural;

/// <summary>Neural matrix factorisation against its formula in plain doubles.</summary>
public sealed class NeuMfReference
{
    [Fact]
    public void The_gradient_of_the_whole_network_is_that_of_finite_differences()
    {
        var network = NeuMfNetwork.Random(new NeuMfOptions { Factors = 3, Hidden = 6 }, new Random(4));
        // Biases large enough that no finite difference steps over the corner of a ReLU.
        for (var n = 0; n < 6; n++)
            network.First.Bias.Value.Values[n] = n % 2 == 0 ? 3 : -3;
        network.Second.Bias.Value.Values.AsSpan().Fill(4);
        var at = new NeuMfBatch(network, 3);
        Slopes.Random(3, 6, 1).Values.CopyTo(at.Users.Values, 0);
        Slopes.Random(3, 6, 2).Values.CopyTo(at.Items.Values, 0);
        bool[] liked = [true, false, true];

        double Loss() => Enumerable.Range(0, 3).Sum(row =>
        {
            var x = Logit(network, at.Users[row].ToArray(), at.Items[row].ToArray());
            return -Math.Log(liked[row] ? 1 / (1 + Math.Exp(-x)) : 1 - 1 / (1 + Math.Exp(-x)));
        });

        network.Forward(at, 3, threads: 2);
        var loss = Enumerable.Range(0, 3).Sum(row => LogisticLoss.Of(at.Logits.Values[row], liked[row]));
        for (var row = 0; row < 3; row++)
            at.ByLogits.Values[row] = LogisticLoss.Slope(at.Logits.Values[row], liked[row]);
        network.Backward(at, 3, threads: 2);

        Assert.Equal(Loss(), loss, 1e-5);
        Slopes.Agree(Loss, at.Users.Values, at.ByUsers.Values);
        Slopes.Agree(Loss, at.Items.Values, at.ByItems.Values);
        foreach (var parameter in network.Parameters)
            Slopes.Agree(Loss, parameter.Value.Values, parameter.Gradient.Values);
    }

    [Fact]
    public void A_score_is_the_logit_of_the_person_and_the_item()
    {
        var model = (NeuMfModel)Trained.On("neumf");
        int[] history = [1, 4, 22];
        var person = model.FoldIn.Solve(history);

        var scores = model.Scores(Population.Loves(history));

        for (var item = 0; item < scores.Length; item++)
            Assert.Equal(Logit(model.Network, person, model.ItemFactors[item].ToArray()), scores[item], 1e-4);
    }

    [Fact]
    public void A_person_is_the_mean_of_all_and_what_each_item_of_the_history_adds()
    {
        var model = (NeuMfModel)Trained.On("neumf");
        int[] history = [1, 4, 22];
        var parts = new Matrix(3, model.Prior.Mean.Length);

        var person = model.FoldIn.Solve(history, parts);

        Assert.Equal(model.Prior.Mean, model.FoldIn.Solve([]));
        for (var f = 0; f < person.Length; f++)
            Assert.Equal(person[f], model.Prior.Mean[f] + parts[0][f] + parts[1][f] + parts[2][f], 1e-4);
    }

    [Fact]
    public void Folding_in_makes_the_history_more_likely_within_the_spread_of_the_users()
    {
        var model = (NeuMfModel)Trained.On("neumf");
        int[] history = [1, 4, 6];
        int[] others = [.. Enumerable.Range(0, Population.Items).Except(history)];

        // The objective, lower is better: log losses, those of items not had weighing four for each item had, and ½ |w|².
        double Objective(float[] u) =>
            history.Sum(i => LogisticLoss.Of((float)Logit(model.Network, u, model.ItemFactors[i].ToArray()), true))
            + 4.0 * history.Length / others.Length * others.Sum(i => LogisticLoss.Of((float)Logit(model.Network, u, model.ItemFactors[i].ToArray()), false))
            + 0.5 * u.Select((v, f) => Math.Pow((v - model.Prior.Mean[f]) / model.Prior.Deviation[f], 2)).Sum();
        var person = model.FoldIn.Solve(history);
        var (nothing, reached, random) = (Objective(model.Prior.Mean), Objective(person), new Random(1));

        Assert.True(reached < nothing, $"{nothing} → {reached}");
        for (var round = 0; round < 100; round++)
            Assert.True(Objective([.. person.Select((v, f) => v + 0.3f * model.Prior.Deviation[f] * (random.NextSingle() - 0.5f))]) > reached - 0.05 * (nothing - reached));
    }

    static double Logit(NeuMfNetwork network, float[] user, float[] item)
    {
        var f = network.Factors;
        double[] pair = [.. user[f..], .. item[f..]];
        var narrow = Layer(network.Second, Layer(network.First, pair));
        double[] fused = [.. user[..f].Zip(item[..f], (p, q) => (double)p * q), .. narrow];
        return network.Last.Bias.Value.Values[0] + fused.Select((x, n) => x * network.Last.Weights.Value.Values[n]).Sum();
    }

    static double[] Layer(DenseLayer layer, double[] x) =>
        [.. layer.Bias.Value.Values.Select((b, row) => Math.Max(0, b + Enumerable.Range(0, x.Length).Sum(n => layer.Weights.Value[row][n] * x[n])))];
}
