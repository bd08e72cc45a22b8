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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
                PanelGram.Add(-1, a + (long)first * stride, stride, last - first, last, PanelGram.Padded(size), width, a + (long)last * stride + last, stride);
        }
    }

    /// <summary>
    /// Rows <paramref name="first"/> … <paramref name="last"/> − 1 against each other, each from its diagonal's vector to the end. The rows are divided by the roots of their
    /// pivots only at the end: a root between one pivot and the next would make each wait 15 cycles longer for the one before.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Eliminate<L, V>(float* a, int first, int last, int width, int stride, float least) where L : struct, ILanes<V> where V : struct
    {
        for (var k = first; k < last; k++)
        {
            var pivotRow = a + (long)k * stride;
            var reciprocal = pivotRow[k] > least ? -1 / pivotRow[k] : 0;
            for (var i = k + 1; i < last; i++)
            {
                var row = a + (long)i * stride;
                var minus = L.All(pivotRow[i] * reciprocal);
                for (var j = i / L.Count * L.Count; j < width; j += L.Count)
                    L.Store(row + j, L.MultiplyAdd(minus, L.Load(pivotRow + j), L.Load(row + j)));
            }
        }

        for (var k = first; k < last; k++)
        {
            var row = a + (long)k * stride;
            var reciprocal = row[k] > least ? 1 / MathF.Sqrt(row[k]) : 0;
            var scale = L.All(reciprocal);
            for (var j = k / L.Count * L.Count; j < width; j += L.Count)
                L.Store(row + j, L.Multiply(scale, L.Load(row + j)));
            row[k] = reciprocal;
        }
    }

    /// <summary>Solves UᵀU x = b in place, U as <see cref="Factor"/> leaves it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Solve(float* u, int size, int stride, float* x)
    {
        for (var k = 0; k < size; k++)
        {
            var row = u + (long)k * stride;
            x[k] *= row[k];
            Dense.AddScaled(-x[k], row + k + 1, x + k + 1, size - k - 1);
        }

        BackSubstitute(u, size, stride, x, 1, x);
    }

    /// <summary>
    /// Solves Ux = z from the end, sixteen unknowns at a time: what the ones already known contribute is a vector product; among the sixteen, numbers one by one
    /// are quicker, since a vector would have to wait until the number just stored can be read back.
    /// </summary>
    /// <param name="u">U as <see cref="Factor"/> leaves it.</param>
    /// <param name="size">Unknowns.</param>
    /// <param name="stride">Of U.</param>
    /// <param name="z">The right-hand side; may be x itself.</param>
    /// <param name="zStride">From one number of z to the next.</param>
    /// <param name="x">Receives the solution.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void BackSubstitute(float* u, int size, int stride, float* z, int zStride, float* x)
    {
        for (var last = size; last > 0;)
        {
            var first = (last - 1) / Block * Block;
            for (var k = last - 1; k >= first; k--)
            {
                var row = u + (long)k * stride;
                var rest = z[(long)k * zStride] - Dense.Dot(row + last, x + last, size - last);
                for (var j = last - 1; j > k; j--)
                    rest -= row[j] * x[j];
                x[k] = rest * row[k];
            }

            last = first;
        }
    }
}
