using Marquee.Engine.Kernels;

namespace Marquee.Engine.Tests.Kernels;

[Collection(ForcedVariant.Name)]
public sealed unsafe class CholeskyLaws
{
    public static TheoryData<SimdLevel> Levels => ForcedVariant.Levels;

    [Theory, MemberData(nameof(Levels))]
    public void Solving_gives_back_what_was_multiplied(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        foreach (var size in (int[])[1, 2, 15, 16, 17, 31, 32, 48, 64, 100, 128, 193])
        {
            var (matrix, dense) = Spd(size, PanelGram.Padded(size));
            using var a = matrix;
            var wanted = ForcedVariant.Numbers(size, 5);
            var x = new float[size];
            for (var i = 0; i < size; i++)
                x[i] = (float)Enumerable.Range(0, size).Sum(j => dense[i, j] * wanted[j]);

            Cholesky.Factor(a.Data, size, PanelGram.Padded(size), PanelGram.Padded(size));
            fixed (float* px = x)
                Cholesky.Solve(a.Data, size, PanelGram.Padded(size), px);

            for (var i = 0; i < size; i++)
                Assert.Equal(wanted[i], x[i], 3e-4f);
        }
    });

    [Theory, MemberData(nameof(Levels))]
    public void Columns_beside_the_matrix_come_out_solved_with_the_lower_factor(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        const int size = 50, padded = 64, width = 64 + 64;
        var (matrix, dense) = Spd(size, width);
        using var a = matrix;
        for (var i = 0; i < size; i++)
            a.Data[i * width + padded + i] = 1;

        Cholesky.Factor(a.Data, size, width, width);

        // With M = U⁻ᵀ beside it, MᵀM is the inverse: times A it is the identity.
        for (var i = 0; i < size; i++)
            for (var j = 0; j < size; j++)
            {
                var sum = 0.0;
                for (var k = 0; k < size; k++)
                    for (var m = 0; m < size; m++)
                        sum += a.Data[m * width + padded + i] * (double)a.Data[m * width + padded + k] * dense[k, j];
                Assert.Equal(i == j ? 1 : 0, sum, 1e-3);
            }
    });

    [Theory, MemberData(nameof(Levels))]
    public void A_direction_without_variance_is_dropped(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        using var a = Slab.Of(16 * 16);
        new Span<float>(a.Data, 16 * 16).Clear();
        (a.Data[0], a.Data[1], a.Data[17]) = (4, 4, 4);
        var x = new float[] { 8, 8 };
        Cholesky.Factor(a.Data, 2, 16, 16);
        fixed (float* px = x)
            Cholesky.Solve(a.Data, 2, 16, px);
        Assert.Equal([2f, 0f], x);
    });

    /// <summary>XᵀX/n + I/10 for random X: symmetric, positive definite, condition about forty. The upper triangle stands in the slab, zeros elsewhere.</summary>
    static (Slab Slab, double[,] Dense) Spd(int size, int stride)
    {
        var numbers = ForcedVariant.Numbers(2 * size * size, size);
        var dense = new double[size, size];
        var slab = Slab.Of(PanelGram.Padded(size) * stride);
        new Span<float>(slab.Data, slab.Length).Clear();
        for (var i = 0; i < size; i++)
            for (var j = 0; j < size; j++)
            {
                for (var k = 0; k < 2 * size; k++)
                    dense[i, j] += (double)numbers[k * size + i] * numbers[k * size + j] / size;
                dense[i, j] += i == j ? 0.1 : 0;
                if (j >= i)
                    slab.Data[i * stride + j] = (float)dense[i, j];
            }

        return (slab, dense);
    }
}
