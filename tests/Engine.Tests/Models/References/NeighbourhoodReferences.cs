using Marquee.Engine.Models.ItemKnn;
using Marquee.Engine.Models.KnnBaseline;
using Marquee.Engine.Models.Rp3Beta;
using Marquee.Engine.Models.SlopeOne;
using Marquee.Engine.Models.UserKnn;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Models.References;

/// <summary>The neighbourhood models against their formulas, written once more with plain loops.</summary>
public sealed class NeighbourhoodReferences
{
    static readonly Table T = Table.OfPopulation;

    [Theory, InlineData(5, 0), InlineData(12, 8)]
    public void Item_knn_sums_the_cosines_of_the_nearest(int k, double shrinkage)
    {
        var model = (ItemKnnModel)ItemKnnModel.Kind.Train(Population.Data, new ItemKnnOptions { Neighbours = k, Shrinkage = shrinkage }, new TrainingRun());
        double Similarity(int a, int b) => T.Both(a, b).Count() is var n && n == 0 ? 0 : n / Math.Sqrt((double)T.ViewersOf(a) * T.ViewersOf(b)) * n / (n + shrinkage);

        AssertSumOfNearest(model, k, Similarity);
    }

    [Fact]
    public void Item_knn_can_correlate_ratings_around_their_baselines()
    {
        var model = (ItemKnnModel)ItemKnnModel.Kind.Train(Population.Data, new ItemKnnOptions { Neighbours = 6, Shrinkage = 4, Pearson = true }, new TrainingRun());
        var biases = T.Baseline(10, 15);

        AssertSumOfNearest(model, 6, (a, b) => Math.Max(0, T.Correlation(a, b, biases, 4)));
    }

    [Fact]
    public void Rp3beta_follows_the_walk()
    {
        var model = (Rp3BetaModel)Rp3BetaModel.Kind.Train(Population.Data, new Rp3BetaOptions { Alpha = 0.7, Beta = 0.5, Neighbours = 9 }, new TrainingRun());
        double Reached(int to, int from) => T.Both(from, to).Sum(u => Math.Pow(1.0 / T.ViewersOf(from), 0.7) * Math.Pow(1.0 / T.TitlesOf(u), 0.7)) / Math.Pow(T.ViewersOf(to), 0.5);

        AssertSumOfNearest(model, 9, Reached);
    }

    static void AssertSumOfNearest(Model model, int k, Func<int, int, double> similarity)
    {
        int[] history = [1, 4, 23];
        var scores = model.Scores(Population.Loves(history));
        for (var i = 0; i < T.Items; i++)
        {
            var nearest = Enumerable.Range(0, T.Items).Where(j => j != i && similarity(i, j) > 0).OrderByDescending(j => (float)similarity(i, j)).ThenBy(j => j).Take(k).ToArray();
            Assert.Equal(nearest.Where(history.Contains).Sum(j => similarity(i, j)), scores[i], 1e-5);
        }
    }

    [Fact]
    public void User_knn_sums_the_cosines_of_the_nearest_people()
    {
        var model = (UserKnnModel)UserKnnModel.Kind.Train(Population.Data, new UserKnnOptions { Neighbours = 7, Shrinkage = 2 }, new TrainingRun());
        int[] history = [1, 4, 23];
        var scores = model.Scores(Population.Loves(history));

        double Nearness(int u) => history.Count(i => T.Has(u, i)) is var n && n == 0 ? 0 : n / Math.Sqrt(3.0 * T.TitlesOf(u)) * n / (n + 2.0);
        var nearest = Enumerable.Range(0, T.Users).Where(u => Nearness(u) > 0).OrderByDescending(u => (float)Nearness(u)).ThenBy(u => u).Take(7).ToArray();
        for (var i = 0; i < T.Items; i++)
            Assert.Equal(nearest.Where(u => T.Has(u, i)).Sum(Nearness), scores[i], 1e-5);
    }

    [Fact]
    public void Knn_baseline_leans_on_the_nearest_rated_items()
    {
        var options = new KnnBaselineOptions { Neighbours = 3, Shrinkage = 5, Damping = 0.2, ItemDamping = 4, UserDamping = 6 };
        var model = (KnnBaselineModel)KnnBaselineModel.Kind.Train(Population.Data, options, new TrainingRun());
        var biases = T.Baseline(4, 6);
        for (var u = 0; u < 10; u++)
            for (var i = 0; i < T.Items; i++)
            {
                double Expected(int item) => biases.Mean + biases.User[u] + biases.Item[item];
                var nearest = Enumerable.Range(0, T.Items).Where(j => j != i && T.Has(u, j)).Select(j => (Item: j, Similarity: T.Correlation(i, j, biases, 5)))
                    .Where(n => n.Similarity > 1e-7).OrderByDescending(n => n.Similarity).Take(3).ToArray();
                var lean = nearest.Sum(n => n.Similarity * (T.Ratings[u, n.Item] - Expected(n.Item))) / (0.2 + nearest.Sum(n => n.Similarity));
                Assert.Equal(Math.Clamp(Expected(i) + lean, 1, 5), model.PredictKnown(u, i), 1e-3);
            }
    }

    [Fact]
    public void Slope_one_averages_the_differences_by_how_many_they_rest_on()
    {
        var model = (SlopeOneModel)SlopeOneModel.Kind.Train(Population.Data, new SlopeOneOptions(), new TrainingRun());
        for (var u = 0; u < 10; u++)
            for (var j = 0; j < T.Items; j++)
            {
                var partners = Enumerable.Range(0, T.Items).Where(i => i != j && T.Has(u, i) && T.Both(i, j).Any()).ToArray();
                double Difference(int i) => T.Both(i, j).Average(v => T.Ratings[v, j] - T.Ratings[v, i]);
                var rating = partners.Sum(i => T.Both(i, j).Count() * (T.Ratings[u, i] + Difference(i))) / partners.Sum(i => T.Both(i, j).Count());
                Assert.Equal(Math.Clamp(rating, 1, 5), model.PredictKnown(u, j), 1e-3);
            }
    }
}
