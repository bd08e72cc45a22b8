using System.Runtime.CompilerServices;
using Marquee.Engine.Data;
using Marquee.Engine.Models.BayesMf;
using Marquee.Engine.Models.Blend;
using Marquee.Engine.Models.Factors;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Models.References;

/// <summary>A range that says 80 % holds 80 % of the ratings it has not seen.</summary>
public sealed class BayesMfCalibration
{
    const int People = 360, Strangers = 120, Titles = 80, Rated = 40, Factors = 3;

    [Theory, InlineData(0.8), InlineData(0.5)]
    public void A_range_covers_as_many_unseen_ratings_of_strangers_as_it_says(double probability)
    {
        var (train, known, asked) = Made();
        var model = (BayesMfModel)BayesMfModel.Kind.Train(new TrainingData(Interactions.Of(train)), new BayesMfOptions { Factors = 4 }, new TrainingRun(Threads: 2));
        var histories = known.GroupBy(r => r.User).ToDictionary(g => g.Key, g => History.Of(g.Select(r => new Event(model.Items.IndexOf(r.Item), r.Value))));

        var covered = asked.Count(r => model.PredictRange(histories[r.User], model.Items.IndexOf(r.Item), probability) is var range && r.Value >= range.Low && r.Value <= range.High);

        Assert.InRange((double)covered / asked.Count, probability - 0.02, probability + 0.02);
    }

    [Fact]
    public void A_range_covers_as_many_held_out_ratings_of_latest_small_as_it_says()
    {
        var (train, asked) = LatestSmall();
        var model = (BayesMfModel)BayesMfModel.Kind.Train(new TrainingData(train), new BayesMfOptions { Factors = 8, Samples = 10 }, new TrainingRun(Threads: 2));

        Assert.InRange(Covered(asked, history => model.RangesFor(history, 0.8)), 0.78, 0.82);
    }

    /// <summary>As the product trains it and shows it: the blend's expected rating with the range beside it.</summary>
    [Fact]
    public void The_range_beside_a_blends_rating_covers_as_many_and_always_holds_the_rating()
    {
        var (train, asked) = LatestSmall();
        var options = new BlendOptions { Ranges = true, FitUsers = 0, MinCount = 50 };
        var blend = (BlendModel)BlendModel.Kind.Train(new TrainingData(train), options, new TrainingRun(Threads: 2));

        Assert.InRange(Covered(asked, history => blend.RangesFor(history, 0.8)!), 0.78, 0.82);
        Assert.All(asked.Take(200), one => Assert.InRange(blend.Predict(one.History, one.Item), blend.RangesFor(one.History, 0.8)!(one.Item).Low, blend.RangesFor(one.History, 0.8)!(one.Item).High));
        Assert.DoesNotContain("bayes-mf", blend.ScoreByMember(asked[0].History).SharesOf(0).Select(share => share.Member));
    }

    static double Covered((History History, int Item, float Value)[] asked, Func<History, Func<int, RatingRange>> ranges) =>
        (double)asked.AsParallel().WithDegreeOfParallelism(2).Count(one => ranges(one.History)(one.Item) is var range && one.Value >= range.Low && one.Value <= range.High) / asked.Length;

    /// <summary>Three ratings in a hundred held out; of them those of people and titles that the rest knows.</summary>
    static (Interactions Train, (History History, int Item, float Value)[] Asked) LatestSmall()
    {
        var rows = RatingFile.Read(Path.Combine(Folder(), "../../../../samples/movielens-small/ratings.csv"), TestContext.Current.CancellationToken).Rows().ToArray();
        var random = new Random(3);
        var held = Array.ConvertAll(rows, _ => random.NextDouble() < 0.03);
        var train = Interactions.Of(rows.Where((_, n) => !held[n]));
        var histories = train.Rows().GroupBy(r => r.User).ToDictionary(g => g.Key, g => History.Of(g.Select(r => new Event(train.Items.IndexOf(r.Item), r.Value))));
        return (train, [.. rows.Where((r, n) => held[n] && train.Items.IndexOf(r.Item) >= 0 && histories.ContainsKey(r.User)).Select(r => (histories[r.User], train.Items.IndexOf(r.Item), r.Value))]);
    }

    static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [Fact]
    public void A_prediction_and_its_range_are_those_of_the_samples()
    {
        var random = new Random(5);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble() - 0.5f)];
        FactorRows Rows() => new(4, 16, Numbers(4 * 16), Numbers(4));
        PosteriorSample[] samples = [new(Rows(), FactorRows.Zero(0, 16), 0.4, new Penalty(2, 1)), new(Rows(), FactorRows.Zero(0, 16), 0.6, new Penalty(3, 2))];
        var model = new BayesMfModel(new IdMap([1, 2, 3, 4]), new RatingScale(3, 1, -50, 50), samples, new BayesMfOptions { Samples = 2 });
        var history = History.Of([new Event(0, 5), new Event(1, 2), new Event(2, float.NaN)]);
        var parts = Array.ConvertAll(samples, sample => Expected(sample, [(0, 5), (1, 2)], 3));

        var range = model.PredictRange(history, 3, 0.8);

        Assert.Equal(parts.Average(p => p.Mean), model.Predict(history, 3), 1e-4);
        Assert.Equal(0.1, parts.Average(p => NormalMixture.Below((range.Low - p.Mean) / Math.Sqrt(p.Variance))), 1e-4);
        Assert.Equal(0.9, parts.Average(p => NormalMixture.Below((range.High - p.Mean) / Math.Sqrt(p.Variance))), 1e-4);
    }

    /// <summary>Mean and variance of a rating in one sample: the posterior of a linear regression, as a textbook writes it.</summary>
    static (double Mean, double Variance) Expected(PosteriorSample sample, (int Item, double Rating)[] rated, int asked)
    {
        const int Size = 17;
        double[] Row(int item) => [.. sample.Items[item][..(Size - 1)].ToArray().Select(v => (double)v), 1];
        var precision = new double[Size, Size];
        var sum = new double[Size];
        for (var i = 0; i < Size; i++)
            precision[i, i] = i < Size - 1 ? sample.Penalty.Factors : sample.Penalty.Bias;
        foreach (var (item, rating) in rated)
            for (var i = 0; i < Size; i++)
            {
                sum[i] += Row(item)[i] * (rating - 3 - sample.Items.Bias[item]);
                for (var j = 0; j < Size; j++)
                    precision[i, j] += Row(item)[i] * Row(item)[j];
            }

        var q = Row(asked);
        return (3 + sample.Items.Bias[asked] + Plain.Dot(q, Plain.Solve(precision, sum)), sample.Variance * (1 + Plain.Dot(q, Plain.Solve(precision, q))));
    }

    [Fact]
    public void Knowing_more_of_a_person_narrows_the_range()
    {
        var model = (BayesMfModel)Trained.On("bayes-mf");
        float Width(History history) => model.PredictRange(history, 9, 0.8) is var range ? range.High - range.Low : 0;

        Assert.True(Width(Population.Loves(22, 27)) <= Width(History.Empty));
        Assert.True(model.PredictRange(History.Empty, 9, 0.5) is var half && half.High - half.Low < Width(History.Empty));
    }

    /// <summary>Ratings drawn as the model believes they come about, but with factors and precisions it does not know.</summary>
    static (List<Interaction> Train, List<Interaction> Known, List<Interaction> Asked) Made()
    {
        var random = new Random(11);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[][] Rows(int count) => [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Factors + 1).Select(f => (f == Factors ? 0.4 : 0.6) * Normal()).ToArray())];
        var (people, titles) = (Rows(People + Strangers), Rows(Titles));
        var (train, known, asked) = (new List<Interaction>(), new List<Interaction>(), new List<Interaction>());
        for (var person = 0; person < people.Length; person++)
        {
            var order = Enumerable.Range(0, Titles).ToArray();
            random.Shuffle(order);
            for (var n = 0; n < Rated; n++)
            {
                var title = order[n];
                var expected = 6 + people[person][Factors] + titles[title][Factors] + Enumerable.Range(0, Factors).Sum(f => people[person][f] * titles[title][f]);
                var rating = new Interaction(person, title, (float)(expected + 0.7 * Normal()));
                (person < People ? train : n < 12 ? known : asked).Add(rating);
            }
        }

        return (train, known, asked);
    }
}
