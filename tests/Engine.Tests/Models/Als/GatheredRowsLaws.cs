using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Als;
using Marquee.Engine.Tests.Kernels;

namespace Marquee.Engine.Tests.Models.Als;

[Collection(ForcedVariant.Name)]
public sealed unsafe class GatheredRowsLaws
{
    const int Width = 96;

    public static TheoryData<SimdLevel> Levels => ForcedVariant.Levels;

    [Theory, MemberData(nameof(Levels))]
    public void Beginning_advancing_and_gathering_are_the_plain_sums_for_any_number_of_rows_and_any_block(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        foreach (var rows in (int[])[0, 1, 3, 4, 5, 21])
            foreach (var block in (int[])[16, 32, 48, 96])
                Check(rows, block);
    });

    static void Check(int count, int block)
    {
        float[] y = ForcedVariant.Numbers(50 * Width, 1), x = ForcedVariant.Numbers(Width, 2), start = ForcedVariant.Numbers(block, 3);
        var met = Enumerable.Range(0, count).Select(n => n * 7 % 50).ToArray();
        var errors = new float[count + 1];
        var panel = new float[count * block];
        var gradient = start.ToArray();
        var from = Width - block;
        fixed (float* py = y, px = x, pp = errors, ppanel = panel, pg = gradient)
        fixed (int* pm = met)
        {
            var gathered = new GatheredRows(py, pm, count, Width, pp);

            var squares = gathered.Begin(px);
            ForcedVariant.Close(met.Sum(row => Math.Pow(Sum(y, row, 0, x) - 1, 2)), (float)squares, 100 * (count + 1));
            gathered.Advance(0, count, from, block, px);
            gathered.Gather(0, count, from, block, ppanel, pg);
        }

        for (var n = 0; n < count; n++)
        {
            ForcedVariant.Close(Sum(y, met[n], 0, x) - 1 + Sum(y, met[n], from, x[..block]), errors[n], 2 * Width);
            Assert.Equal(y[(met[n] * Width + from)..((met[n] + 1) * Width)], panel[(n * block)..((n + 1) * block)]);
        }

        for (var i = 0; i < block; i++)
            ForcedVariant.Close(start[i] + Enumerable.Range(0, count).Sum(n => (double)errors[n] * y[met[n] * Width + from + i]), gradient[i], 10 * (count + 1));
    }

    static double Sum(float[] y, int row, int from, float[] x) => x.Select((value, i) => (double)value * y[row * Width + from + i]).Sum();
}
