using Marquee.Engine.Kernels;

namespace Marquee.Engine.Tests.Kernels;

[Collection(ForcedVariant.Name)]
public sealed unsafe class GemmLaws
{
    static readonly int[] Sizes = [0, 1, 5, 6, 7, 16, 17, 63, 64, 65, 200];

    public static TheoryData<SimdLevel> Levels => ForcedVariant.Levels;

    [Theory, MemberData(nameof(Levels))]
    public void A_product_of_any_shape_equals_the_plain_one(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        foreach (var rows in Sizes)
            foreach (var columns in Sizes)
                foreach (var depth in (int[])[0, 1, 3, 40])
                    Check(rows, columns, depth, upper: false, threads: 1);
    });

    [Theory, MemberData(nameof(Levels))]
    public void A_product_wider_or_deeper_than_a_block_equals_the_plain_one(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        Check(11, 2100, 5, upper: false, threads: 1);
        foreach (var depth in (int[])[255, 256, 257, 520])
            Check(13, 70, depth, upper: false, threads: 1);
    });

    [Theory, MemberData(nameof(Levels))]
    public void The_symmetric_case_fills_the_upper_triangle_and_leaves_the_lower(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        foreach (var size in (int[])[.. Sizes, 400])
            foreach (var threads in (int[])[1, 2])
                Check(size, size, 37, upper: true, threads);
    });

    [Theory, MemberData(nameof(Levels))]
    public void Threads_do_not_change_a_bit(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        float[] a = ForcedVariant.Numbers(700 * 250, 1), b = ForcedVariant.Numbers(250 * 300, 2);
        float[] one = new float[700 * 300], three = new float[700 * 300];
        fixed (float* pa = a, pb = b, p1 = one, p3 = three)
        {
            Gemm.Add(1, new MatrixView(pa, 700, 250, 250), new MatrixView(pb, 250, 300, 300), new MatrixView(p1, 700, 300, 300), 1);
            Gemm.Add(1, new MatrixView(pa, 700, 250, 250), new MatrixView(pb, 250, 300, 300), new MatrixView(p3, 700, 300, 300), 3);
        }

        Assert.Equal(one, three);
    });

    /// <summary>C is given one column more than it needs, to catch a write beside it; A and B are read transposed in every other shape.</summary>
    static void Check(int rows, int columns, int depth, bool upper, int threads)
    {
        float[] a = ForcedVariant.Numbers(rows * depth, 1), b = ForcedVariant.Numbers(depth * columns, 2), c = ForcedVariant.Numbers(rows * (columns + 1), 3);
        var result = c.ToArray();
        var turned = (rows + columns) % 2 == 1;
        fixed (float* pa = a, pb = b, pc = result)
        {
            var viewA = turned ? new MatrixView(pa, depth, rows, rows).Transposed : new MatrixView(pa, rows, depth, depth);
            var viewB = turned ? new MatrixView(pb, columns, depth, depth).Transposed : new MatrixView(pb, depth, columns, columns);
            var viewC = new MatrixView(pc, rows, columns, columns + 1);
            if (upper)
                Gemm.AddUpper(-2, viewA, viewB, viewC, threads);
            else
                Gemm.Add(-2, viewA, viewB, viewC, threads);
        }

        for (var i = 0; i < rows; i++)
            for (var j = 0; j <= columns; j++)
            {
                var at = i * (columns + 1) + j;
                if (j == columns || (upper && j < i))
                {
                    Assert.Equal(c[at], result[at]);
                    continue;
                }

                var sum = 0.0;
                for (var k = 0; k < depth; k++)
                    sum += (double)(turned ? a[k * rows + i] : a[i * depth + k]) * (turned ? b[j * depth + k] : b[k * columns + j]);
                ForcedVariant.Close(c[at] - 2 * sum, result[at], 2 * depth);
            }
    }
}
