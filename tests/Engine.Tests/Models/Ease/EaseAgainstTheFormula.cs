using System.Globalization;
using Marquee.Engine.Data;
using Marquee.Engine.Models;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Models.Ease;

public sealed class EaseAgainstTheFormula
{
    [Theory]
    [InlineData("ease", 0.0)]
    [InlineData("edlae", 0.3)]
    public void The_scores_are_those_of_the_paper_in_plain_doubles(string name, double dropout)
    {
        var model = Train(name, name == "edlae" ? [("regularization", 7), ("dropout", dropout)] : [("regularization", 7)]);
        var weights = Weights(Population.Data.Interactions, 7, dropout);

        int[] history = [0, 3, 27];
        var scores = model.Scores(Population.Loves(history));

        for (var j = 0; j < scores.Length; j++)
            Assert.Equal(history.Sum(i => weights[i, j]), scores[j], 1e-4);
    }

    [Fact]
    public void A_rare_title_is_left_out_and_scores_nothing()
    {
        var byItem = Population.Data.Interactions.ByItem;
        var rare = Enumerable.Range(0, Population.Items).MinBy(byItem.CountIn);
        var known = Enumerable.Range(0, Population.Items).MaxBy(byItem.CountIn);
        var model = Train("ease", ("min_count", byItem.CountIn(rare) + 1));

        var scores = model.Scores(Population.Loves(known));

        Assert.Equal(0, scores[rare]);
        Assert.Contains(scores, score => score != 0);
        Assert.Empty(model.Similar(rare, 5));
        Assert.Equal(0, model.Explain(Population.Loves(known), rare).Base);
        Assert.Equal(0, model.Scores(Population.Loves(rare))[known]);
    }

    [Fact]
    public void Only_ratings_from_the_threshold_on_are_learnt_from_and_folded_in()
    {
        var rows = Population.Data.Interactions.Rows().ToArray();
        var high = Train("ease", ("positive_from", 4));
        // The same by hand: low ratings leave the training data, though not their users and items.
        var counted = rows.Where(r => r.Value >= 4).Select(r => r with { Value = 1 }).ToArray();
        var onlyHigh = Interactions.Of(counted);

        var byHand = Weights(onlyHigh, 500, 0);
        var scores = high.Scores(History.Of([new Event(2, 5), new Event(4, 1), new Event(5, float.NaN)]));

        for (var item = 0; item < Population.Items; item++)
        {
            var column = onlyHigh.Items.IndexOf(1000 + item);
            var expected = column < 0 ? 0 : byHand[onlyHigh.Items.IndexOf(1002), column] + byHand[onlyHigh.Items.IndexOf(1005), column];
            Assert.Equal(expected, scores[item], 1e-5);
        }
    }

    static Model Train(string name, params (string Option, double Value)[] settings)
    {
        var options = ModelKinds.Find(name).Options();
        foreach (var (option, value) in settings)
            options.Set(option, value.ToString(CultureInfo.InvariantCulture));
        return ModelKinds.Find(name).Train(Population.Data, options, new TrainingRun(Threads: 2));
    }

    /// <summary>Equation 8 of Steck 2019, with the dropout of Steck 2020, over an inverse by Gauss and Jordan.</summary>
    static double[,] Weights(Interactions data, double lambda, double dropout)
    {
        var n = data.Items.Count;
        var g = new double[n, n];
        for (var user = 0; user < data.Users.Count; user++)
            foreach (var i in data.ByUser.ColumnsOf(user))
                foreach (var j in data.ByUser.ColumnsOf(user))
                    g[i, j]++;
        for (var i = 0; i < n; i++)
            g[i, i] += lambda + dropout / (1 - dropout) * g[i, i];

        var p = Plain.Inverse(g);
        var b = new double[n, n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                b[i, j] = i == j ? 0 : -p[i, j] / p[j, j];
        return b;
    }
}
