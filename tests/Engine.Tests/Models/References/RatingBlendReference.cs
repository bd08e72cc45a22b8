using Marquee.Engine.Models;
using Marquee.Engine.Models.RatingBlend;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Models.References;

/// <summary>The stacker of rating models against its formula.</summary>
public sealed class RatingBlendReference
{
    [Fact]
    public void A_rating_is_the_weighed_sum_of_the_members_within_the_scale()
    {
        var blend = (RatingBlendModel)RatingBlendModel.Kind.Train(Population.Of(Population.Make(200, 40, 40, seed: 3)), new RatingBlendOptions(), new TrainingRun());
        var history = Population.Mixed;
        var counts = Population.Of(Population.Make(200, 40, 40, seed: 3)).Interactions.ByItem;

        for (var item = 0; item < Population.Items; item++)
        {
            var expected = blend.WeightOf(blend.Members.Count, 5, counts.CountIn(item));
            for (var m = 0; m < blend.Members.Count; m++)
                expected += blend.WeightOf(m, 5, counts.CountIn(item)) * ((IRatingPredictor)blend.Members[m]).Predict(history, item);

            Assert.Equal(Math.Clamp(expected, 1, 5), blend.Predict(history, item), 1e-3);
            Assert.Equal(expected, blend.Scores(history)[item], 1e-3);
        }
    }

    [Fact]
    public void Least_squares_find_who_is_right_where()
    {
        // The first member is right of titles with many ratings, the second of those with few; both are off by a quarter of a star.
        var random = new Random(4);
        var held = Enumerable.Range(0, 4000).Select(n =>
        {
            var (rating, known) = (1 + 4 * random.NextSingle(), n % 2 == 0 ? 1000 : 0);
            float Says(bool right) => rating + 0.25f + (right ? 0.1f : 1.5f) * (random.NextSingle() - 0.5f);
            return (new[] { Says(known > 0), Says(known == 0) }, 32, known, rating);
        }).ToArray();

        var stack = RatingStack.Fit(held, 1, support: true);

        Assert.True(stack.Weight(0, 32, 1000) > 0.9 && stack.Weight(1, 32, 1000) < 0.1);
        Assert.True(stack.Weight(0, 32, 0) < 0.1 && stack.Weight(1, 32, 0) > 0.9);
        Assert.All(held, h => Assert.Equal(h.rating, stack.Predict(h.Item1, h.Item2, h.known), 0.12));
    }

    [Fact]
    public void With_nothing_to_learn_from_it_is_the_plain_mean()
    {
        var stack = RatingStack.Mean(4);

        Assert.Equal(3.5, stack.Predict([2, 3, 4, 5], 10, 1000), 1e-9);
        Assert.Equal(3.5, RatingStack.Fit([([2, 3, 4, 5], 10, 10, 5)], 1e12, true).Predict([2, 3, 4, 5], 10, 10), 1e-3);
    }

    [Fact]
    public void Members_can_be_left_out_and_one_there_must_be()
    {
        var options = new RatingBlendOptions();
        foreach (var name in new[] { "with_svdpp", "with_time_svd", "with_bayes_mf", "with_explicit_als", "with_slope_one" })
            options.Set(name, "0");

        var blend = (RatingBlendModel)RatingBlendModel.Kind.Train(Population.Data, options, new TrainingRun());
        Assert.Equal(["svd", "knn-baseline"], blend.Members.Select(m => m.Name));

        options.Set("with_svd", "0");
        options.Set("with_knn_baseline", "0");
        Assert.Throws<InvalidOptionException>(() => RatingBlendModel.Kind.Train(Population.Data, options, new TrainingRun()));
    }
}
