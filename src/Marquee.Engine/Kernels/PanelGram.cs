using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Marquee.Engine.Kernels;

/// <summary>
/// The upper triangle of C += factor · PᵀP for a panel P of a few hundred short rows: the normal matrix of a least-squares problem whose
/// rows have just been gathered. Nothing is packed: a row of the panel is read as it stands, once as vectors and once as single numbers.
/// </summary>
static unsafe class PanelGram
{
    /// <summary>Widths and offsets of panels are multiples of this, so that every variant finds whole vectors and whole tiles.</summary>
    public const int Granularity = 16;

    /// <summary>The smallest allowed width that holds <paramref name="columns"/>.</summary>
    public static int Padded(int columns) => (columns + Granularity - 1) / Granularity * Granularity;

    /// <summary>
    /// Adds the products of columns <paramref name="from"/> … <paramref name="to"/> − 1 of the panel with each other and with those up to <paramref name="end"/> to C,
    /// whose element (0, 0) belongs to column <paramref name="from"/>. Up to sixteen elements left of the diagonal may be written too.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float factor, float* panel, int stride, int count, int from, int to, int end, float* c, int width)
    {
        switch (Simd.Level)
        {
            case SimdLevel.Vector512: Add<Lanes512, Vector512<float>>(factor, panel, stride, count, from, to, end, c, width); break;
            case SimdLevel.Vector256: Add<Lanes256, Vector256<float>>(factor, panel, stride, count, from, to, end, c, width); break;
            default: Add<LanesScalar, float>(factor, panel, stride, count, from, to, end, c, width); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Add<L, V>(float factor, float* panel, int stride, int count, int from, int to, int end, float* c, int width) where L : struct, ILanes<V> where V : struct
    {
        for (var row = from; row < to; row += PanelGramTile.Rows)
            for (var column = row / L.Count * L.Count; column < end;)
            {
                var left = (end - column) / L.Count;
                // Four vectors go as two and two: tiles of one are short of work between loads.
                var vectors = left == 4 && L.GramVectors > 1 ? 2 : Math.Min(left, L.GramVectors);
                PanelGramTile.Add<L, V>(vectors, panel, stride, count, row, column, factor, c + (long)(row - from) * width + (column - from), width);
                column += vectors * L.Count;
            }
    }
}
