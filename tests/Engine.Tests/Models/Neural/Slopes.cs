using Marquee.Engine.Models.Neural.Layers;

namespace Marquee.Engine.Tests.Models.Neural;

/// <summary>Checks gradients against finite differences: the loss a little to the left and to the right of each number.</summary>
static class Slopes
{
    /// <param name="loss">The loss as things stand.</param>
    /// <param name="values">Numbers the loss depends on; moved and put back.</param>
    /// <param name="gradient">What is said to be the slope by each.</param>
    /// <param name="step">How far to each side: far enough that rounding does not matter, near enough that the curve does not.</param>
    public static void Agree(Func<double> loss, float[] values, ReadOnlySpan<float> gradient, float step = 1e-2f)
    {
        Assert.Equal(values.Length, gradient.Length);
        for (var n = 0; n < values.Length; n++)
        {
            var here = values[n];
            values[n] = here + step;
            var right = loss();
            values[n] = here - step;
            var left = loss();
            values[n] = here;
            var slope = (right - left) / (2 * step);
            Assert.True(Math.Abs(slope - gradient[n]) < 1e-3 * (1 + Math.Abs(slope)), $"number {n}: {slope} by differences, {gradient[n]} by the layer");
        }
    }

    public static Matrix Random(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        var made = new Matrix(rows, columns);
        foreach (ref var value in made.Values.AsSpan())
            value = 2 * random.NextSingle() - 1;
        return made;
    }

    /// <summary>A loss of any matrix: its product with fixed random numbers, whose gradient is those numbers.</summary>
    public static double Against(this Matrix matrix, Matrix fixedNumbers) =>
        matrix.Values.Zip(fixedNumbers.Values, (a, b) => (double)a * b).Sum();
}
