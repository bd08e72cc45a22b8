using Marquee.Engine.Data;
using Marquee.Engine.Models.Neural.Layers;
using Marquee.Engine.Models.Neural.SasRec;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Models.Neural;

/// <summary>The self-attentive model against its formulas in plain doubles.</summary>
public sealed class SasRecReference
{
    static readonly SasRecOptions Small = new() { Factors = 6, Heads = 2, Window = 5, Blocks = 2, Epochs = 3, Batch = 8, Dropout = 0 };

    static readonly Stretches Batch = new([7, 1, 4, 2, 0, 6], [1, 4, 2, 5, 6, 3], new Timelines([0, 4, 6], [5, 5, 90, 4000, 0, 3]));

    static SasRecNetwork Random(int titles, int factors = 6)
    {
        var network = SasRecNetwork.Random(titles, new SasRecOptions { Factors = factors, Heads = Small.Heads, Window = Small.Window, Blocks = Small.Blocks }, new Random(1));
        foreach (var (parameter, at) in network.Parameters.Select((p, at) => (p, at)))
            for (var n = 0; n < parameter.Value.Values.Length; n++)
                parameter.Value.Values[n] += 0.3f * Slopes.Random(1, parameter.Value.Values.Length, 10 + at).Values[n];
        return network;
    }

    [Theory, InlineData(false), InlineData(true)]
    public void The_gradient_of_the_whole_network_is_that_of_finite_differences(bool sampled)
    {
        var network = Random(7);
        // Titles 0 and 3 stand for themselves, 1, 2, 4, 5 and 6 were watched; the sample has them all but one and counts the other's weight too.
        var compared = sampled ? new Compared([1, 4, 2, 5, 6, 3], [0, 0, 0, 0, 0, MathF.Log(2)], [-1, 0, 2, 5, 1, 3, 4]) : Compared.All(7);
        var titles = compared.Titles ?? [.. Enumerable.Range(0, 7)];

        double Loss() => Enumerable.Range(0, 6).Average(row =>
        {
            var from = row < 4 ? 0 : 4;
            var known = Known(network, Batch.Titles[from..(row + 1)], Batch.Lines.Times[from..(row + 1)]);
            var all = titles.Select((title, n) => Math.Exp(Logit(network, known, title) + compared.Correction[n])).Sum();
            return Math.Log(all) - Logit(network, known, Batch.Next[row]) - compared.Correction[compared.Place[Batch.Next[row]]];
        });

        var loss = network.Learn(Batch, compared, new SasRecRoom(network, 2, 5, learning: true), 0, 0, threads: 2, TestContext.Current.CancellationToken);

        Assert.Equal(Loss(), loss, 1e-5);
        foreach (var parameter in network.Parameters)
            Slopes.Agree(Loss, parameter.Value.Values, parameter.Gradient.Values, step: 1e-3f);
    }

    [Fact]
    public void Dropping_by_chance_is_part_of_the_gradient()
    {
        // Wide enough that no row is left with nearly equal numbers, which the norm would blow up.
        var network = Random(7, factors: 24);
        var room = new SasRecRoom(network, 2, 5, learning: true);
        double Loss() => network.Learn(Batch, Compared.All(7), room, 0.4, seed: 3, threads: 1, TestContext.Current.CancellationToken);

        Loss();
        var (start, slopes) = (network.Titles.Value.Values.ToArray(), network.Titles.Gradient.Values.ToArray());
        double At(float step)
        {
            for (var n = 0; n < start.Length; n++)
                network.Titles.Value.Values[n] = start[n] + step * slopes[n];
            return Loss();
        }

        // Down the slope, all numbers at once: the corners of the rectifiers, which a single number meets by chance, hardly count.
        Assert.Equal(slopes.Sum(s => (double)s * s), (At(1e-3f) - At(-1e-3f)) / 2e-3, 0.01 * slopes.Sum(s => (double)s * s));
    }

    [Fact]
    public void A_sample_gives_the_sum_over_all_on_average()
    {
        var random = new Random(2);
        var sizes = Enumerable.Range(0, 300).Select(_ => random.NextDouble()).ToArray();

        var mean = Enumerable.Range(0, 2000).Average(_ => Compared.Some([3, 4, 3], 40, 300, random) is { Titles: { } some } compared
            ? some.Select((title, n) => sizes[title] * Math.Exp(compared.Correction[n])).Sum() : 0);

        Assert.Equal(sizes.Sum(), mean, 0.01 * sizes.Sum());
    }

    [Fact]
    public void A_score_is_how_many_e_fold_more_likely_a_title_is_to_come_next_than_the_ordinary_one()
    {
        var model = Train();
        var history = History.Of([new Event(4, 5, 2000), new Event(1, 5, 1000), new Event(22, 3, 9000)]);

        var known = Known(model.Network, [model.Network.Start, 1, 4, 22], [1000, 1000, 2000, 9000]);
        var logits = Enumerable.Range(0, Population.Items).Select(title => Logit(model.Network, known, title)).ToArray();
        var scores = model.Scores(history);

        for (var item = 0; item < scores.Length; item++)
            Assert.Equal(logits[item] - logits.Average(), scores[item], 1e-4);
    }

    [Fact]
    public void Of_a_long_history_the_latest_count()
    {
        var model = Train();
        Event[] latest = [.. Enumerable.Range(0, 5).Select(n => new Event(10 + n, 5, 5000 + n))];

        Assert.Equal(model.Scores(History.Of(latest)), model.Scores(History.Of([.. latest, new Event(3, 5, 100), new Event(33, 5, 200)])));
        Assert.NotEqual(model.Scores(History.Of(latest)), model.Scores(History.Of([.. latest, new Event(33, 5, 9000)])));
    }

    [Fact]
    public void A_share_is_what_the_score_loses_without_the_title()
    {
        var model = Train();
        Event[] events = [new(4, 5, 2000), new(1, 5, 1000), new(22, 3, 9000)];
        const int item = 6;
        double ScoreOf(IEnumerable<Event> of) => model.Scores(History.Of(of))[item];

        var explanation = model.Explain(History.Of(events), item);

        var lost = events.ToDictionary(e => e.Item, e => ScoreOf(events) - ScoreOf(events.Where(other => other != e)));
        var rest = ScoreOf(events) - ScoreOf([]) - lost.Values.Sum();
        foreach (var contribution in explanation.Contributions)
            Assert.Equal(lost[contribution.Item] + rest * Math.Abs(lost[contribution.Item]) / lost.Values.Sum(Math.Abs), contribution.Amount, 1e-3);
        Assert.Equal(ScoreOf([]), explanation.Base, 1e-4);
    }

    [Fact]
    public void The_loss_falls_and_what_always_follows_is_foreseen()
    {
        var told = new List<TrainingProgress>();
        // Everybody watches in a circle, from a title of their own.
        var circle = Population.Of([.. from user in Enumerable.Range(0, 60) from n in Enumerable.Range(0, 12) select new Interaction(user, 1000 + (user + n) % 40, 5, 1000 * n)]);

        var model = (SasRecModel)SasRecModel.Kind.Train(circle, new SasRecOptions { Epochs = 30, Rate = 0.005, Dropout = 0.1, Factors = 32 }, new TrainingRun(Progress: new Listener(told)));

        Assert.Equal(Enumerable.Range(1, 30), told.Select(p => p.Done));
        Assert.True(told[^5..].Average(p => p.Objective) < told[..5].Average(p => p.Objective));
        var right = Enumerable.Range(0, 40).Count(first =>
        {
            var scores = model.Scores(History.Of(Enumerable.Range(0, 6).Select(n => new Event((first + n) % 40, 5, 1000 * n))));
            return Array.IndexOf(scores, scores.Max()) == (first + 6) % 40;
        });
        Assert.True(right >= 36, $"{right} of 40");
    }

    static SasRecModel Train() => (SasRecModel)SasRecModel.Kind.Train(Population.Data, Small, new TrainingRun());

    /// <summary>What is known after the last of a sequence.</summary>
    static double[] Known(SasRecNetwork network, int[] titles, long[] times)
    {
        var x = titles.Select(title => network.Titles.Value[title].ToArray().Select(v => (double)v).ToArray()).ToArray();
        foreach (var block in network.Blocks)
        {
            var asked = x.Select(row => Layer(block.Ask, Norm(block.Before, row))).ToArray();
            var attended = Enumerable.Range(0, x.Length).Select(i => Enumerable.Range(0, 2).SelectMany(head => Attend(block.Attention, asked, times, i, head)).ToArray()).ToArray();
            x = [.. x.Zip(attended, (row, y) => Sum(row, Layer(block.Answer, y)))];
            x = [.. x.Select(row => Sum(row, Layer(block.Narrow, [.. Layer(block.Wide, Norm(block.Between, row)).Select(v => Math.Max(0, v))])))];
        }

        return Norm(network.Last, x[^1]);
    }

    static double[] Attend(CausalAttention layer, double[][] asked, long[] times, int i, int head)
    {
        const int width = 3, heads = 2;
        double[] Third(int row, int third) => asked[row][((third * heads + head) * width)..((third * heads + head + 1) * width)];
        var likely = Enumerable.Range(0, i + 1).Select(j => Math.Exp(
            Third(i, 0).Zip(Third(j, 1), (q, k) => q * k).Sum() / Math.Sqrt(width) + layer.ByAge.Value[head][i - j]
            + layer.ByGap.Value[head][times[i] == times[j] ? 0 : 1 + (int)Math.Log2(times[i] - times[j])])).ToArray();
        return [.. Enumerable.Range(0, width).Select(n => likely.Select((a, j) => a * Third(j, 2)[n]).Sum() / likely.Sum())];
    }

    static double Logit(SasRecNetwork network, double[] known, int title) =>
        network.Bias.Value.Values[title] + known.Select((v, n) => v * network.Titles.Value[title][n]).Sum();

    static double[] Norm(LayerNorm layer, double[] x)
    {
        var (mean, variance) = (x.Average(), x.Average(v => (v - x.Average()) * (v - x.Average())));
        return [.. x.Select((v, n) => (v - mean) / Math.Sqrt(variance + 1e-5) * layer.Gain.Value.Values[n] + layer.Bias.Value.Values[n])];
    }

    static double[] Layer(DenseLayer layer, double[] x) =>
        [.. layer.Bias.Value.Values.Select((b, row) => b + Enumerable.Range(0, x.Length).Sum(n => layer.Weights.Value[row][n] * x[n]))];

    static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    sealed class Listener(List<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told.Add(value);
    }
}
