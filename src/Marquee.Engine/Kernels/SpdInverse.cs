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

    /// <summary>Inverts the leading <paramref name="size"/> rows and columns of a matrix of which the upper triangle is given; both triangles are filled.</summary>
    /// <param name="matrix">Row-major, upper triangle given.</param>
    /// <param name="size">Rows and columns.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    /// <param name="swept">Told after each sweep how many pivots are done.</param>
    /// <param name="cancellation">Looked at before each sweep.</param>
    public static void Invert(Span<float> matrix, int size, int threads, Action<int>? swept = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(matrix.Length, (long)size * size);
        var block = Math.Min(Block, PanelGram.Padded(Math.Max(size, 1)));
        using var pivots = Slab.Of(block * size);
        using var updates = Slab.Of(block * size);
        using var scratch = Slab.Of(3 * block * block);
        fixed (float* data = matrix)
        {
            for (var first = 0; first < size; first += block)
            {
                cancellation.ThrowIfCancellationRequested();
                var count = Math.Min(block, size - first);
                Sweep(new MatrixView(data, size, size, size), first, count, pivots.Data, updates.Data, scratch.Data, block, threads);
                swept?.Invoke(first + count);
            }

            Finish(data, size, threads);
        }
    }

    static void Sweep(MatrixView a, int first, int count, float* pivots, float* updates, float* scratch, int block, int threads)
    {
        var size = a.Rows;
        var rows = new MatrixView(pivots, count, size, size);
        GatherRows(a, first, count, pivots);

        // D, from the block's own Cholesky factor: with M = U⁻ᵀ, which the factorisation makes of an identity at its right, D = MᵀM.
        var inverse = new MatrixView(scratch, count, count, block);
        InvertBlock(a, first, count, inverse, scratch + block * block, block);

        var product = new MatrixView(updates, count, size, size);
        new Span<float>(updates, count * size).Clear();
        Gemm.Add(1, inverse, rows, product, threads);
        Gemm.AddUpper(-1, rows.Transposed, product, a, threads);

        // The update went over the pivots' own rows and columns as well; what belongs there is put there now.
        for (var k = 0; k < count; k++)
        {
            for (var i = 0; i < first; i++)
                *a.At(i, first + k) = *product.At(k, i);
            for (var j = k; j < count; j++)
                *a.At(first + k, first + j) = -*inverse.At(k, j);
            new ReadOnlySpan<float>(product.At(k, first + count), size - first - count).CopyTo(new Span<float>(a.At(first + k, first + count), size - first - count));
        }
    }

    /// <summary>The pivots' rows in full: to the left of the diagonal they stand as columns.</summary>
    static void GatherRows(MatrixView a, int first, int count, float* to)
    {
        for (var i = 0; i < first; i++)
            for (var k = 0; k < count; k++)
                to[(long)k * a.Rows + i] = *a.At(i, first + k);
        for (var k = 0; k < count; k++)
        {
            for (var j = 0; j < k; j++)
                to[(long)k * a.Rows + first + j] = *a.At(first + j, first + k);
            new ReadOnlySpan<float>(a.At(first + k, first + k), a.Rows - first - k).CopyTo(new Span<float>(to + (long)k * a.Rows + first + k, a.Rows - first - k));
        }
    }

    static void InvertBlock(MatrixView a, int first, int count, MatrixView inverse, float* scratch, int block)
    {
        var padded = PanelGram.Padded(count);
        var stride = 2 * block;
        new Span<float>(scratch, stride * block).Clear();
        for (var i = 0; i < count; i++)
        {
            for (var j = i; j < count; j++)
                scratch[i * stride + j] = *a.At(first + i, first + j);
            scratch[i * stride + padded + i] = 1;
        }

        Cholesky.Factor(scratch, count, 2 * padded, stride);
        var m = new MatrixView(scratch + padded, count, count, stride);
        new Span<float>(inverse.Data, block * block).Clear();
        Gemm.Add(1, m.Transposed, m, inverse);
    }

    /// <summary>Turns the sign and mirrors the upper triangle, in squares that fit the cache.</summary>
    static void Finish(float* data, int size, int threads)
    {
        const int square = 64;
        var squares = (size + square - 1) / square;
        Crew.Run(threads, squares, down =>
        {
            for (var across = down; across < squares; across++)
                for (var i = down * square; i < Math.Min((down + 1) * square, size); i++)
                    for (var j = Math.Max(i, across * square); j < Math.Min((across + 1) * square, size); j++)
                        data[(long)j * size + i] = data[(long)i * size + j] = -data[(long)i * size + j];
        });
    }
}
