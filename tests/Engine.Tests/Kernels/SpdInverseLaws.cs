using Marquee.Engine.Kernels;

namespace Marquee.Engine.Tests.Kernels;

[Collection(ForcedVariant.Name)]
public sealed class SpdInverseLaws
{
    public static TheoryData<SimdLevel> Levels => ForcedVariant.Levels;

    [Theory, MemberData(nameof(Levels))]
    public void A_matrix_times_its_inverse_is_the_identity(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        foreach (var size in (int[])[1, 2, 15, 16, 17, 64, 100, 255, 256, 257, 300])
        {
            var matrix = Spd(size);
            var inverse = UpperOnly(matrix, size);
            SpdInverse.Invert(inverse, size, threads: 2, cancellation: TestContext.Current.CancellationToken);
            for (var i = 0; i < size; i += Math.Max(1, size / 20))
                for (var j = 0; j < size; j++)
                {
                    var sum = 0.0;
                    for (var k = 0; k < size; k++)
                        sum += (double)matrix[i * size + k] * inverse[k * size + j];
                    Assert.Equal(i == j ? 1 : 0, sum, 2e-4);
                }
        }
    });

    [Theory, MemberData(nameof(Levels))]
    public void Threads_do_not_change_a_bit(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        float[] one = UpperOnly(Spd(300), 300), three = one.ToArray();
        SpdInverse.Invert(one, 300, 1, null, TestContext.Current.CancellationToken);
        SpdInverse.Invert(three, 300, 3, null, TestContext.Current.CancellationToken);
        Assert.Equal(one, three);
    });

    [Fact]
    public void A_matrix_of_no_rows_is_its_own_inverse() => SpdInverse.Invert([], 0, 1, null, TestContext.Current.CancellationToken);

    static float[] Spd(int size)
    {
        var numbers = ForcedVariant.Numbers(2 * size * size, size);
        var matrix = new float[size * size];
        for (var i = 0; i < size; i++)
            for (var j = i; j < size; j++)
            {
                var sum = i == j ? 0.1 : 0;
                for (var k = 0; k < 2 * size; k++)
                    sum += (double)numbers[k * size + i] * numbers[k * size + j] / size;
                matrix[i * size + j] = matrix[j * size + i] = (float)sum;
            }

        return matrix;
    }

    /// <summary>The lower triangle is not read: nonsense there must not matter.</summary>
    static float[] UpperOnly(float[] matrix, int size)
    {
        var upper = matrix.ToArray();
        for (var i = 0; i < size; i++)
            upper.AsSpan(i * size, i).Fill(-77);
        return upper;
    }
}
