using Marquee.Engine.Models;

namespace Marquee.Engine.Tests.Models.Laws;

public sealed class CountingOnlyPositives
{
    /// <summary>The models of implicit feedback; a blend also has members that listen to low ratings.</summary>
    public static TheoryData<string> Kinds =>
        [.. ModelKinds.All.Where(kind => kind.Name != "blend" && kind.Options().All.Any(o => o.Name == "positive_from")).Select(kind => kind.Name)];

    static Model TrainFrom(string name, double rating)
    {
        var kind = ModelKinds.Find(name);
        var options = kind.Options();
        options.All.Single(o => o.Name == "positive_from").Set(rating);
        return kind.Train(Population.Data, options, new TrainingRun(Threads: 1));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_rating_below_the_threshold_is_as_good_as_none(string kind)
    {
        var model = TrainFrom(kind, 3);

        Assert.Equal(
            model.Scores(History.Of([new Event(1, 5), new Event(4, 3)])),
            model.Scores(History.Of([new Event(1, 5), new Event(4, 3), new Event(22, 2.5f)])));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Having_seen_without_rating_counts(string kind)
    {
        var model = TrainFrom(kind, 3);

        Assert.Equal(
            model.Scores(History.Of([new Event(1, 5), new Event(4, 4)])),
            model.Scores(History.Of([new Event(1, float.NaN), new Event(4, float.NaN)])));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Low_ratings_teach_nothing(string kind)
    {
        var liked = Population.Rows.Where(r => r.Value >= 3).ToArray();
        var data = Population.Of([.. liked, .. Population.Rows.Where(r => r.Value < 3 && !liked.Any(l => l.User == r.User && l.Item == r.Item))]);
        // Everybody and everything stays, so that the indices are the same; only what was disliked is marked differently.
        var other = Population.Of([.. data.Interactions.Rows().Select(r => r.Value < 3 ? r with { Value = 1 } : r)]);
        var model = ModelKinds.Find(kind);
        var options = model.Options();
        options.All.Single(o => o.Name == "positive_from").Set(3);

        Assert.Equal(
            model.Train(data, options, new TrainingRun()).Scores(Population.Loves(1, 4)),
            model.Train(other, options, new TrainingRun()).Scores(Population.Loves(1, 4)));
    }
}
