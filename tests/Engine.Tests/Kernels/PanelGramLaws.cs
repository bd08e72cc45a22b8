using Marquee.Engine.Kernels;

namespace Marquee.Engine.Tests.Kernels;

[Collection(ForcedVariant.Name)]
public sealed unsafe class PanelGramLaws
{
    public static TheoryData<SimdLevel> Levels => ForcedVariant.Levels;

    [Theory, MemberData(nameof(Levels))]
    public void The_upper_triangle_of_any_block_of_columns_equals_the_plain_product(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        foreach (var rows in (int[])[0, 1, 2, 33])
            for (var from = 0; from < 128; from += 16)
                for (var to = from + 16; to <= 128; to += 16)
                    Check(rows, from, to);
    });

    static void Check(int rows, int from, int to)
    {
        const int stride = 128;
        var size = to - from;
        using var panel = Slab.Of(rows * stride);
        using var c = Slab.Of(size * size);
        var numbers = ForcedVariant.Numbers(rows * stride, 1);
        numbers.CopyTo(new Span<float>(panel.Data, rows * stride));
        new Span<float>(c.Data, size * size).Fill(1);

        PanelGram.Add(0.5f, panel.Data, stride, rows, from, to, to, c.Data, size);

        for (var i = 0; i < size; i++)
            for (var j = i; j < size; j++)
            {
                var sum = 0.0;
                for (var p = 0; p < rows; p++)
                    sum += (double)numbers[p * stride + from + i] * numbers[p * stride + from + j];
                ForcedVariant.Close(1 + 0.5 * sum, c.Data[i * size + j], rows);
            }
    }
}
