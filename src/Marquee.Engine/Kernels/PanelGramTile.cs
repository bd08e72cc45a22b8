using System.Runtime.CompilerServices;

namespace Marquee.Engine.Kernels;

/// <summary>The register tiles of <see cref="PanelGram"/>: eight rows by one to three vectors, written out because only named locals stay in registers.</summary>
static unsafe class PanelGramTile
{
    public const int Rows = 8;

    /// <summary>c += factor · Σ_p panel[p, row … row + 7]ᵀ panel[p, column … ], <paramref name="vectors"/> vectors wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<L, V>(int vectors, float* panel, long stride, int count, int row, int column, float factor, float* c, long width) where L : struct, ILanes<V> where V : struct
    {
        if (vectors == 1)
            One<L, V>(panel, stride, count, row, column, factor, c, width);
        else if (vectors == 2)
            Two<L, V>(panel, stride, count, row, column, factor, c, width);
        else
            Three<L, V>(panel, stride, count, row, column, factor, c, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void One<L, V>(float* panel, long stride, int count, int row, int column, float factor, float* c, long width) where L : struct, ILanes<V> where V : struct
    {
        V c00 = L.All(0);
        V c10 = c00;
        V c20 = c00;
        V c30 = c00;
        V c40 = c00;
        V c50 = c00;
        V c60 = c00;
        V c70 = c00;
        float* a = panel + row, b = panel + column;
        for (; count > 0; count--, a += stride, b += stride)
        {
            V b0 = L.Load(b);
            var x = L.All(a[0]);
            c00 = L.MultiplyAdd(x, b0, c00);
            x = L.All(a[1]);
            c10 = L.MultiplyAdd(x, b0, c10);
            x = L.All(a[2]);
            c20 = L.MultiplyAdd(x, b0, c20);
            x = L.All(a[3]);
            c30 = L.MultiplyAdd(x, b0, c30);
            x = L.All(a[4]);
            c40 = L.MultiplyAdd(x, b0, c40);
            x = L.All(a[5]);
            c50 = L.MultiplyAdd(x, b0, c50);
            x = L.All(a[6]);
            c60 = L.MultiplyAdd(x, b0, c60);
            x = L.All(a[7]);
            c70 = L.MultiplyAdd(x, b0, c70);
        }

        var f = L.All(factor);
        L.Store(c, L.MultiplyAdd(f, c00, L.Load(c)));
        L.Store(c + width, L.MultiplyAdd(f, c10, L.Load(c + width)));
        L.Store(c + 2 * width, L.MultiplyAdd(f, c20, L.Load(c + 2 * width)));
        L.Store(c + 3 * width, L.MultiplyAdd(f, c30, L.Load(c + 3 * width)));
        L.Store(c + 4 * width, L.MultiplyAdd(f, c40, L.Load(c + 4 * width)));
        L.Store(c + 5 * width, L.MultiplyAdd(f, c50, L.Load(c + 5 * width)));
        L.Store(c + 6 * width, L.MultiplyAdd(f, c60, L.Load(c + 6 * width)));
        L.Store(c + 7 * width, L.MultiplyAdd(f, c70, L.Load(c + 7 * width)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Two<L, V>(float* panel, long stride, int count, int row, int column, float factor, float* c, long width) where L : struct, ILanes<V> where V : struct
    {
        V c00 = L.All(0), c01 = c00;
        V c10 = c00, c11 = c00;
        V c20 = c00, c21 = c00;
        V c30 = c00, c31 = c00;
        V c40 = c00, c41 = c00;
        V c50 = c00, c51 = c00;
        V c60 = c00, c61 = c00;
        V c70 = c00, c71 = c00;
        float* a = panel + row, b = panel + column;
        for (; count > 0; count--, a += stride, b += stride)
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
            x = L.All(a[6]);
            c60 = L.MultiplyAdd(x, b0, c60);
            c61 = L.MultiplyAdd(x, b1, c61);
            x = L.All(a[7]);
            c70 = L.MultiplyAdd(x, b0, c70);
            c71 = L.MultiplyAdd(x, b1, c71);
        }

        var f = L.All(factor);
        L.Store(c, L.MultiplyAdd(f, c00, L.Load(c)));
        L.Store(c + L.Count, L.MultiplyAdd(f, c01, L.Load(c + L.Count)));
        L.Store(c + width, L.MultiplyAdd(f, c10, L.Load(c + width)));
        L.Store(c + width + L.Count, L.MultiplyAdd(f, c11, L.Load(c + width + L.Count)));
        L.Store(c + 2 * width, L.MultiplyAdd(f, c20, L.Load(c + 2 * width)));
        L.Store(c + 2 * width + L.Count, L.MultiplyAdd(f, c21, L.Load(c + 2 * width + L.Count)));
        L.Store(c + 3 * width, L.MultiplyAdd(f, c30, L.Load(c + 3 * width)));
        L.Store(c + 3 * width + L.Count, L.MultiplyAdd(f, c31, L.Load(c + 3 * width + L.Count)));
        L.Store(c + 4 * width, L.MultiplyAdd(f, c40, L.Load(c + 4 * width)));
        L.Store(c + 4 * width + L.Count, L.MultiplyAdd(f, c41, L.Load(c + 4 * width + L.Count)));
        L.Store(c + 5 * width, L.MultiplyAdd(f, c50, L.Load(c + 5 * width)));
        L.Store(c + 5 * width + L.Count, L.MultiplyAdd(f, c51, L.Load(c + 5 * width + L.Count)));
        L.Store(c + 6 * width, L.MultiplyAdd(f, c60, L.Load(c + 6 * width)));
        L.Store(c + 6 * width + L.Count, L.MultiplyAdd(f, c61, L.Load(c + 6 * width + L.Count)));
        L.Store(c + 7 * width, L.MultiplyAdd(f, c70, L.Load(c + 7 * width)));
        L.Store(c + 7 * width + L.Count, L.MultiplyAdd(f, c71, L.Load(c + 7 * width + L.Count)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Three<L, V>(float* panel, long stride, int count, int row, int column, float factor, float* c, long width) where L : struct, ILanes<V> where V : struct
    {
        V c00 = L.All(0), c01 = c00, c02 = c00;
        V c10 = c00, c11 = c00, c12 = c00;
        V c20 = c00, c21 = c00, c22 = c00;
        V c30 = c00, c31 = c00, c32 = c00;
        V c40 = c00, c41 = c00, c42 = c00;
        V c50 = c00, c51 = c00, c52 = c00;
        V c60 = c00, c61 = c00, c62 = c00;
        V c70 = c00, c71 = c00, c72 = c00;
        float* a = panel + row, b = panel + column;
        for (; count > 0; count--, a += stride, b += stride)
        {
            V b0 = L.Load(b), b1 = L.Load(b + L.Count), b2 = L.Load(b + 2 * L.Count);
            var x = L.All(a[0]);
            c00 = L.MultiplyAdd(x, b0, c00);
            c01 = L.MultiplyAdd(x, b1, c01);
            c02 = L.MultiplyAdd(x, b2, c02);
            x = L.All(a[1]);
            c10 = L.MultiplyAdd(x, b0, c10);
            c11 = L.MultiplyAdd(x, b1, c11);
            c12 = L.MultiplyAdd(x, b2, c12);
            x = L.All(a[2]);
            c20 = L.MultiplyAdd(x, b0, c20);
            c21 = L.MultiplyAdd(x, b1, c21);
            c22 = L.MultiplyAdd(x, b2, c22);
            x = L.All(a[3]);
            c30 = L.MultiplyAdd(x, b0, c30);
            c31 = L.MultiplyAdd(x, b1, c31);
            c32 = L.MultiplyAdd(x, b2, c32);
            x = L.All(a[4]);
            c40 = L.MultiplyAdd(x, b0, c40);
            c41 = L.MultiplyAdd(x, b1, c41);
            c42 = L.MultiplyAdd(x, b2, c42);
            x = L.All(a[5]);
            c50 = L.MultiplyAdd(x, b0, c50);
            c51 = L.MultiplyAdd(x, b1, c51);
            c52 = L.MultiplyAdd(x, b2, c52);
            x = L.All(a[6]);
            c60 = L.MultiplyAdd(x, b0, c60);
            c61 = L.MultiplyAdd(x, b1, c61);
            c62 = L.MultiplyAdd(x, b2, c62);
            x = L.All(a[7]);
            c70 = L.MultiplyAdd(x, b0, c70);
            c71 = L.MultiplyAdd(x, b1, c71);
            c72 = L.MultiplyAdd(x, b2, c72);
        }

        var f = L.All(factor);
        L.Store(c, L.MultiplyAdd(f, c00, L.Load(c)));
        L.Store(c + L.Count, L.MultiplyAdd(f, c01, L.Load(c + L.Count)));
        L.Store(c + 2 * L.Count, L.MultiplyAdd(f, c02, L.Load(c + 2 * L.Count)));
        L.Store(c + width, L.MultiplyAdd(f, c10, L.Load(c + width)));
        L.Store(c + width + L.Count, L.MultiplyAdd(f, c11, L.Load(c + width + L.Count)));
        L.Store(c + width + 2 * L.Count, L.MultiplyAdd(f, c12, L.Load(c + width + 2 * L.Count)));
        L.Store(c + 2 * width, L.MultiplyAdd(f, c20, L.Load(c + 2 * width)));
        L.Store(c + 2 * width + L.Count, L.MultiplyAdd(f, c21, L.Load(c + 2 * width + L.Count)));
        L.Store(c + 2 * width + 2 * L.Count, L.MultiplyAdd(f, c22, L.Load(c + 2 * width + 2 * L.Count)));
        L.Store(c + 3 * width, L.MultiplyAdd(f, c30, L.Load(c + 3 * width)));
        L.Store(c + 3 * width + L.Count, L.MultiplyAdd(f, c31, L.Load(c + 3 * width + L.Count)));
        L.Store(c + 3 * width + 2 * L.Count, L.MultiplyAdd(f, c32, L.Load(c + 3 * width + 2 * L.Count)));
        L.Store(c + 4 * width, L.MultiplyAdd(f, c40, L.Load(c + 4 * width)));
        L.Store(c + 4 * width + L.Count, L.MultiplyAdd(f, c41, L.Load(c + 4 * width + L.Count)));
        L.Store(c + 4 * width + 2 * L.Count, L.MultiplyAdd(f, c42, L.Load(c + 4 * width + 2 * L.Count)));
        L.Store(c + 5 * width, L.MultiplyAdd(f, c50, L.Load(c + 5 * width)));
        L.Store(c + 5 * width + L.Count, L.MultiplyAdd(f, c51, L.Load(c + 5 * width + L.Count)));
        L.Store(c + 5 * width + 2 * L.Count, L.MultiplyAdd(f, c52, L.Load(c + 5 * width + 2 * L.Count)));
        L.Store(c + 6 * width, L.MultiplyAdd(f, c60, L.Load(c + 6 * width)));
        L.Store(c + 6 * width + L.Count, L.MultiplyAdd(f, c61, L.Load(c + 6 * width + L.Count)));
        L.Store(c + 6 * width + 2 * L.Count, L.MultiplyAdd(f, c62, L.Load(c + 6 * width + 2 * L.Count)));
        L.Store(c + 7 * width, L.MultiplyAdd(f, c70, L.Load(c + 7 * width)));
        L.Store(c + 7 * width + L.Count, L.MultiplyAdd(f, c71, L.Load(c + 7 * width + L.Count)));
        L.Store(c + 7 * width + 2 * L.Count, L.MultiplyAdd(f, c72, L.Load(c + 7 * width + 2 * L.Count)));
    }
}
