namespace Marquee.Engine.Tests.Models.Laws;

public sealed class ScoringAnyHistory
{
    public static TheoryData<string> Kinds => Trained.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public void Every_score_is_finite(string kind)
    {
        var model = Trained.On(kind);
        History[] histories = [History.Empty, Population.Mixed, Population.Loves(0), Population.Loves([.. Enumerable.Range(0, Population.Items)]), History.Of([new Event(3, float.NaN)])];

        Assert.All(histories, history => Assert.All(model.Scores(history), score => Assert.True(float.IsFinite(score))));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_order_in_which_events_are_told_does_not_matter(string kind)
    {
        var model = Trained.On(kind);
        Event[] events = [new(1, 5, 10), new(22, 1, 20), new(9, 4, 30), new(33, 3, 40)];

        Assert.Equal(model.Scores(History.Of(events)), model.Scores(History.Of(events.Reverse())));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Somebody_unknown_is_shown_what_many_like(string kind)
    {
        var model = Trained.On(kind);
        var scores = model.Scores(History.Empty);
        // Models of ratings say what is liked best, the others what is watched most.
        var liked = Enumerable.Range(0, Population.Items).Select(i => Population.Data.Interactions.ByItem.ValuesOf(i).ToArray())
            .Select(ratings => model is IRatingPredictor && kind != "blend" ? ratings.Average() : ratings.Sum()).ToArray();

        var best = Enumerable.Range(0, Population.Items).OrderByDescending(i => scores[i]).Take(10).Average(i => liked[i]);

        Assert.True(best > liked.Average());
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Scoring_on_many_threads_gives_the_same_as_on_one(string kind)
    {
        var model = Trained.On(kind);
        var alone = model.Scores(Population.Mixed);

        Parallel.For(0, 20, _ => Assert.Equal(alone, model.Scores(Population.Mixed)));
    }
}
