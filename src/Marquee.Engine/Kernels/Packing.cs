using System.Runtime.CompilerServices;

namespace Marquee.Engine.Kernels;

/// <summary>Lays a block of a matrix out in slivers of a few rows each, column after column, the last sliver filled up with zeros.</summary>
static unsafe class Packing
{
    /// <summary>Rows <paramref name="i0"/> … and columns <paramref name="k0"/> … of the matrix: sliver s, column k, row i goes to <c>to[(s · depth + k) · tall + i]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Slivers(MatrixView matrix, int i0, int rows, int k0, int depth, int tall, float* to)
    {
        for (var i = 0; i < rows; i += tall, to += (long)tall * depth)
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Contiguous(float* from, long stride, int live, int depth, int tall, float* to)
    {
        for (var k = 0; k < depth; k++, from += stride, to += tall)
            if (live == GemmTile.Rows)
                (to[0], to[1], to[2], to[3], to[4], to[5]) = (from[0], from[1], from[2], from[3], from[4], from[5]);
            else
                new ReadOnlySpan<float>(from, live).CopyTo(new Span<float>(to, live));
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
