using System.Runtime.Intrinsics;

namespace Marquee.Engine.Kernels;

/// <summary>
/// C += factor · A · B, and its symmetric case, after Goto and van de Geijn 2008: a block of A and a block of B are packed into slabs
/// in the order in which <see cref="GemmTile"/> reads them, A's to stay in the second-level cache, a sliver of B in the first.
/// Each element of C is summed over k in ascending order whatever the number of threads.
/// </summary>
static unsafe class Gemm
{
    /// <summary>Columns of A in a block: a sliver of B (64 wide) then takes 48 KB of the first- and second-level cache.</summary>
    const int Depth = 192;

    /// <summary>Rows of A in a block: a multiple of six; 192 × 192 floats are 147 KB.</summary>
    const int Height = 192;

    /// <summary>Columns of B in a block: a multiple of every tile's width.</summary>
    const int Width = 2048;

    /// <summary>C += factor · A · B. C must be row-major and lie apart from A and B.</summary>
    public static void Add(float factor, MatrixView a, MatrixView b, MatrixView c, int threads = 1) => Add(factor, a, b, c, upper: false, threads);

    /// <summary>The part of C += factor · A · B on and above the diagonal, for products known to be symmetric; below it C keeps what it had.</summary>
    public static void AddUpper(float factor, MatrixView a, MatrixView b, MatrixView c, int threads = 1) => Add(factor, a, b, c, upper: true, threads);

    static void Add(float factor, MatrixView a, MatrixView b, MatrixView c, bool upper, int threads)
    {
        // Strips of rows, several a thread: those of an upper triangle differ in work, and on a shared machine so do the threads.
        var strip = Math.Max(Height, (c.Rows / Math.Max(1, threads * 4) + Height - 1) / Height * Height);
        if (threads == 1)
            strip = Math.Max(c.Rows, 1);
        Crew.Run(threads, (c.Rows + strip - 1) / strip, piece =>
        {
            var from = piece * strip;
            var to = Math.Min(from + strip, c.Rows);
            switch (Simd.Level)
            {
                case SimdLevel.Vector512: Rows<Lanes512, Vector512<float>>(factor, a, b, c, upper, from, to); break;
                case SimdLevel.Vector256: Rows<Lanes256, Vector256<float>>(factor, a, b, c, upper, from, to); break;
                default: Rows<LanesScalar, float>(factor, a, b, c, upper, from, to); break;
            }
        });
    }

    /// <summary>Rows <paramref name="from"/> … <paramref name="to"/> − 1 of C.</summary>
    static void Rows<L, V>(float factor, MatrixView a, MatrixView b, MatrixView c, bool upper, int from, int to) where L : struct, ILanes<V> where V : struct
    {
        const int tall = GemmTile.Rows;
        var wide = L.TileVectors * L.Count;
        var scratch = Slab.OfThread(Height * Depth + Width * Depth + tall * wide).Data;
        float* packedA = scratch, packedB = packedA + Height * Depth, corner = packedB + Width * Depth;

        for (var j0 = upper ? from / wide * wide : 0; j0 < c.Columns; j0 += Width)
            for (var k0 = 0; k0 < a.Columns; k0 += Depth)
            {
                var columns = Math.Min(Width, c.Columns - j0);
                var depth = Math.Min(Depth, a.Columns - k0);
                Packing.Slivers(b.Transposed, j0, columns, k0, depth, wide, packedB);
                for (var i0 = from; i0 < to && !(upper && i0 >= j0 + columns); i0 += Height)
                {
                    var rows = Math.Min(Height, to - i0);
                    Packing.Slivers(a, i0, rows, k0, depth, tall, packedA);
                    for (var j = 0; j < columns; j += wide)
                        for (var i = 0; i < rows; i += tall)
                        {
                            int row = i0 + i, column = j0 + j;
                            if (upper && column + wide <= row)
                                continue;
                            float* tileA = packedA + (long)i * depth, tileB = packedB + (long)j * depth;
                            var whole = i + tall <= rows && j + wide <= columns && !(upper && column < row + tall - 1);
                            if (whole)
                                GemmTile.Add<L, V>(depth, tileA, tileB, factor, c.At(row, column), c.RowStride);
                            else
                            {
                                // A tile across the edge or the diagonal is made aside, and what belongs to C is taken over.
                                new Span<float>(corner, tall * wide).Clear();
                                GemmTile.Add<L, V>(depth, tileA, tileB, factor, corner, wide);
                                Take(corner, wide, c, row, column, Math.Min(tall, rows - i), Math.Min(wide, columns - j), upper);
                            }
                        }
                }
            }
    }

    static void Take(float* corner, int wide, MatrixView c, int row, int column, int rows, int columns, bool upper)
    {
        for (var i = 0; i < rows; i++)
            for (var j = upper ? Math.Max(0, row + i - column) : 0; j < columns; j++)
                *c.At(row + i, column + j) += corner[i * wide + j];
    }
}
