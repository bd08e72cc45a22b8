using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Neural.Layers;

/// <summary>
/// Numbers dropped by chance, the others made larger by as much (Srivastava et al. 2014). The chance comes from a seed and the place alone, so that the way back
/// drops the same ones without keeping a mask, and threads change nothing.
/// </summary>
static class Dropout
{
    /// <summary>Applies to the first rows, in place: to what flows forward, and with the same seed to the gradient that flows back.</summary>
    public static void Apply(Matrix x, int rows, double share, ulong seed, int threads)
    {
        if (share <= 0)
            return;
        var (limit, scale) = ((ushort)(share * 65536), (float)(1 / (1 - share)));
        Crew.Run(threads, Work.Pieces(rows), piece =>
        {
            foreach (var row in Work.RowsOf(piece, rows))
                Apply(x[row], limit, scale, seed + (ulong)row * 0x9E3779B97F4A7C15);
        });
    }

    static void Apply(Span<float> x, ushort limit, float scale, ulong state)
    {
        for (var n = 0; n < x.Length; n += 4)
        {
            var chance = Mix(state += 0xBF58476D1CE4E5B9);
            for (var k = n; k < Math.Min(n + 4, x.Length); k++, chance >>= 16)
                x[k] = (ushort)chance < limit ? 0 : scale * x[k];
        }
    }

    /// <summary>The last step of SplitMix64 (Steele, Lea and Flood 2014): sixty-four bits that look drawn.</summary>
    static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
