using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Marquee.Engine.Kernels;

/// <summary>
/// A = UᵀU for a symmetric positive definite A, in place, row by row: the upper triangle of A becomes U with the reciprocals of its diagonal.
/// Sixteen rows are eliminated over their whole width, then the rest is updated by one <see cref="PanelGram"/>.
/// A direction in which rounding left no variance is dropped: its reciprocal is 0, and so is its component of every solution.
/// </summary>
static unsafe class Cholesky
{
    const int Block = PanelGram.Granularity;

    /// <summary>
    /// Factors the leading <paramref name="size"/> rows; <paramref name="width"/> (a multiple of 16, at least the size) columns of each take part, so that
    /// columns beyond the size come out as U⁻ᵀ times what stood there. What stands below the diagonal is overwritten with numbers of no meaning.
    /// </summary>
    public static void Factor(float* a, int size, int width, int stride)
    {
        switch (Simd.Level)
        {
            case SimdLevel.Vector512: Factor<Lanes512, Vector512<float>>(a, size, width, stride); break;
            case SimdLevel.Vector256: Factor<Lanes256, Vector256<float>>(a, size, width, stride); break;
            default: Factor<LanesScalar, float>(a, size, width, stride); break;
        }
    }

    static void Factor<L, V>(float* a, int size, int width, int stride) where L : struct, ILanes<V> where V : struct
    {
        var largest = 0f;
        for (var i = 0; i < size; i++)
            largest = MathF.Max(largest, a[(long)i * stride + i]);
        var least = largest * 1e-7f;

        for (var first = 0; first < size; first += Block)
        {
            var last = Math.Min(first + Block, size);
            Eliminate<L, V>(a, first, last, width, stride, least);
            if (last < size)
                Rest(a + (long)first * stride, last - first, last, size, width, stride, a);
        }
    }

    /// <summary>Rows <paramref name="first"/> … <paramref name="last"/> − 1 against each other, each from its diagonal's vector to the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Eliminate<L, V>(float* a, int first, int last, int width, int stride, float least) where L : struct, ILanes<V> where V : struct
    {
        for (var k = first; k < last; k++)
        {
            var pivotRow = a + (long)k * stride;
            var pivot = pivotRow[k];
            var reciprocal = pivot > least ? 1 / MathF.Sqrt(pivot) : 0;
            var from = k / L.Count * L.Count;
            var scale = L.All(reciprocal);
            var none = L.All(0);
            for (var j = from; j < width; j += L.Count)
                L.Store(pivotRow + j, L.MultiplyAdd(scale, L.Load(pivotRow + j), none));
            pivotRow[k] = reciprocal;
            for (var i = k + 1; i < last; i++)
            {
                var row = a + (long)i * stride;
                var minus = L.All(-pivotRow[i]);
                for (var j = i / L.Count * L.Count; j < width; j += L.Count)
                    L.Store(row + j, L.MultiplyAdd(minus, L.Load(pivotRow + j), L.Load(row + j)));
            }
        }
    }

    /// <summary>Rows below the block: minus the block's columns times each other; the columns beyond the size of rows below are a plain product.</summary>
    static void Rest(float* panel, int count, int from, int size, int width, int stride, float* a)
    {
        var square = Math.Min(PanelGram.Padded(size), width);
        PanelGram.Add(-1, panel, stride, count, from, square, a + (long)from * stride + from, stride);
        if (square < width)
            Gemm.Add(-1, new MatrixView(panel + from, size - from, count, 1, stride), new MatrixView(panel + square, count, width - square, stride),
                new MatrixView(a + (long)from * stride + square, size - from, width - square, stride));
    }

    /// <summary>Solves UᵀU x = b in place, U as <see cref="Factor"/> leaves it.</summary>
    public static void Solve(float* u, int size, int stride, float* x)
    {
        for (var k = 0; k < size; k++)
        {
            var row = u + (long)k * stride;
            x[k] *= row[k];
            Dense.AddScaled(-x[k], row + k + 1, x + k + 1, size - k - 1);
        }

        for (var k = size - 1; k >= 0; k--)
        {
            var row = u + (long)k * stride;
            x[k] = (x[k] - Dense.Dot(row + k + 1, x + k + 1, size - k - 1)) * row[k];
        }
    }
}
