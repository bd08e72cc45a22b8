using Marquee.Engine.Data;
using Marquee.Engine.Models;

namespace Marquee.Engine.Tests.Models.Laws;

public sealed class TrainingOnNonsense
{
    static readonly Dictionary<string, Interaction[]> Nonsense = new()
    {
        ["no rows"] = [],
        ["one user with one item"] = [new(1, 1, 4, 10)],
        ["one user"] = [.. Enumerable.Range(0, 9).Select(i => new Interaction(1, i, i % 5 + 1, i))],
        ["one item"] = [.. Enumerable.Range(0, 9).Select(i => new Interaction(i, 1, i % 5 + 1, i))],
        ["all ratings equal"] = [.. from u in Enumerable.Range(0, 8) from i in Enumerable.Range(0, 8) where (u * i) % 3 != 1 select new Interaction(u, i, 3, 0)],
        ["duplicate pairs"] = [.. Enumerable.Range(0, 60).Select(i => new Interaction(i % 3, i % 4, i % 5 + 1, i % 2))],
        ["everything seen by everybody"] = [.. from u in Enumerable.Range(0, 8) from i in Enumerable.Range(0, 8) select new Interaction(u, i, (u + i) % 5 + 1, u)],
        ["huge ids"] = [.. Enumerable.Range(0, 40).Select(i => new Interaction(1_000_000_000L * (i % 7), 1_000_000_000L * (i % 9) + 1, i % 5 + 1, i))],
        ["negative ratings and ids"] = [.. Enumerable.Range(0, 40).Select(i => new Interaction(-(i % 7), -(i % 9), i % 11 - 5, -i))],
        ["all ratings zero"] = [.. Enumerable.Range(0, 40).Select(i => new Interaction(i % 7, i % 9, 0, i))],
        ["ratings of a million"] = [.. Enumerable.Range(0, 40).Select(i => new Interaction(i % 7, i % 9, 1e6f * (i % 5), i))],
    };

    public static TheoryData<string, string> Cases =>
        [.. from kind in ModelKinds.All from data in Nonsense.Keys select new TheoryDataRow<string, string>(kind.Name, data)];

    [Theory, MemberData(nameof(Cases))]
    public void The_answer_is_defined_and_never_NaN(string kind, string data)
    {
        var model = Trained.Train(kind, new TrainingData(Interactions.Of(Nonsense[data])));
        var everything = History.Of(Enumerable.Range(0, model.Items.Count).Select(i => new Event(i, i % 5 + 1)));
        var unrated = History.Of(Enumerable.Range(0, model.Items.Count).Select(i => new Event(i, float.NaN)));

        foreach (var history in new[] { History.Empty, everything, unrated })
        {
            Assert.All(model.Scores(history), score => Assert.True(float.IsFinite(score), $"{score}"));
            for (var item = 0; item < model.Items.Count; item++)
            {
                var explanation = model.Explain(history, item);
                Assert.True(float.IsFinite(explanation.Base + explanation.Contributions.Sum(c => c.Amount)));
                Assert.All(model.Similar(item, 3), n => Assert.True(float.IsFinite(n.Similarity)));
                if (model is IRatingPredictor predictor)
                    Assert.True(float.IsFinite(predictor.Predict(history, item)));
                if (model is IUserRatingPredictor known)
                    Assert.True(float.IsFinite(known.PredictKnown(item - 1, item)));
            }
        }
    }
}
