using Marquee.Engine.Models.Bpr;
using Marquee.Engine.Models.Factors;
using Marquee.Engine.Models.Svd;
using Marquee.Engine.Models.SvdPlusPlus;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Models.References;

/// <summary>The factor models against plain loops in doubles that draw the same random numbers.</summary>
public sealed class FactorReferences
{
    const int Factors = 5, Epochs = 6;
    const double Rate = 0.04, FinalRate = 0.2, Lambda = 0.3, Frequency = 0.5, BiasLambda = 0.02, Spread = 0.1;
    static readonly Table T = Table.OfPopulation;

    static double RateOf(int epoch) => Rate * Math.Pow(FinalRate, epoch / (Epochs - 1.0));

    static double Decay(int count) => Lambda * Math.Pow(Math.Max(1, count), -Frequency);

    static (double Mean, double Deviation) Scale()
    {
        var all = T.Ratings.Cast<double>().Where(r => !double.IsNaN(r)).ToArray();
        return (all.Average(), Math.Sqrt(all.Average(r => r * r) - all.Average() * all.Average()));
    }

    static double[][] Start(int rows, Random random) =>
        [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, Factors).Select(_ => (random.NextSingle() - 0.5) * Spread * Math.Sqrt(12)).ToArray())];

    static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    [Fact]
    public void Svd_learns_what_the_textbook_loop_learns()
    {
        var options = new SvdOptions
        {
            Factors = Factors,
            Epochs = Epochs,
            Rate = Rate,
            FinalRate = FinalRate,
            Regularization = Lambda,
            Frequency = Frequency,
            BiasRegularization = BiasLambda,
            InitialSpread = Spread,
        };
        var model = (SvdModel)SvdModel.Kind.Train(Population.Data, options, new TrainingRun(Seed: 3));

        var random = new Random(3);
        var order = Enumerable.Range(0, T.Users).ToArray();
        random.Shuffle(order);
        random.Shuffle(new byte[T.Items]);
        var (p, q) = (Start(T.Users, random), Start(T.Items, random));
        var (userBias, itemBias) = (new double[T.Users], new double[T.Items]);
        var (mean, deviation) = Scale();
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            new Random(RatingGrid.Seed(3, epoch, 0)).Shuffle(order);
            foreach (var u in order)
                for (var i = 0; i < T.Items; i++)
                    if (T.Has(u, i))
                    {
                        var error = (T.Ratings[u, i] - mean) / deviation - userBias[u] - itemBias[i] - Dot(p[u], q[i]);
                        var rate = RateOf(epoch);
                        for (var f = 0; f < Factors; f++)
                            (p[u][f], q[i][f]) = (p[u][f] + rate * (error * q[i][f] - Decay(T.TitlesOf(u)) * p[u][f]), q[i][f] + rate * (error * p[u][f] - Decay(T.ViewersOf(i)) * q[i][f]));
                        userBias[u] += rate * (error - BiasLambda * userBias[u]);
                        itemBias[i] += rate * (error - BiasLambda * itemBias[i]);
                    }
        }

        for (var u = 0; u < T.Users; u++)
            for (var i = 0; i < T.Items; i++)
                Assert.Equal(Math.Clamp(mean + deviation * (userBias[u] + itemBias[i] + Dot(p[u], q[i])), 1, 5), model.PredictKnown(u, i), 2e-3);
    }

    [Fact]
    public void Svd_plus_plus_learns_what_the_textbook_loop_learns()
    {
        var options = new SvdPlusPlusOptions
        {
            Factors = Factors,
            Epochs = Epochs,
            Rate = Rate,
            FinalRate = FinalRate,
            Regularization = Lambda,
            Frequency = Frequency,
            BiasRegularization = BiasLambda,
            InitialSpread = Spread,
            ImplicitRegularization = 0.1,
        };
        var model = (SvdPlusPlusModel)SvdPlusPlusModel.Kind.Train(Population.Data, options, new TrainingRun(Seed: 3));

        var random = new Random(3);
        var (p, q) = (Start(T.Users, random), Start(T.Items, random));
        var y = Enumerable.Range(0, T.Items).Select(_ => new double[Factors]).ToArray();
        var (userBias, itemBias) = (new double[T.Users], new double[T.Items]);
        var (mean, deviation) = Scale();
        var order = Enumerable.Range(0, T.Users).ToArray();
        int[] TitlesOf(int u) => [.. Enumerable.Range(0, T.Items).Where(i => T.Has(u, i))];
        double[] Whole(int u) => [.. Enumerable.Range(0, Factors).Select(f => p[u][f] + TitlesOf(u).Sum(i => y[i][f]) / Math.Sqrt(T.TitlesOf(u)))];
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            var rate = RateOf(epoch);
            foreach (var u in order)
            {
                var (z, before) = (Whole(u), Whole(u));
                foreach (var i in TitlesOf(u))
                {
                    var error = (T.Ratings[u, i] - mean) / deviation - userBias[u] - itemBias[i] - Dot(z, q[i]);
                    for (var f = 0; f < Factors; f++)
                        (z[f], q[i][f]) = (z[f] + rate * error * q[i][f], q[i][f] + rate * (error * z[f] - Decay(T.ViewersOf(i)) * q[i][f]));
                    userBias[u] += rate * (error - BiasLambda * userBias[u]);
                    itemBias[i] += rate * (error - BiasLambda * itemBias[i]);
                }

                for (var f = 0; f < Factors; f++)
                {
                    p[u][f] = p[u][f] * (1 - rate * Decay(T.TitlesOf(u)) * T.TitlesOf(u)) + z[f] - before[f];
                    foreach (var i in TitlesOf(u))
                        y[i][f] = y[i][f] * (1 - rate * 0.1) + (z[f] - before[f]) / Math.Sqrt(T.TitlesOf(u));
                }
            }
        }

        for (var u = 0; u < T.Users; u++)
            for (var i = 0; i < T.Items; i++)
                Assert.Equal(Math.Clamp(mean + deviation * (userBias[u] + itemBias[i] + Dot(Whole(u), q[i])), 1, 5), model.PredictKnown(u, i), 2e-3);
    }

    [Theory, InlineData("svd"), InlineData("svd++")]
    public void A_person_is_folded_in_by_ridge_regression_on_the_items(string kind)
    {
        var model = Trained.On(kind);
        var plusPlus = model as SvdPlusPlusModel;
        var items = plusPlus?.ItemFactors ?? ((SvdModel)model).ItemFactors;
        var (mean, deviation) = Scale();
        var rated = Enumerable.Range(0, Population.Mixed.Count).Where(n => float.IsFinite(Population.Mixed.Values[n])).ToArray();
        var size = items.Factors + 1;
        double[] Row(int item) => [.. items[item][..items.Factors].ToArray().Select(v => (double)v), 1];
        var known = new double[size];
        foreach (var item in Population.Mixed.Items)
            for (var f = 0; f < items.Factors && plusPlus is not null; f++)
                known[f] += plusPlus.ImplicitFactors[item][f] / Math.Sqrt(Population.Mixed.Count);

        var (a, b) = (new double[size, size], new double[size]);
        for (var f = 0; f < size; f++)
            a[f, f] = f < items.Factors ? 0.9 * Math.Sqrt(rated.Length) * deviation : 0.02 * rated.Length;
        foreach (var n in rated)
        {
            var q = Row(Population.Mixed.Items[n]);
            var left = Population.Mixed.Values[n] - mean - items.Bias[Population.Mixed.Items[n]] - Dot(q, known);
            for (var f = 0; f < size; f++)
            {
                b[f] += q[f] * left;
                for (var g = 0; g < size; g++)
                    a[f, g] += q[f] * q[g];
            }
        }

        var x = Plain.Solve(a, b).Zip(known, (found, y) => found + y).ToArray();
        var scores = model.Scores(Population.Mixed);
        for (var item = 0; item < Population.Items; item++)
            Assert.Equal(mean + items.Bias[item] + Dot(Row(item), x), scores[item], 1e-3);
    }

    [Fact]
    public void Bpr_puts_what_people_had_above_what_they_had_not()
    {
        var model = (BprModel)Trained.On("bpr");
        var (right, pairs) = (0, 0);
        for (var u = 0; u < T.Users; u++)
        {
            var had = Enumerable.Range(0, T.Items).Where(i => T.Has(u, i)).ToArray();
            var scores = model.Scores(Population.Loves(had));
            foreach (var i in had)
                for (var j = 0; j < T.Items; j++)
                    if (!T.Has(u, j))
                        (right, pairs) = (right + (scores[i] > scores[j] ? 1 : 0), pairs + 1);
        }

        Assert.True(right > 0.85 * pairs, $"{right} of {pairs}");
    }

    [Fact]
    public void Bpr_folds_a_person_in_by_its_own_objective()
    {
        var items = ((BprModel)Trained.On("bpr")).ItemFactors;
        int[] had = [1, 4, 6];
        int[] others = [.. Enumerable.Range(0, Population.Items).Except(had)];
        var w = new BprFoldIn(items, others, 0.05).Solve(had);

        // The objective, higher is better: mean ln σ(x_i − x_j) − λ/2 |w|².
        double Objective(float[] at) => had.Average(i => others.Average(j =>
            -Math.Log(1 + Math.Exp(-Enumerable.Range(0, items.Factors).Sum(f => (double)at[f] * (items[i][f] - items[j][f])) - items.Bias[i] + items.Bias[j]))))
            - 0.025 * at.Sum(v => (double)v * v);
        var nothing = Objective(new float[items.Width]);
        var reached = Objective(w);
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
            Assert.True(Objective([.. w.Select(v => v + 0.3f * (random.NextSingle() - 0.5f))]) < reached + 0.02 * (reached - nothing));
        Assert.True(reached > nothing);
    }
}
