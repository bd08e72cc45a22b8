using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Marquee.Engine.Kernels;

/// <summary>Lays a block of a matrix out in slivers of a few rows each, column after column, the last sliver filled up with zeros.</summary>
static unsafe class Packing
{
    /// <summary>Rows <paramref name="i0"/> … and columns <paramref name="k0"/> … of the matrix: sliver s, column k, row i goes to <c>to[(s · depth + k) · tall + i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Slivers(MatrixView matrix, int i0, int rows, int k0, int depth, int tall, float* to)
    {
        var i = 0;
        if (matrix.RowStride == 1 && tall == GemmTile.Rows)
        {
            i = rows / tall * tall;
            SixesAcross(matrix.At(i0, k0), matrix.ColumnStride, i, depth, to);
            to += (long)i * depth;
        }

        for (; i < rows; i += tall, to += (long)tall * depth)
        {
            var live = Math.Min(tall, rows - i);
            var from = matrix.At(i0 + i, k0);
            if (live < tall)
                new Span<float>(to, tall * depth).Clear();
            if (matrix.RowStride == 1)
                Contiguous(from, matrix.ColumnStride, live, depth, tall, to);
            else if (live == GemmTile.Rows && tall == GemmTile.Rows)
                Six(from, matrix.RowStride, matrix.ColumnStride, depth, to);
            else
                Strided(from, matrix.RowStride, matrix.ColumnStride, live, depth, tall, to);
        }
    }

    /// <summary>Rows that lie side by side in memory: for each column one stretch, copied by vectors where it fills them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Contiguous(float* from, long stride, int live, int depth, int tall, float* to)
    {
        for (var k = 0; k < depth; k++, from += stride, to += tall)
            if (live % Vector256<float>.Count == 0)
                for (var i = 0; i < live; i += Vector256<float>.Count)
                    Vector256.Store(Vector256.Load(from + i), to + i);
            else
                new ReadOnlySpan<float>(from, live).CopyTo(new Span<float>(to, live));
    }

    /// <summary>
    /// Many slivers of six rows that lie side by side: a column of all of them at a time, so that each line of memory is read once. Sliver by sliver it would be read by three of them,
    /// and columns a power of two apart drive each other out of the cache in between. The next columns are asked for: no processor guesses steps of kilobytes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void SixesAcross(float* from, long stride, int rows, int depth, float* to)
    {
        const int ahead = 8, line = 16;
        var sliver = GemmTile.Rows * depth;
        for (var k = 0; k < depth; k++, from += stride, to += GemmTile.Rows)
        {
            if (Sse.IsSupported && k + ahead < depth)
                for (var i = 0; i < rows; i += line)
                    Sse.Prefetch0(from + ahead * stride + i);
            var at = to;
            for (var i = 0; i < rows; i += GemmTile.Rows, at += sliver)
                (at[0], at[1], at[2], at[3], at[4], at[5]) = (from[i], from[i + 1], from[i + 2], from[i + 3], from[i + 4], from[i + 5]);
        }
    }

    /// <summary>Six rows at once: six streams in, one out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Six(float* from, long rowStride, long columnStride, int depth, float* to)
    {
        float* r0 = from, r1 = r0 + rowStride, r2 = r1 + rowStride, r3 = r2 + rowStride, r4 = r3 + rowStride, r5 = r4 + rowStride;
        for (long k = 0, at = 0; k < depth; k++, at += columnStride, to += GemmTile.Rows)
            (to[0], to[1], to[2], to[3], to[4], to[5]) = (r0[at], r1[at], r2[at], r3[at], r4[at], r5[at]);
    }

    /// <summary>Sixteen columns of every row at a time, so that what is written stays in the first-level cache until its line is full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Strided(float* from, long rowStride, long columnStride, int live, int depth, int tall, float* to)
    {
        const int step = 16;
        for (var k0 = 0; k0 < depth; k0 += step)
            for (var i = 0; i < live; i++)
            {
                var row = from + i * rowStride;
                for (var k = k0; k < Math.Min(k0 + step, depth); k++)
                    to[(long)k * tall + i] = row[k * columnStride];
            }
    }
}
