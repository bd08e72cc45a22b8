using System.Runtime.Intrinsics;
using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Als;
using Marquee.Engine.Tests.Kernels;

namespace Marquee.Engine.Tests.Models.Als;

[Collection(ForcedVariant.Name)]
public sealed unsafe class MetRowsLaws
{
    public static TheoryData<SimdLevel> Levels => ForcedVariant.Levels;

    [Theory, MemberData(nameof(Levels))]
    public void The_pull_and_the_errors_are_the_plain_sums_for_any_number_of_rows_and_any_width(SimdLevel level) => ForcedVariant.With(level, () =>
    {
        foreach (var rows in (int[])[0, 1, 3, 4, 5, 16, 41])
            foreach (var width in (int[])[16, 48, 64, 128])
                Check(level, rows, width);
    });

    static void Check(SimdLevel level, int count, int width)
    {
        float[] y = ForcedVariant.Numbers(50 * width, 1), v = ForcedVariant.Numbers(width, 2), start = ForcedVariant.Numbers(width, 3);
        var met = Enumerable.Range(0, count).Select(n => n * 7 % 50).ToArray();
        var errors = met.Select(row => 1 - v.Select((value, i) => (double)value * y[row * width + i]).Sum()).ToArray();
        var squares = errors.Sum(error => error * error);
        var terms = (count + 1) * width;

        foreach (var again in (bool[])[false, true])
        {
            float[] pull = [.. start];
            fixed (float* py = y, pv = v, pp = pull)
            fixed (int* pm = met)
            {
                var rows = new MetRows(py, pm, count, width);
                ForcedVariant.Close(squares, (float)Add(level, rows, pv, pp, again), 10 * terms);
                ForcedVariant.Close(squares, (float)Add(level, rows, pv, null, again), 10 * terms);
            }

            for (var i = 0; i < width; i++)
                ForcedVariant.Close(start[i] + errors.Zip(met, (error, row) => error * y[row * width + i]).Sum(), pull[i], terms);
        }
    }

    static double Add(SimdLevel level, MetRows rows, float* v, float* pull, bool again) => level switch
    {
        SimdLevel.Vector512 => rows.Add<Lanes512, Vector512<float>>(1, v, pull, again),
        SimdLevel.Vector256 => rows.Add<Lanes256, Vector256<float>>(1, v, pull, again),
        _ => rows.Add<LanesScalar, float>(1, v, pull, again),
    };
}
