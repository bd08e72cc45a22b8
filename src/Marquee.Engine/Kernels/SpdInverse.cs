using System.Runtime.CompilerServices;

namespace Marquee.Engine.Kernels;

/// <summary>
/// The inverse of a large symmetric positive definite matrix in place, halved again and again: with P = A₁₁⁻¹, T = P A₁₂, the Schur complement S = A₂₂ − A₁₂ᵀT and Q = S⁻¹,
/// the inverse has the blocks P + T Q Tᵀ, −T Q and Q (Banachiewicz 1937). It costs n³ operations like factoring, inverting the factor and multiplying out, but nearly all of
/// them are products of large matrices, the form in which <see cref="Gemm"/> is at its best and threads share evenly. T stands in the lower triangle
/// until that is needed: there is no memory but the matrix.
/// </summary>
static unsafe class SpdInverse
{
    /// <summary>Up to this size a matrix is inverted by its Cholesky factor.</summary>
    const int Small = 128;

    /// <summary>Rows in a piece of copying.</summary>
    const int Strip = 64;

    /// <summary>Rows and columns of a square that is mirrored at once: its lines, read one way and written the other, all stay in the first-level cache.</summary>
    const int Square = 16;

    /// <summary>Inverts the leading <paramref name="size"/> rows and columns of a matrix of which the upper triangle is given; both triangles are filled.</summary>
    /// <param name="matrix">Row-major, upper triangle given.</param>
    /// <param name="size">Rows and columns.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    /// <param name="inverted">Told now and then how many rows are part of an inverse already.</param>
    /// <param name="cancellation">Looked at every few milliseconds.</param>
    public static void Invert(Span<float> matrix, int size, int threads, Action<int>? inverted = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(matrix.Length, (long)size * size);
        fixed (float* data = matrix)
        {
            var a = new MatrixView(data, size, size, size);
            Invert(a, 0, threads, inverted, cancellation);
            Mirror(a, null, threads);
        }
    }

    /// <summary>
    /// With P = A⁻¹, replaces A by B_ij = −P_ij / P_jj, diagonal zero, and returns P's diagonal: column j holds the weights with which the other variables predict variable j
    /// when A is their Gram matrix. Parameters are those of the other.
    /// </summary>
    public static float[] Regress(Span<float> matrix, int size, int threads, Action<int>? inverted = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(matrix.Length, (long)size * size);
        var variances = new float[size];
        var scale = new float[size];
        fixed (float* data = matrix, shares = scale)
        {
            var a = new MatrixView(data, size, size, size);
            Invert(a, 0, threads, inverted, cancellation);
            for (var i = 0; i < size; i++)
                scale[i] = -1 / (variances[i] = *a.At(i, i));
            Mirror(a, shares, threads);
            for (var i = 0; i < size; i++)
                *a.At(i, i) = 0;
        }

        return variances;
    }

    /// <summary>Makes the upper triangle of A that of A⁻¹; the lower one is room to work in. <paramref name="offset"/> rows were inverted before.</summary>
    static void Invert(MatrixView a, int offset, int threads, Action<int>? inverted, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (a.Rows <= Small)
        {
            InvertSmall(a);
            inverted?.Invoke(offset + a.Rows);
            return;
        }

        // Cut near the middle, at whole tiles.
        var half = (a.Rows / 2 + Small - 1) / Small * Small;
        var rest = a.Rows - half;
        MatrixView first = a.Part(0, 0, half, half), beside = a.Part(0, half, half, rest), second = a.Part(half, half, rest, rest);
        var transposedT = a.Part(half, 0, rest, half);

        Invert(first, offset, threads, inverted, cancellation);
        Mirror(first, null, threads);
        Clear(transposedT, threads);
        Gemm.Add(1, beside.Transposed, first, transposedT, threads, cancellation);
        Gemm.AddUpper(-1, transposedT, beside, second, threads, cancellation);

        Invert(second, offset + half, threads, inverted, cancellation);
        Mirror(second, null, threads);
        Clear(beside, threads);
        Gemm.Add(-1, transposedT.Transposed, second, beside, threads, cancellation);
        Gemm.AddUpper(-1, beside, transposedT, first, threads, cancellation);
    }

    static void Clear(MatrixView a, int threads) => Crew.Run(threads, (a.Rows + Strip - 1) / Strip, strip =>
    {
        for (var i = strip * Strip; i < Math.Min((strip + 1) * Strip, a.Rows); i++)
            new Span<float>(a.At(i, 0), a.Columns).Clear();
    });

    /// <summary>With M = U⁻ᵀ, which the factorisation makes of an identity at its right, A⁻¹ = MᵀM.</summary>
    static void InvertSmall(MatrixView a)
    {
        var count = a.Rows;
        var padded = PanelGram.Padded(count);
        var stride = 2 * padded;
        using var scratch = Slab.Of(stride * padded);
        new Span<float>(scratch.Data, stride * padded).Clear();
        for (var i = 0; i < count; i++)
        {
            new ReadOnlySpan<float>(a.At(i, i), count - i).CopyTo(new Span<float>(scratch.Data + i * stride + i, count - i));
            scratch.Data[i * stride + padded + i] = 1;
        }

        Cholesky.Factor(scratch.Data, count, stride, stride);
        var m = new MatrixView(scratch.Data + padded, count, count, stride);
        for (var i = 0; i < count; i++)
            new Span<float>(a.At(i, i), count - i).Clear();
        Gemm.AddUpper(1, m.Transposed, m, a);
    }

    /// <summary>Fills both triangles from the upper one, column j times <paramref name="scale"/>_j if there is one, in squares that fit the cache.</summary>
    static void Mirror(MatrixView a, float* scale, int threads) => Crew.Run(threads, (a.Rows + Strip - 1) / Strip, strip => MirrorStrip(a, scale, strip));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void MirrorStrip(MatrixView a, float* scale, int strip)
    {
        var rows = Math.Min((strip + 1) * Strip, a.Rows);
        for (var i0 = strip * Strip; i0 < rows; i0 += Square)
            for (var j0 = i0; j0 < a.Rows; j0 += Square)
                for (var i = i0; i < Math.Min(i0 + Square, rows); i++)
                {
                    var j = Math.Max(i, j0);
                    float* above = a.At(i, j), below = a.At(j, i);
                    for (; j < Math.Min(j0 + Square, a.Rows); j++, above++, below += a.RowStride)
                    {
                        var value = *above;
                        *below = scale == null ? value : value * scale[i];
                        *above = scale == null ? value : value * scale[j];
                    }
                }
    }
}
