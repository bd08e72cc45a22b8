namespace Marquee.Engine.Tests.Models.Laws;

public sealed class ExplainingAScore
{
    public static TheoryData<string> Kinds => Trained.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public void The_parts_add_up_to_the_score(string kind)
    {
        var model = Trained.On(kind);
        foreach (var history in new[] { History.Empty, Population.Mixed, Population.Loves(1, 2, 25) })
        {
            var scores = model.Scores(history);
            for (var item = 0; item < scores.Length; item++)
            {
                var explanation = model.Explain(history, item);
                var sum = explanation.Base + explanation.Contributions.Sum(c => c.Amount);
                Assert.Equal(scores[item], sum, 1e-3 * Math.Max(1, Math.Abs(scores[item])));
            }
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Only_items_of_the_history_contribute_largest_first(string kind)
    {
        var contributions = Trained.On(kind).Explain(Population.Mixed, 5).Contributions;

        Assert.All(contributions, c => Assert.Contains(c.Item, Population.Mixed.Items.ToArray()));
        Assert.Equal(contributions.OrderByDescending(c => c.Amount).Select(c => c.Amount), contributions.Select(c => c.Amount));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_predicted_rating_is_its_parts_within_the_scale(string kind)
    {
        if (Trained.On(kind) is not IRatingPredictor model)
            return;
        foreach (var history in new[] { History.Empty, Population.Mixed, Population.Loves(1, 2, 25) })
            for (var item = 0; item < Population.Items; item++)
            {
                var explanation = model.ExplainRating(history, item);
                var sum = explanation.Base + explanation.Contributions.Sum(c => c.Amount);
                Assert.Equal(Math.Clamp(sum, 1, 5), model.Predict(history, item), 1e-3);
            }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_known_user_gets_ratings_within_the_scale_and_a_stranger_the_biases(string kind)
    {
        if (Trained.On(kind) is not IUserRatingPredictor model)
            return;
        for (var user = -1; user < Population.Users; user++)
            for (var item = -1; item < Population.Items; item++)
                Assert.InRange(model.PredictKnown(user, item), 1, 5);
        Assert.Equal(((IRatingPredictor)model).Predict(History.Empty, 3), model.PredictKnown(-1, 3), 1e-3);
    }
}
