using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Als;

/// <summary>
/// The basis in which a small symmetric matrix without negative eigenvalues is diagonal, by one-sided Jacobi rotations (Hestenes 1958): pairs of rows of G are turned until all rows are
/// orthogonal. The product of the turns is then V, whose rows are eigenvectors, and the rows of VG are those of V times their eigenvalues.
/// </summary>
static unsafe class GramBasis
{
    /// <summary>Below this share of the longer row's square two rows count as orthogonal: what is left beside the diagonal is then a millionth of what stands on it.</summary>
    const float Negligible = 1e-6f;

    /// <summary>Convergence is quadratic; from one iteration of ALS to the next four or five sweeps are enough.</summary>
    const int MostSweeps = 16;

    /// <summary>Rows of factors turned at a time.</summary>
    const int Rows = 384;

    /// <summary>Finds the basis of <paramref name="gram"/>, which becomes VG; writes V and the eigenvalues.</summary>
    public static void Of(float* gram, int width, float* basis, float* eigenvalues)
    {
        new Span<float>(basis, width * width).Clear();
        for (var i = 0; i < width; i++)
            basis[(long)i * width + i] = 1;
        for (var (sweep, turned) = (0, true); turned && sweep < MostSweeps; sweep++)
            turned = Sweep(gram, width, basis);
        for (var i = 0; i < width; i++)
            eigenvalues[i] = MathF.Max(0, Dense.Dot(gram + (long)i * width, basis + (long)i * width, width));
    }

    /// <summary>Turns the rows of factors into the basis, in place: y becomes Vy.</summary>
    public static void Turn(float* factors, int rows, int width, float* basis, int threads)
    {
        var turn = new MatrixView(basis, width, width, width).Transposed;
        Crew.Run(threads, (rows + Rows - 1) / Rows, () =>
        {
            var turned = Slab.Of(Rows * width);
            return new Crew.Worker(piece =>
            {
                var count = Math.Min(Rows, rows - piece * Rows);
                var from = factors + (long)piece * Rows * width;
                new Span<float>(turned.Data, count * width).Clear();
                Gemm.Add(1, new MatrixView(from, count, width, width), turn, new MatrixView(turned.Data, count, width, width));
                new ReadOnlySpan<float>(turned.Data, count * width).CopyTo(new Span<float>(from, count * width));
            }, turned);
        }, default);
    }

    /// <summary>Every pair of rows once; says whether any was turned.</summary>
    static bool Sweep(float* gram, int width, float* basis)
    {
        var turned = false;
        for (var p = 0; p < width; p++)
            for (var q = p + 1; q < width; q++)
            {
                float* a = gram + (long)p * width, b = gram + (long)q * width;
                float aa = Dense.Dot(a, a, width), bb = Dense.Dot(b, b, width), ab = Dense.Dot(a, b, width);
                if (MathF.Abs(ab) <= Negligible * MathF.Max(aa, bb))
                    continue;
                // The smaller of the two angles that make them orthogonal, in doubles: a row is turned hundreds of times, and a bias of a rounding in c² + s² would lengthen it.
                var cotangent = ((double)bb - aa) / (2.0 * ab);
                var tangent = Math.CopySign(1, cotangent) / (Math.Abs(cotangent) + Math.Sqrt(1 + cotangent * cotangent));
                var cosine = 1 / Math.Sqrt(1 + tangent * tangent);
                Dense.Rotate(a, b, width, (float)cosine, (float)(tangent * cosine));
                Dense.Rotate(basis + (long)p * width, basis + (long)q * width, width, (float)cosine, (float)(tangent * cosine));
                turned = true;
            }

        return turned;
    }
}
