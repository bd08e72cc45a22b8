using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Als;
using Marquee.Engine.Tests.Kernels;

namespace Marquee.Engine.Tests.Models.Als;

[Collection(ForcedVariant.Name)]
public sealed unsafe class GramBasisLaws
{
    public static TheoryData<SimdLevel> Levels => ForcedVariant.Levels;

    [Theory, MemberData(nameof(Levels))]
    public void The_basis_is_orthogonal_and_makes_the_matrix_diagonal(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        foreach (var (rows, live, width) in ((int, int, int)[])[(200, 16, 16), (200, 64, 64), (50, 37, 48), (10, 32, 32), (3, 1, 16), (0, 16, 16)])
            Check(rows, live, width);
    });

    [Fact]
    public void Turning_rows_changes_neither_their_lengths_nor_their_products()
    {
        const int count = 1000, width = 32;
        float[] before = ForcedVariant.Numbers(count * width, 1), after = [.. before];
        float[] gram = Gram(before, count, width), basis = new float[width * width], values = new float[width];
        fixed (float* pg = gram, pb = basis, pv = values, pa = after)
        {
            GramBasis.Of(pg, width, pb, pv);
            GramBasis.Turn(pa, count, width, pb, threads: 2);
        }

        for (var row = 0; row < count; row++)
            foreach (var other in (int[])[row, 0, count - 1])
                Assert.Equal(Product(before, row, before, other, width), Product(after, row, after, other, width), 1e-4);
    }

    static void Check(int rows, int live, int width)
    {
        var y = ForcedVariant.Numbers(rows * width, 1);
        for (var i = 0; i < y.Length; i++)
            y[i] *= i % width < live ? 1 : 0;
        float[] gram = Gram(y, rows, width), kept = [.. gram], basis = new float[width * width], values = new float[width];
        fixed (float* pg = gram, pb = basis, pv = values)
            GramBasis.Of(pg, width, pb, pv);

        var largest = Math.Max(1e-6, values.Max());
        for (var p = 0; p < width; p++)
            for (var q = 0; q < width; q++)
            {
                Assert.Equal(p == q ? 1 : 0, Product(basis, p, basis, q, width), 1e-5);
                var turned = Enumerable.Range(0, width).Sum(i => basis[p * width + i] * Product(kept, i, basis, q, width));
                Assert.Equal(p == q ? values[p] : 0, turned, 1e-5 * largest);
            }

        Assert.All(values, value => Assert.True(value >= 0));
    }

    static float[] Gram(float[] y, int rows, int width)
    {
        var gram = new float[width * width];
        for (var i = 0; i < width; i++)
            for (var j = 0; j < width; j++)
                gram[i * width + j] = (float)Enumerable.Range(0, rows).Sum(r => (double)y[r * width + i] * y[r * width + j]);
        return gram;
    }

    static double Product(float[] a, int row, float[] b, int other, int width) =>
        Enumerable.Range(0, width).Sum(i => (double)a[row * width + i] * b[other * width + i]);
}
