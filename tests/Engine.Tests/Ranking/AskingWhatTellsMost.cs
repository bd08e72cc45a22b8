using Marquee.Engine.Models.Svd;
using Marquee.Engine.Ranking;
using Marquee.Engine.Tests.Models.Laws;

namespace Marquee.Engine.Tests.Ranking;

public sealed class AskingWhatTellsMost
{
    static readonly SvdModel Model = (SvdModel)Trained.On("svd");
    static readonly float[] Everybody = [.. Enumerable.Repeat(1f, Population.Items)];

    [Fact]
    public void The_gains_add_up_to_the_logarithm_of_the_determinant()
    {
        var asked = InformationGain.Choose(Model, History.Empty, Everybody, 6);

        // Of all answers at once: ½ ln det(I + Q Λ⁻¹ Qᵀ), by elimination.
        Assert.Equal(Information([.. asked.Select(a => a.Item)], 6), asked.Sum(a => (double)a.Score), 1e-4);
        Assert.Equal(asked.Select(a => a.Score).OrderDescending(), asked.Select(a => a.Score));
    }

    [Fact]
    public void Each_question_is_the_one_that_tells_most_of_all_that_are_left()
    {
        var asked = InformationGain.Choose(Model, History.Empty, Everybody, 4).Select(a => a.Item).ToList();

        for (var n = 0; n < asked.Count; n++)
            foreach (var other in Enumerable.Range(0, Population.Items).Except(asked.Take(n + 1)))
                Assert.True(Information([.. asked.Take(n + 1)], 4) >= Information([.. asked.Take(n), other], 4) - 1e-6);
    }

    [Fact]
    public void What_more_people_know_is_asked_before_what_tells_the_same()
    {
        var known = Everybody.ToArray();
        var first = InformationGain.Choose(Model, History.Empty, known, 1)[0].Item;
        known[first] = 0.01f;

        Assert.NotEqual(first, InformationGain.Choose(Model, History.Empty, known, 1)[0].Item);
    }

    [Fact]
    public void What_was_answered_tells_nothing_twice()
    {
        var first = InformationGain.Choose(Model, History.Empty, Everybody, 2);
        var next = InformationGain.Choose(Model, Population.Loves(first[0].Item), Everybody, 2);

        Assert.True(next[0].Score < first[0].Score);
        Assert.Equal(first[1].Item, next[0].Item);
    }

    [Fact]
    public void What_nobody_knows_or_is_excluded_is_never_asked()
    {
        var known = Everybody.ToArray();
        known[3] = 0;

        var asked = InformationGain.Choose(Model, History.Empty, known, 100, ItemSet.Of(Population.Items, [5, 6]));

        Assert.Equal(Enumerable.Range(0, Population.Items).Except([3, 5, 6]), asked.Select(a => a.Item).Order());
        Assert.Throws<ArgumentException>(() => InformationGain.Choose(Model, History.Empty, [1f], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => InformationGain.Choose(Model, History.Empty, Everybody, -1));
    }

    static double Information(int[] items, int answers)
    {
        var penalty = Model.PenaltyFor(answers);
        var matrix = new double[items.Length, items.Length];
        for (var a = 0; a < items.Length; a++)
            for (var b = 0; b < items.Length; b++)
            {
                matrix[a, b] = (a == b ? 1 : 0) + 1 / penalty.Bias;
                for (var f = 0; f < Model.ItemFactors.Factors; f++)
                    matrix[a, b] += Model.ItemFactors[items[a]][f] * Model.ItemFactors[items[b]][f] / penalty.Factors;
            }

        var logarithm = 0.0;
        for (var pivot = 0; pivot < items.Length; pivot++)
        {
            logarithm += Math.Log(matrix[pivot, pivot]);
            for (var row = pivot + 1; row < items.Length; row++)
                for (var column = items.Length - 1; column >= pivot; column--)
                    matrix[row, column] -= matrix[row, pivot] / matrix[pivot, pivot] * matrix[pivot, column];
        }

        return logarithm / 2;
    }
}
