using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Marquee.Engine.Kernels;

/// <summary>
/// The innermost loop of <see cref="Gemm"/>: a tile of C, six rows by two or four vectors, is kept in registers while k runs. In each step a row of the
/// B sliver is loaded once and multiplied with each of six numbers of the A sliver, spread over all lanes: 24 multiply-adds for ten loads, where the
/// processor can do two of each a cycle. Loops over the tile are written out because only named locals stay in registers.
/// </summary>
static unsafe class GemmTile
{
    public const int Rows = 6;

    const int FloatsInLine = 16;

    /// <summary>C += factor · Σ_k a[k]ᵀ b[k], with a packed by six and b by the tile's width; <paramref name="stride"/> is C's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<L, V>(int depth, float* a, float* b, float factor, float* c, long stride) where L : struct, ILanes<V> where V : struct
    {
        if (L.TileVectors == 4)
            Four<L, V>(depth, a, b, factor, c, stride);
        else
            Two<L, V>(depth, a, b, 2 * L.Count, factor, c, stride);
    }

    /// <summary>The same for the right half of a tile of four vectors; b and c are those of the whole tile.</summary>
    public static void AddRightHalf<L, V>(int depth, float* a, float* b, float factor, float* c, long stride) where L : struct, ILanes<V> where V : struct =>
        Two<L, V>(depth, a, b + 2 * L.Count, 4 * L.Count, factor, c + 2 * L.Count, stride);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Four<L, V>(int depth, float* a, float* b, float factor, float* c, long stride) where L : struct, ILanes<V> where V : struct
    {
        Expect<L, V>(c, stride);
        V c00 = L.All(0), c01 = c00, c02 = c00, c03 = c00;
        V c10 = c00, c11 = c00, c12 = c00, c13 = c00;
        V c20 = c00, c21 = c00, c22 = c00, c23 = c00;
        V c30 = c00, c31 = c00, c32 = c00, c33 = c00;
        V c40 = c00, c41 = c00, c42 = c00, c43 = c00;
        V c50 = c00, c51 = c00, c52 = c00, c53 = c00;
        for (; depth > 0; depth--, a += Rows, b += 4 * L.Count)
        {
            V b0 = L.Load(b), b1 = L.Load(b + L.Count), b2 = L.Load(b + 2 * L.Count), b3 = L.Load(b + 3 * L.Count);
            var x = L.All(a[0]);
            c00 = L.MultiplyAdd(x, b0, c00);
            c01 = L.MultiplyAdd(x, b1, c01);
            c02 = L.MultiplyAdd(x, b2, c02);
            c03 = L.MultiplyAdd(x, b3, c03);
            x = L.All(a[1]);
            c10 = L.MultiplyAdd(x, b0, c10);
            c11 = L.MultiplyAdd(x, b1, c11);
            c12 = L.MultiplyAdd(x, b2, c12);
            c13 = L.MultiplyAdd(x, b3, c13);
            x = L.All(a[2]);
            c20 = L.MultiplyAdd(x, b0, c20);
            c21 = L.MultiplyAdd(x, b1, c21);
            c22 = L.MultiplyAdd(x, b2, c22);
            c23 = L.MultiplyAdd(x, b3, c23);
            x = L.All(a[3]);
            c30 = L.MultiplyAdd(x, b0, c30);
            c31 = L.MultiplyAdd(x, b1, c31);
            c32 = L.MultiplyAdd(x, b2, c32);
            c33 = L.MultiplyAdd(x, b3, c33);
            x = L.All(a[4]);
            c40 = L.MultiplyAdd(x, b0, c40);
            c41 = L.MultiplyAdd(x, b1, c41);
            c42 = L.MultiplyAdd(x, b2, c42);
            c43 = L.MultiplyAdd(x, b3, c43);
            x = L.All(a[5]);
            c50 = L.MultiplyAdd(x, b0, c50);
            c51 = L.MultiplyAdd(x, b1, c51);
            c52 = L.MultiplyAdd(x, b2, c52);
            c53 = L.MultiplyAdd(x, b3, c53);
        }

        var f = L.All(factor);
        Put<L, V>(c, f, c00, c01, c02, c03);
        Put<L, V>(c + stride, f, c10, c11, c12, c13);
        Put<L, V>(c + 2 * stride, f, c20, c21, c22, c23);
        Put<L, V>(c + 3 * stride, f, c30, c31, c32, c33);
        Put<L, V>(c + 4 * stride, f, c40, c41, c42, c43);
        Put<L, V>(c + 5 * stride, f, c50, c51, c52, c53);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Two<L, V>(int depth, float* a, float* b, int step, float factor, float* c, long stride) where L : struct, ILanes<V> where V : struct
    {
        Expect<L, V>(c, stride);
        V c00 = L.All(0), c01 = c00;
        V c10 = c00, c11 = c00;
        V c20 = c00, c21 = c00;
        V c30 = c00, c31 = c00;
        V c40 = c00, c41 = c00;
        V c50 = c00, c51 = c00;
        for (; depth > 0; depth--, a += Rows, b += step)
        {
            V b0 = L.Load(b), b1 = L.Load(b + L.Count);
            var x = L.All(a[0]);
            c00 = L.MultiplyAdd(x, b0, c00);
            c01 = L.MultiplyAdd(x, b1, c01);
            x = L.All(a[1]);
            c10 = L.MultiplyAdd(x, b0, c10);
            c11 = L.MultiplyAdd(x, b1, c11);
            x = L.All(a[2]);
            c20 = L.MultiplyAdd(x, b0, c20);
            c21 = L.MultiplyAdd(x, b1, c21);
            x = L.All(a[3]);
            c30 = L.MultiplyAdd(x, b0, c30);
            c31 = L.MultiplyAdd(x, b1, c31);
            x = L.All(a[4]);
            c40 = L.MultiplyAdd(x, b0, c40);
            c41 = L.MultiplyAdd(x, b1, c41);
            x = L.All(a[5]);
            c50 = L.MultiplyAdd(x, b0, c50);
            c51 = L.MultiplyAdd(x, b1, c51);
        }

        var f = L.All(factor);
        Put<L, V>(c, f, c00, c01);
        Put<L, V>(c + stride, f, c10, c11);
        Put<L, V>(c + 2 * stride, f, c20, c21);
        Put<L, V>(c + 3 * stride, f, c30, c31);
        Put<L, V>(c + 4 * stride, f, c40, c41);
        Put<L, V>(c + 5 * stride, f, c50, c51);
    }

    /// <summary>
    /// Asks for the tile of C before the loop that takes 250 nanoseconds, so that it has come from far memory when the loop is done:
    /// in <see cref="SpdInverse"/> C may be tens of megabytes, and is passed over once for every 128 columns of A.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Expect<L, V>(float* c, long stride) where L : struct, ILanes<V> where V : struct
    {
        if (!Sse.IsSupported)
            return;
        for (var row = 0; row < Rows; row++, c += stride)
            for (var at = 0; at < L.TileVectors * L.Count; at += FloatsInLine)
                Sse.Prefetch0(c + at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Put<L, V>(float* c, V factor, V v0, V v1, V v2, V v3) where L : struct, ILanes<V> where V : struct
    {
        Put<L, V>(c, factor, v0, v1);
        Put<L, V>(c + 2 * L.Count, factor, v2, v3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Put<L, V>(float* c, V factor, V v0, V v1) where L : struct, ILanes<V> where V : struct
    {
        L.Store(c, L.MultiplyAdd(factor, v0, L.Load(c)));
        L.Store(c + L.Count, L.MultiplyAdd(factor, v1, L.Load(c + L.Count)));
    }
}
