using Marquee.Engine.Models;
using Marquee.Engine.Models.Slim;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Models.Slim;

public sealed class SlimAgainstTheFormula
{
    static readonly double[,] X = Dense();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_weights_are_those_of_a_plain_search_for_the_minimum(bool signed)
    {
        var options = new SlimOptions { L1 = 0.5, L2 = 3, Signed = signed, Tolerance = 1e-7, Iterations = 1000 };
        var model = ModelKinds.Find("slim").Train(Population.Data, options, new TrainingRun(Threads: 2));

        foreach (var target in (int[])[0, 7, 25])
        {
            var w = PlainColumn(target, options);
            for (var item = 0; item < Population.Items; item++)
                Assert.Equal(w[item], model.Scores(Population.Loves(item))[target], 1e-3);
        }
    }

    [Fact]
    public void More_of_the_first_penalty_leaves_fewer_weights()
    {
        int Weights(double l1)
        {
            var model = ModelKinds.Find("slim").Train(Population.Data, new SlimOptions { L1 = l1 }, new TrainingRun());
            return Enumerable.Range(0, Population.Items).Sum(item => model.Scores(Population.Loves(item)).Count(score => score != 0));
        }

        Assert.True(Weights(0.1) > Weights(2));
        Assert.True(Weights(2) > Weights(8));
        Assert.Equal(0, Weights(1e6));
    }

    /// <summary>Proximal gradient descent on equation 4, over the users and not the Gram matrix: slow, and another road to the same minimum.</summary>
    static double[] PlainColumn(int target, SlimOptions options)
    {
        var (users, items) = (X.GetLength(0), X.GetLength(1));
        var w = new double[items];
        var step = 1.0 / (Population.Rows.Count + options.L2);
        for (var round = 0; round < 20_000; round++)
        {
            var errors = Enumerable.Range(0, users).Select(u => Enumerable.Range(0, items).Sum(i => X[u, i] * w[i]) - X[u, target]).ToArray();
            var moved = 0.0;
            for (var i = 0; i < items; i++)
            {
                if (i == target)
                    continue;
                var slope = Enumerable.Range(0, users).Sum(u => X[u, i] * errors[u]) + options.L2 * w[i];
                var free = w[i] - step * slope;
                var next = Math.Sign(free) * Math.Max(0, Math.Abs(free) - step * options.L1);
                next = options.Signed ? next : Math.Max(0, next);
                moved = Math.Max(moved, Math.Abs(next - w[i]));
                w[i] = next;
            }

            if (moved < 1e-7)
                break;
        }

        return w;
    }

    static double[,] Dense()
    {
        var rows = Population.Data.Interactions.ByUser;
        var x = new double[rows.RowCount, rows.ColumnCount];
        for (var user = 0; user < rows.RowCount; user++)
            foreach (var item in rows.ColumnsOf(user))
                x[user, item] = 1;
        return x;
    }
}
