using System.Runtime.CompilerServices;

namespace Marquee.Engine.Kernels;

/// <summary>
/// The inverse of a large symmetric positive definite matrix in place, by sweeping blocks of pivots (the block form of Beaton's sweep operator; Goodnight 1979).
/// One sweep of the pivots K turns A_KK into −D with D = A_KK⁻¹, A_KR into D A_KR and A_RR into A_RR − A_RK D A_KR; after all sweeps A is −A⁻¹.
/// It costs n³ multiplications and additions like factoring, inverting the factor and multiplying out, but nearly all of it is one symmetric
/// rank-k update over the whole matrix, the form in which <see cref="Gemm"/> is at its best and two threads share evenly. The only memory besides
/// the matrix is two rows of blocks.
/// </summary>
static unsafe class SpdInverse
{
    /// <summary>Pivots in a sweep: one block of <see cref="Gemm"/>'s depth. Fewer would read and write the matrix more often, more would lengthen D A_KR.</summary>
    const int Block = 256;

    /// <summary>Pivots in a sweep when the block of pivots is itself inverted by sweeps.</summary>
    const int InnerBlock = 64;

    /// <summary>Rows in a piece of copying.</summary>
    const int Strip = 64;

    /// <summary>Rows and columns of a square that is turned at once: its lines, read one way and written the other, all stay in the first-level cache.</summary>
    const int Square = 16;

    /// <summary>Inverts the leading <paramref name="size"/> rows and columns of a matrix of which the upper triangle is given; both triangles are filled.</summary>
    /// <param name="matrix">Row-major, upper triangle given.</param>
    /// <param name="size">Rows and columns.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    /// <param name="swept">Told after each sweep how many pivots are done.</param>
    /// <param name="cancellation">Looked at before each sweep.</param>
    public static void Invert(Span<float> matrix, int size, int threads, Action<int>? swept = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(matrix.Length, (long)size * size);
        fixed (float* data = matrix)
        {
            var a = new MatrixView(data, size, size, size);
            SweepAll(a, Block, threads, swept, cancellation);
            Finish(a, threads);
        }
    }

    /// <summary>Makes the upper triangle of A that of −A⁻¹.</summary>
    static void SweepAll(MatrixView a, int block, int threads, Action<int>? swept, CancellationToken cancellation)
    {
        block = Math.Min(block, PanelGram.Padded(a.Rows));
        using var pivots = Slab.Of(block * a.Rows);
        using var updates = Slab.Of(block * a.Rows);
        using var inverse = Slab.Of(block * block);
        for (var first = 0; first < a.Rows; first += block)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(block, a.Rows - first);
            Sweep(a, first, new MatrixView(pivots.Data, count, a.Rows, a.Rows), new MatrixView(updates.Data, count, a.Rows, a.Rows),
                new MatrixView(inverse.Data, count, count, block), threads);
            swept?.Invoke(first + count);
        }
    }

    /// <summary>One sweep.</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="first">The first pivot.</param>
    /// <param name="pivots">Room for the pivots' rows.</param>
    /// <param name="product">Room for as many.</param>
    /// <param name="inverse">Room for D.</param>
    /// <param name="threads">Threads to use.</param>
    static void Sweep(MatrixView a, int first, MatrixView pivots, MatrixView product, MatrixView inverse, int threads)
    {
        var (count, last) = (pivots.Rows, first + pivots.Rows);
        GatherRows(a, first, pivots, threads);
        InvertBlock(a, first, inverse);
        new Span<float>(product.Data, count * a.Rows).Clear();
        Gemm.Add(1, inverse, pivots, product, threads);
        Gemm.AddUpper(-1, pivots.Transposed, product, a, threads);

        // The update went over the pivots' own rows and columns as well; what belongs there is put there now.
        Copy(new MatrixView(product.Data, count, first, product.RowStride).Transposed, new MatrixView(a.At(0, first), first, count, a.RowStride), threads);
        for (var k = 0; k < count; k++)
        {
            for (var j = k; j < count; j++)
                *a.At(first + k, first + j) = -*inverse.At(k, j);
            new ReadOnlySpan<float>(product.At(k, last), a.Rows - last).CopyTo(new Span<float>(a.At(first + k, last), a.Rows - last));
        }
    }

    /// <summary>The pivots' rows in full: to the left of the diagonal they stand as columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void GatherRows(MatrixView a, int first, MatrixView to, int threads)
    {
        Copy(new MatrixView(a.At(0, first), first, to.Rows, a.RowStride), new MatrixView(to.Data, to.Rows, first, to.RowStride).Transposed, threads);
        for (var k = 0; k < to.Rows; k++)
        {
            for (var j = 0; j < k; j++)
                *to.At(k, first + j) = *a.At(first + j, first + k);
            new ReadOnlySpan<float>(a.At(first + k, first + k), a.Rows - first - k).CopyTo(new Span<float>(to.At(k, first + k), a.Rows - first - k));
        }
    }

    /// <summary>D: the inverse of the pivots' block, by smaller sweeps, and at their end by its Cholesky factor.</summary>
    static void InvertBlock(MatrixView a, int first, MatrixView inverse)
    {
        var count = inverse.Rows;
        if (count <= InnerBlock)
        {
            InvertSmall(a, first, inverse);
            return;
        }

        for (var i = 0; i < count; i++)
            new ReadOnlySpan<float>(a.At(first + i, first + i), count - i).CopyTo(new Span<float>(inverse.At(i, i), count - i));
        SweepAll(inverse, InnerBlock, 1, null, default);
        Finish(inverse, 1);
    }

    /// <summary>With M = U⁻ᵀ, which the factorisation makes of an identity at its right, A⁻¹ = MᵀM.</summary>
    static void InvertSmall(MatrixView a, int first, MatrixView inverse)
    {
        var count = inverse.Rows;
        var padded = PanelGram.Padded(count);
        var stride = 2 * padded;
        using var scratch = Slab.Of(stride * padded);
        new Span<float>(scratch.Data, stride * padded).Clear();
        for (var i = 0; i < count; i++)
        {
            new ReadOnlySpan<float>(a.At(first + i, first + i), count - i).CopyTo(new Span<float>(scratch.Data + i * stride + i, count - i));
            scratch.Data[i * stride + padded + i] = 1;
        }

        Cholesky.Factor(scratch.Data, count, stride, stride);
        var m = new MatrixView(scratch.Data + padded, count, count, stride);
        for (var i = 0; i < count; i++)
            new Span<float>(inverse.At(i, 0), count).Clear();
        Gemm.Add(1, m.Transposed, m, inverse);
    }

    /// <summary>Copies a tall matrix to one laid out the other way, in squares of sixteen: each line of memory is then read and written once.</summary>
    static void Copy(MatrixView from, MatrixView to, int threads) => Crew.Run(threads, (from.Rows + Strip - 1) / Strip, strip => CopyStrip(from, to, strip));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void CopyStrip(MatrixView from, MatrixView to, int strip)
    {
        for (var i0 = strip * Strip; i0 < Math.Min((strip + 1) * Strip, from.Rows); i0 += Square)
            for (var j0 = 0; j0 < from.Columns; j0 += Square)
                for (var i = i0; i < Math.Min(i0 + Square, from.Rows); i++)
                    for (var j = j0; j < Math.Min(j0 + Square, from.Columns); j++)
                        *to.At(i, j) = *from.At(i, j);
    }

    /// <summary>Turns the sign and mirrors the upper triangle, in squares that fit the cache.</summary>
    static void Finish(MatrixView a, int threads) => Crew.Run(threads, (a.Rows + Strip - 1) / Strip, strip => FinishStrip(a, strip));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void FinishStrip(MatrixView a, int strip)
    {
        for (var i0 = strip * Strip; i0 < Math.Min((strip + 1) * Strip, a.Rows); i0 += Square)
            for (var j0 = i0; j0 < a.Rows; j0 += Square)
                for (var i = i0; i < Math.Min(i0 + Square, a.Rows); i++)
                    for (var j = Math.Max(i, j0); j < Math.Min(j0 + Square, a.Rows); j++)
                        *a.At(j, i) = *a.At(i, j) = -*a.At(i, j);
    }
}
