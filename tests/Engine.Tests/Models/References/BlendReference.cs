using Marquee.Engine.Models;
using Marquee.Engine.Models.Blend;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Models.References;

public sealed class BlendReference
{
    static readonly BlendModel Blend = BlendModel.Of(
        [new(Trained.On("popularity"), 0.2f), new(Trained.On("item-knn"), 0.5f), new(Trained.On("svd"), 0), new(Trained.On("content"), 0.3f)]);

    [Fact]
    public void It_is_the_weighed_sum_of_standardised_scores()
    {
        var expected = new double[Population.Items];
        foreach (var member in Blend.Members)
        {
            var scores = member.Model.Scores(Population.Mixed).Select(s => (double)s).ToArray();
            var (mean, deviation) = (scores.Average(), Math.Sqrt(scores.Average(s => (s - scores.Average()) * (s - scores.Average()))));
            for (var item = 0; item < scores.Length; item++)
                expected[item] += member.Weight * (scores[item] - mean) / deviation;
        }

        Assert.All(expected.Zip(Blend.Scores(Population.Mixed)), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void Its_parts_and_its_members_shares_add_up()
    {
        var detail = Blend.ScoreByMember(Population.Mixed);
        var scores = Blend.Scores(Population.Mixed);
        for (var item = 0; item < Population.Items; item++)
        {
            var shares = detail.SharesOf(item);
            Assert.Equal(["content", "item-knn", "popularity"], shares.Select(s => s.Member).Order());
            Assert.Equal(scores[item], shares.Sum(s => s.Amount), 1e-4);
            Assert.Equal(shares.MaxBy(s => s.Amount), shares[0]);
            var explanation = Blend.Explain(Population.Mixed, item);
            Assert.Equal(scores[item], explanation.Base + explanation.Contributions.Sum(c => c.Amount), 1e-3);
        }
    }

    [Fact]
    public void Somebody_may_mix_their_own()
    {
        var own = Blend.With(new Dictionary<string, float> { ["content"] = 1 });

        Assert.Equal(
            Ranking(Trained.On("content").Scores(Population.Mixed)),
            Ranking(own.Scores(Population.Mixed)));
        Assert.Throws<InvalidOptionException>(() => Blend.With(new Dictionary<string, float> { ["content"] = -1 }));
        Assert.Throws<InvalidOptionException>(() => Blend.With(new Dictionary<string, float> { ["fortune"] = 1 }));
    }

    [Fact]
    public void Without_a_model_that_predicts_ratings_there_is_no_blend() =>
        Assert.Throws<InvalidOptionException>(() => BlendModel.Of([new BlendMember(Trained.On("popularity"), 1)]));

    [Fact]
    public void Weights_given_by_hand_are_kept()
    {
        var options = new BlendOptions();
        options.Set("item_knn_weight", "3");
        options.Set("content_weight", "1");
        foreach (var name in new[] { "popularity", "svd", "als", "ease" })
            options.Set(name + "_weight", "0");

        var blend = (BlendModel)BlendModel.Kind.Train(Population.Data, options, new TrainingRun());

        Assert.Equal([("item-knn", 0.75f), ("svd", 0f), ("content", 0.25f)], blend.Members.Select(m => (m.Name, m.Weight)));
    }

    [Fact]
    public void The_fit_finds_the_member_that_knows()
    {
        // The second member puts every held-out title first, the others say something else.
        var random = new Random(4);
        var samples = Enumerable.Range(0, 40).Select(_ =>
        {
            var relevant = Enumerable.Range(0, 60).Select(c => c % 12 == 0).ToArray();
            return new BlendSample([.. relevant.SelectMany(r => new[] { random.NextSingle(), r ? 2f : random.NextSingle(), random.NextSingle() * 3 })], relevant);
        }).ToArray();

        var weights = new WeightSearch(samples, 20, new TrainingRun(Threads: 1)).Find([0.4, 0.2, 0.4], [true, true, true]);

        Assert.True(weights[1] > 0);
        Assert.All(weights, w => Assert.True(w >= 0));
        Assert.True(weights[0] + weights[2] < 0.5 * weights[1], string.Join(", ", weights));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void The_slope_of_the_ranking_finds_it_too(bool profile)
    {
        // The first member knows where the history is short, the second where it is long, the third never.
        var random = new Random(4);
        var samples = Enumerable.Range(0, 60).Select(person =>
        {
            var relevant = Enumerable.Range(0, 60).Select(c => c % 12 == 0).ToArray();
            float Says(bool knows, bool found) => knows && found ? 1.5f : random.NextSingle();
            return new BlendSample([.. relevant.SelectMany(r => new[] { Says(person % 2 == 0, r), Says(person % 2 == 1, r), random.NextSingle() })], relevant, 0, person % 2 == 0 ? -1.5 : 1.5);
        }).ToArray();

        var (weights, perLength) = new StackFit(samples, new BlendOptions { Profile = profile, FitDepth = 20 }, new TrainingRun(Threads: 2)).Find([0.1, 0.1, 0.8], [true, true, true]);

        Assert.True(weights[2] < 0.5 * Math.Min(weights[0], weights[1]), string.Join(", ", weights));
        Assert.All(weights, w => Assert.True(w >= 0));
        if (profile)
            Assert.True(perLength[0] < 0 && perLength[1] > 0, string.Join(", ", perLength));
        else
            Assert.All(perLength, p => Assert.Equal(0, p));
    }

    [Fact]
    public void Softened_scores_and_weights_that_move_with_the_history_still_add_up()
    {
        var blend = (BlendModel)BlendModel.Kind.Train(Population.Data, new BlendOptions { Profile = true, Wide = true, Next = true }, new TrainingRun());

        foreach (var history in new[] { History.Empty, Population.Mixed, Population.Loves(1, 2, 25) })
        {
            var (scores, detail) = (blend.Scores(history), blend.ScoreByMember(history));
            var expected = new double[Population.Items];
            foreach (var member in blend.Members)
            {
                var own = member.Model.Scores(history).Select(s => (double)s).ToArray();
                var (mean, deviation) = (own.Average(), Math.Sqrt(own.Average(s => (s - own.Average()) * (s - own.Average()))));
                var weight = Math.Max(0, member.Weight + member.PerLength * Math.Clamp(Math.Log((1 + history.Count) / 21.0), -2.5, 2.5));
                for (var item = 0; item < own.Length; item++)
                    expected[item] += deviation > 1e-7 * Math.Max(1e-7, Math.Abs(mean)) ? weight * Math.Asinh(1.5 * (own[item] - mean) / deviation) : 0;
            }

            for (var item = 0; item < scores.Length; item++)
            {
                Assert.Equal(expected[item], scores[item], 1e-3);
                Assert.Equal(scores[item], detail.SharesOf(item).Sum(s => s.Amount), 1e-4);
                var explanation = detail.Explain(item);
                Assert.Equal(scores[item], explanation.Base + explanation.Contributions.Sum(c => c.Amount), 2e-3);
            }
        }
    }

    [Fact]
    public void For_the_next_title_the_latest_of_each_is_held_out_and_nothing_else()
    {
        var rows = Population.Data.Interactions.ByUser;

        var held = HoldOut.Of(Population.Data.Interactions, new BlendOptions { Next = true }, seed: 1);

        Assert.Equal(Population.Users, held.Users.Count);
        Assert.Equal(rows.Count - Population.Users, held.Training.Count);
        Assert.Equal(
            Enumerable.Range(0, Population.Users).Select(u => rows.ColumnsOf(u).ToArray().Zip(rows.TimesOf(u).ToArray()).MaxBy(e => (e.Second, e.First)).First),
            held.Users.Select(u => Assert.Single(u.HeldOut)));
    }

    [Fact]
    public void Held_out_people_are_not_learnt_from()
    {
        var held = HoldOut.Of(Population.Data.Interactions, new BlendOptions { FitUsers = 10 }, seed: 1);

        Assert.Equal(10, held.Users.Count);
        Assert.Equal(10, Enumerable.Range(0, Population.Users).Count(u => held.Training.ByUser.CountIn(u) == 0));
        Assert.All(held.Users, user => Assert.Empty(user.HeldOut.Intersect(user.FoldIn.Items.ToArray())));
    }

    static int[] Ranking(float[] scores) => [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i])];
}
