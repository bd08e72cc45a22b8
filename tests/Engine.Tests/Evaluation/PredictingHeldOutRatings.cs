using Marquee.Engine.Data;
using Marquee.Engine.Evaluation;
using Marquee.Engine.Models;

namespace Marquee.Engine.Tests.Evaluation;

public sealed class PredictingHeldOutRatings
{
    static readonly Interactions s_training = Interactions.Of(new(1, 0, 4), new(1, 1, 2), new(2, 0, 3));
    static readonly Interactions s_test = Interactions.Of(new(1, 2, 5), new(2, 1, 1), new(3, 0, 3), new(2, 77, 2));

    [Fact]
    public void A_model_that_keeps_its_users_is_asked_by_index()
    {
        // Errors: user 1 (index 0) item 2 (unknown: −1), user 2 (1) items 1 and 77 (−1), user 3 (−1) item 0.
        var outcome = RatingOutcome.Of(new Echo(), s_training, s_test, new TrainingRun());

        Assert.Equal([-1f - 5, 11f - 1, 9f - 2, -10f - 3], outcome.Errors);
        Assert.Equal([0, 1, 3, 4], outcome.Starts);
        Assert.Equal(Math.Sqrt((36 + 100 + 49 + 169) / 4.0), outcome.Rmse, 9);
        Assert.Equal((6 + 10 + 7 + 13) / 4.0, outcome.Mae, 9);
    }

    [Fact]
    public void A_model_that_folds_in_sees_the_training_ratings_and_the_biases_speak_for_unknown_items()
    {
        var outcome = RatingOutcome.Of(new MeanOfHistory(), s_training, s_test, new TrainingRun());

        var bias2 = 3 + (3 - 3) / 11f;
        var bias1 = 3 + (4 - 3 + 2 - 3) / 12f;
        Assert.Equal([bias1 - 5, 3 - 1f, bias2 - 2, 0f - 3], outcome.Errors);
    }

    [Fact]
    public void A_model_that_only_ranks_is_refused() =>
        Assert.Throws<InvalidOptionException>(() => RatingOutcome.Of(new FixedScores([1, 2]), s_training, s_test, new TrainingRun()));

    abstract class TwoItems : Model
    {
        public override string Name => "two";

        public override IdMap Items { get; } = new([0, 1]);

        public override void Score(History history, Span<float> scores) => scores.Clear();

        public override Explanation Explain(History history, int item) => new(0, []);

        public override IReadOnlyList<Neighbour> Similar(int item, int count) => [];
    }

    sealed class Echo : TwoItems, IUserRatingPredictor
    {
        public float PredictKnown(int user, int item) => 10 * user + item;
    }

    sealed class MeanOfHistory : TwoItems, IRatingPredictor
    {
        public float Predict(History history, int item) => history.Count == 0 ? 0 : history.Values.ToArray().Average();

        public Explanation ExplainRating(History history, int item) => new(0, []);
    }
}
