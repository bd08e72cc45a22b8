using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Factors;

namespace Marquee.Engine.Tests.Kernels;

/// <summary>The steps of gradient descent in every variant against the formula in doubles.</summary>
[Collection(ForcedVariant.Name)]
public sealed unsafe class SgdLaws
{
    public static TheoryData<SimdLevel, int> Cases =>
        [.. from level in Enum.GetValues<SimdLevel>().Where(l => l <= Simd.Widest) from factors in new[] { 1, 7, 16, 33, 100 } select new TheoryDataRow<SimdLevel, int>(level, factors)];

    [Theory, MemberData(nameof(Cases))]
    public void A_users_ratings_move_factors_and_biases_as_the_formula_says(SimdLevel level, int factors)
    {
        var random = new Random(factors);
        var (p, q) = (FactorRows.Random(1, factors, 0.3, random), FactorRows.Random(6, factors, 0.3, random));
        int[] items = [3, 0, 5, 3];
        float[] ratings = [1.2f, -0.4f, 9, 0.3f], decay = [.1f, .2f, .3f, .4f, .5f, .6f];
        var (mine, theirs) = (Doubles(p.Values), Doubles(q.Values));
        var (bias, itemBias, squares) = (0.0, new double[6], 0.0);
        for (var n = 0; n < items.Length; n++)
        {
            var row = items[n] * q.Width;
            var error = ratings[n] - bias - itemBias[items[n]] - Enumerable.Range(0, factors).Sum(f => mine[f] * theirs[row + f]);
            squares += error * error;
            error = Math.Clamp(error, -4, 4);
            for (var f = 0; f < factors; f++)
                (mine[f], theirs[row + f]) = (mine[f] + 0.05 * (error * theirs[row + f] - 0.2 * mine[f]), theirs[row + f] + 0.05 * (error * mine[f] - decay[items[n]] * theirs[row + f]));
            bias += 0.05 * error - 0.004 * bias;
            itemBias[items[n]] += 0.05 * error - 0.004 * itemBias[items[n]];
        }

        var measured = 0.0;
        ForcedVariant.With(level, () =>
        {
            fixed (float* pp = p.Values, qq = q.Values, b = q.Bias, r = ratings, d = decay)
            fixed (int* i = items)
                measured = SgdRow.Run(new SgdStep(0.05f, 0.004f, p.Width), pp, ref p.Bias[0], 1 - 0.05f * 0.2f, i, r, items.Length, qq, b, d);
        });

        Assert.Equal(squares, measured, 1e-3);
        Assert.All(mine.Zip(p.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.All(theirs.Zip(q.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.All(itemBias.Zip(q.Bias), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.Equal(bias, p.Bias[0], 1e-4);
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_pair_moves_down_the_slope_of_its_loss(SimdLevel level, int factors)
    {
        var random = new Random(factors);
        var rows = FactorRows.Random(3, factors, 0.4, random);
        var before = Doubles(rows.Values);
        double Loss(double[] at) => Math.Log(1 + Math.Exp(-(0.3 + Enumerable.Range(0, factors).Sum(f => at[f] * (at[rows.Width + f] - at[2 * rows.Width + f])))));

        var (loss, width) = (0.0, rows.Width);
        ForcedVariant.With(level, () =>
        {
            fixed (float* w = rows.Values)
                loss = BprStep.Take(0.1f, 0, 0.3f, w, w + width, w + 2 * width, width, out _);
        });

        Assert.Equal(Loss(before), loss, 1e-5);
        for (var place = 0; place < before.Length; place++)
        {
            var (up, down) = ((double[])before.Clone(), (double[])before.Clone());
            up[place] += 1e-5;
            down[place] -= 1e-5;
            Assert.Equal(before[place] - 0.1 * (Loss(up) - Loss(down)) / 2e-5, rows.Values[place], 1e-4);
        }
    }

    static double[] Doubles(float[] values) => Array.ConvertAll(values, v => (double)v);
}
