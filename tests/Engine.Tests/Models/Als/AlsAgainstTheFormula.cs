using Marquee.Engine.Data;
using Marquee.Engine.Models;
using Marquee.Engine.Models.Als;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Models.Als;

public sealed class AlsAgainstTheFormula
{
    static readonly Interactions Data = Population.Data.Interactions;

    [Theory]
    [InlineData(5, 0)]
    [InlineData(16, 0)]
    [InlineData(20, 0)]
    [InlineData(5, 20)]
    [InlineData(16, 40)]
    [InlineData(20, 40)]
    public void Training_and_folding_in_give_the_scores_of_the_paper_in_plain_doubles(int factors, int steps)
    {
        var options = Options(factors);
        options.Steps = steps;
        var model = Train(options);
        var (_, y) = PlainTraining(options);
        int[] history = [0, 3, 7, 28];

        var scores = model.Scores(Population.Loves(history));

        var x = PlainRow(y, history, options);
        for (var item = 0; item < scores.Length; item++)
            Assert.Equal(Plain.Dot(x, y[item]), scores[item], 2e-3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void The_objective_never_rises_and_the_last_reported_is_that_of_the_paper(int steps)
    {
        var options = Options(8);
        options.Steps = steps;
        var objectives = Objectives(options);

        Assert.Equal(objectives.OrderDescending(), objectives);
        Assert.Equal(PlainObjective(options), objectives[^1], 1e-3 * objectives[^1]);
    }

    [Fact]
    public void Blocks_reach_the_objective_of_exact_solves_and_report_it_truly()
    {
        var exact = Objectives(new AlsOptions { Factors = 64, Steps = 0, Block = 64, Iterations = 30, Regularization = 0.05 });
        foreach (var block in (int[])[16, 32])
        {
            var blocks = Objectives(new AlsOptions { Factors = 64, Steps = 0, Block = block, Iterations = 30, Regularization = 0.05 });
            Assert.Equal(blocks.OrderDescending(), blocks);
            Assert.Equal(exact[^1], blocks[^1], 0.01 * exact[^1]);
        }
    }

    [Fact]
    public void A_few_steps_of_conjugate_gradients_reach_the_objective_of_exact_solves_and_report_it_truly()
    {
        var exact = Objectives(new AlsOptions { Factors = 64, Steps = 0, Block = 64, Iterations = 30, Regularization = 0.05 });
        foreach (var steps in (int[])[1, 2, 3, 8])
        {
            var descent = Objectives(new AlsOptions { Factors = 64, Steps = steps, Iterations = 30, Regularization = 0.05 });
            Assert.Equal(descent.OrderDescending(), descent);
            Assert.Equal(exact[^1], descent[^1], 0.01 * exact[^1]);
        }
    }

    [Theory]
    [InlineData(64, 0, 32)]
    [InlineData(64, 64, 64)]
    [InlineData(64, 1000, 64)]
    [InlineData(48, 32, 16)]
    [InlineData(96, 40, 32)]
    [InlineData(10, 0, 16)]
    [InlineData(64, 1, 16)]
    public void A_block_is_a_multiple_of_sixteen_that_divides_the_factors(int factors, int asked, int block) =>
        Assert.Equal(block, new AlsOptions { Block = asked }.BlockOf((factors + 15) / 16 * 16));

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        var options = Options(64);
        var alone = ModelKinds.Find("als").Train(Population.Data, options, new TrainingRun(Threads: 1));
        var three = ModelKinds.Find("als").Train(Population.Data, options, new TrainingRun(Threads: 3));
        Assert.Equal(alone.Scores(Population.Mixed), three.Scores(Population.Mixed));
    }

    static AlsOptions Options(int factors) => new() { Factors = factors, Iterations = 6, Regularization = 0.05 };

    static List<double> Objectives(AlsOptions options)
    {
        var objectives = new List<double>();
        Train(options, new SameThread(progress => objectives.Add(progress.Objective!.Value)));
        return objectives;
    }

    static Model Train(AlsOptions options, IProgress<TrainingProgress>? progress = null) =>
        ModelKinds.Find("als").Train(Population.Data, options, new TrainingRun(Seed: 1, Progress: progress));

    /// <summary>The whole training, row by row with plain inverses, from the same random start.</summary>
    static (double[][] Users, double[][] Items) PlainTraining(AlsOptions options)
    {
        var random = new Random(1);
        var deviation = options.InitialDeviation / Math.Sqrt(options.Factors);
        double[][] users = [], items = [.. Enumerable.Range(0, Data.Items.Count).Select(_ => Enumerable.Range(0, options.Factors)
            .Select(_ => deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())).ToArray())];
        for (var iteration = 0; iteration < options.Iterations; iteration++)
        {
            users = [.. Enumerable.Range(0, Data.Users.Count).Select(u => PlainRow(items, Data.ByUser.ColumnsOf(u), options))];
            items = [.. Enumerable.Range(0, Data.Items.Count).Select(i => PlainRow(users, Data.ByItem.ColumnsOf(i), options))];
        }

        return (users, items);
    }

    static double[] PlainRow(double[][] y, ReadOnlySpan<int> met, AlsOptions options)
    {
        var d = options.Factors;
        var a = new double[d, d];
        var b = new double[d];
        for (var f = 0; f < d; f++)
        {
            a[f, f] = Penalty(met.Length, y.Length, options);
            for (var g = 0; g < d; g++)
            {
                a[f, g] += options.UnobservedWeight * y.Sum(row => row[f] * row[g]);
                foreach (var j in met)
                    a[f, g] += y[j][f] * y[j][g];
            }

            foreach (var j in met)
                b[f] += y[j][f];
        }

        return Plain.Solve(a, b);
    }

    static double PlainObjective(AlsOptions options)
    {
        var (users, items) = PlainTraining(options);
        var sum = 0.0;
        for (var u = 0; u < users.Length; u++)
        {
            foreach (var i in Data.ByUser.ColumnsOf(u))
                sum += Math.Pow(Plain.Dot(users[u], items[i]) - 1, 2);
            sum += options.UnobservedWeight * items.Sum(y => Math.Pow(Plain.Dot(users[u], y), 2));
            sum += Penalty(Data.ByUser.CountIn(u), items.Length, options) * Plain.Dot(users[u], users[u]);
        }

        for (var i = 0; i < items.Length; i++)
            sum += Penalty(Data.ByItem.CountIn(i), users.Length, options) * Plain.Dot(items[i], items[i]);
        return sum;
    }

    static double Penalty(int met, int columns, AlsOptions options) =>
        options.Regularization * Math.Pow(met + options.UnobservedWeight * columns, options.FrequencyExponent);

    sealed class SameThread(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
