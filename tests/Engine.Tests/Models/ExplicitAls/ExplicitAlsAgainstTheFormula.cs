using Marquee.Engine.Data;
using Marquee.Engine.Models;
using Marquee.Engine.Models.ExplicitAls;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Models.ExplicitAls;

public sealed class ExplicitAlsAgainstTheFormula
{
    static readonly Interactions Data = Population.Data.Interactions;

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    public void Training_gives_the_predictions_of_the_paper_in_plain_doubles(int factors)
    {
        var options = new ExplicitAlsOptions { Factors = factors, Iterations = 5 };
        var model = (ExplicitAlsModel)Train(options);
        var (mean, users, items) = PlainTraining(options);

        foreach (var user in (int[])[0, 17, 59])
            for (var item = 0; item < Data.Items.Count; item++)
            {
                var rating = mean + users[user][^1] + items[item][^1] + Plain.Dot(users[user][..^1], items[item][..^1]);
                Assert.Equal(Math.Clamp(rating, 1, 5), model.PredictKnown(user, item), 2e-3);
            }
    }

    [Fact]
    public void Folding_in_is_the_step_training_takes()
    {
        var options = new ExplicitAlsOptions { Factors = 4, Iterations = 5 };
        var model = (ExplicitAlsModel)Train(options);
        var (mean, _, items) = PlainTraining(options);

        var x = PlainRow(items, [0, 5, 21], [5, 4, 1], mean, options);
        var scores = model.Scores(History.Of([new Event(0, 5), new Event(5, 4), new Event(21, 1), new Event(9, float.NaN)]));

        for (var item = 0; item < scores.Length; item++)
            Assert.Equal(mean + x[^1] + items[item][^1] + Plain.Dot(x[..^1], items[item][..^1]), scores[item], 2e-3);
    }

    [Fact]
    public void The_objective_never_rises()
    {
        var objectives = new List<double>();
        Train(new ExplicitAlsOptions(), new SameThread(progress => objectives.Add(progress.Objective!.Value)));
        Assert.Equal(objectives.OrderDescending(), objectives);
    }

    static Model Train(ExplicitAlsOptions options, IProgress<TrainingProgress>? progress = null) =>
        ModelKinds.Find("explicit-als").Train(Population.Data, options, new TrainingRun(Seed: 1, Progress: progress));

    static (double Mean, double[][] Users, double[][] Items) PlainTraining(ExplicitAlsOptions options)
    {
        var random = new Random(1);
        var mean = Data.ByUser.Values.Average(value => (double)value);
        double[][] users = [], items = [.. Enumerable.Range(0, Data.Items.Count).Select(_ => Enumerable.Range(0, options.Factors)
            .Select(_ => options.InitialDeviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())).Append(0).ToArray())];
        for (var iteration = 0; iteration < options.Iterations; iteration++)
        {
            users = [.. Enumerable.Range(0, Data.Users.Count).Select(u => PlainRow(items, Data.ByUser.ColumnsOf(u), Data.ByUser.ValuesOf(u), mean, options))];
            items = [.. Enumerable.Range(0, Data.Items.Count).Select(i => PlainRow(users, Data.ByItem.ColumnsOf(i), Data.ByItem.ValuesOf(i), mean, options))];
        }

        return (mean, users, items);
    }

    /// <summary>The factors and, last, the bias that minimise the squared errors of one row with their penalties.</summary>
    static double[] PlainRow(double[][] others, ReadOnlySpan<int> rated, ReadOnlySpan<float> ratings, double mean, ExplicitAlsOptions options)
    {
        var size = options.Factors + 1;
        var a = new double[size, size];
        var b = new double[size];
        for (var f = 0; f < size; f++)
            a[f, f] = f == options.Factors ? options.BiasDamping : options.Regularization * rated.Length;
        for (var n = 0; n < rated.Length; n++)
        {
            double[] row = [.. others[rated[n]][..^1], 1];
            var target = ratings[n] - mean - others[rated[n]][^1];
            for (var f = 0; f < size; f++)
            {
                b[f] += target * row[f];
                for (var g = 0; g < size; g++)
                    a[f, g] += row[f] * row[g];
            }
        }

        return Plain.Solve(a, b);
    }

    sealed class SameThread(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
