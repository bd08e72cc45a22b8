using Marquee.Engine.Data;
using Marquee.Engine.Evaluation.Protocols;
using Marquee.Engine.Models;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Evaluation;

public sealed class UncoveringRatings
{
    static readonly Interactions Ratings = Interactions.Of(Population.Make(60, 40, perUser: 24, seed: 3));
    static readonly TasteGrowthOptions Options = new(MostKnown: 6, HeldOut: 4, Folds: 3, Seed: 5);

    [Fact]
    public void Everybody_is_served_once_by_a_model_that_has_not_met_them()
    {
        var folds = TasteGrowth.Folds(Ratings, Options).ToList();

        Assert.Equal(3, folds.Count);
        Assert.All(folds, fold => Assert.All(fold.People, person => Assert.Equal(-1, fold.Train.Users.IndexOf(person.User))));
        var served = folds.SelectMany(fold => fold.People.Select(person => person.User)).ToList();
        Assert.Equal(served.Count, served.Distinct().Count());
        Assert.All(folds.SelectMany(fold => fold.People), person =>
        {
            Assert.True(person.Pool.Count >= 6);
            Assert.NotEmpty(person.Liked);
            Assert.Empty(person.Liked.Intersect(person.Pool.Select(e => e.Item)));
        });
    }

    [Fact]
    public void Popularity_learns_nothing_from_more_ratings_and_a_model_of_taste_does()
    {
        var fold = TasteGrowth.Folds(Ratings, Options).First();
        var (popularity, knn) = (Train("popularity"), Train("item-knn"));

        Assert.Equal(fold.Measure(popularity, 0, []), fold.Measure(popularity, 6, []));
        Assert.True(fold.Measure(knn, 6, []).Average() > fold.Measure(knn, 0, []).Average());
        Assert.NotEqual(fold.Measure(knn, 2, []), fold.Measure(knn, 2, [.. Enumerable.Range(0, fold.Train.Items.Count)]));

        Model Train(string kind) => ModelKinds.Find(kind).Train(new TrainingData(fold.Train), ModelKinds.Find(kind).Options(), new TrainingRun(Threads: 1));
    }

    [Fact]
    public void The_same_seed_asks_the_same() => Assert.Equal(
        TasteGrowth.Folds(Ratings, Options).SelectMany(fold => fold.People).SelectMany(person => person.Liked),
        TasteGrowth.Folds(Ratings, Options).SelectMany(fold => fold.People).SelectMany(person => person.Liked));

    [Fact]
    public void People_with_too_little_to_uncover_are_refused() =>
        Assert.Throws<UnsuitableDataException>(() => TasteGrowth.Folds(Ratings, Options with { MostKnown = 1000 }).ToList());
}
