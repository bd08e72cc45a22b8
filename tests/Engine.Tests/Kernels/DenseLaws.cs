using Marquee.Engine.Kernels;

namespace Marquee.Engine.Tests.Kernels;

[Collection(ForcedVariant.Name)]
public sealed class DenseLaws
{
    public static TheoryData<SimdLevel> Levels => ForcedVariant.Levels;

    [Theory, MemberData(nameof(Levels))]
    public void A_dot_product_of_any_length_is_the_sum_of_products(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        for (var length = 0; length <= 150; length++)
        {
            float[] a = ForcedVariant.Numbers(length, 1), b = ForcedVariant.Numbers(length, 2);
            ForcedVariant.Close(a.Zip(b, (x, y) => (double)x * y).Sum(), Dense.Dot(a, b), length);
        }
    });

    [Theory, MemberData(nameof(Levels))]
    public void Adding_a_multiple_reaches_every_element_and_none_beyond(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        for (var length = 0; length <= 150; length++)
        {
            float[] x = ForcedVariant.Numbers(length, 1), y = ForcedVariant.Numbers(length + 1, 2);
            var result = y.ToArray();
            Dense.AddScaled(0.5f, x, result);
            for (var i = 0; i < length; i++)
                ForcedVariant.Close(y[i] + 0.5 * x[i], result[i], 1);
            Assert.Equal(y[length], result[length]);
        }
    });

    [Theory, MemberData(nameof(Levels))]
    public unsafe void Adding_weighted_rows_of_any_length_is_the_sum_of_their_multiples(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        for (var length = 0; length <= 150; length++)
            foreach (var rows in (int[])[0, 1, 5])
            {
                float[] matrix = ForcedVariant.Numbers(5 * 150, 1), weights = ForcedVariant.Numbers(5, 2), y = ForcedVariant.Numbers(length + 1, 3);
                var result = y.ToArray();
                fixed (float* pm = matrix, pw = weights, pr = result)
                    Dense.AddRows(pm, 150, rows, pw, pr, length);
                for (var i = 0; i < length; i++)
                    ForcedVariant.Close(y[i] + Enumerable.Range(0, rows).Sum(r => (double)weights[r] * matrix[r * 150 + i]), result[i], rows);
                Assert.Equal(y[length], result[length]);
            }
    });

    [Theory, MemberData(nameof(Levels))]
    public unsafe void Turning_two_rows_of_any_length_reaches_every_element_and_none_beyond(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        for (var length = 0; length <= 150; length++)
        {
            float[] x = ForcedVariant.Numbers(length + 1, 1), y = ForcedVariant.Numbers(length + 1, 2);
            float[] turnedX = [.. x], turnedY = [.. y];
            fixed (float* px = turnedX, py = turnedY)
                Dense.Rotate(px, py, length, 0.8f, 0.6f);
            for (var i = 0; i < length; i++)
            {
                ForcedVariant.Close(0.8 * x[i] - 0.6 * y[i], turnedX[i], 1);
                ForcedVariant.Close(0.6 * x[i] + 0.8 * y[i], turnedY[i], 1);
            }

            Assert.Equal((x[length], y[length]), (turnedX[length], turnedY[length]));
        }
    });

    [Theory, MemberData(nameof(Levels))]
    public void A_matrix_times_a_vector_is_a_dot_product_a_row(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        for (var rows = 0; rows < 12; rows++)
            foreach (var columns in (int[])[1, 15, 16, 37, 40])
            {
                float[] matrix = ForcedVariant.Numbers(12 * 40, 1), x = ForcedVariant.Numbers(columns, 2);
                var result = new float[rows];
                Dense.MatrixVector(matrix, 40, x, result);
                for (var row = 0; row < rows; row++)
                    ForcedVariant.Close(Enumerable.Range(0, columns).Sum(j => (double)x[j] * matrix[row * 40 + j]), result[row], columns);
            }
    });
}
