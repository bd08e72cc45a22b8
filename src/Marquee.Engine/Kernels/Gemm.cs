using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Marquee.Engine.Kernels;

/// <summary>
/// C += factor · A · B, and its symmetric case, after Goto and van de Geijn 2008: a block of A and a block of B are packed into slabs
/// in the order in which <see cref="GemmTile"/> reads them, A's to stay in the second-level cache, a sliver of B in the first.
/// Each element of C is summed over k in ascending order whatever the number of threads.
/// </summary>
static unsafe class Gemm
{
    /// <summary>Columns of A in a block. A sliver of B (64 wide) then takes 32 KB and stays in the first-level cache while the tiles of a block of A pass over it.</summary>
    const int Depth = 128;

    /// <summary>Rows of A in a block: a multiple of six; 96 × 128 floats are 49 KB of the second-level cache.</summary>
    const int Height = 96;

    /// <summary>Columns of B in a block: a multiple of every tile's width; 1 MB, read in order a sliver at a time.</summary>
    const int Width = 2048;

    /// <summary>C += factor · A · B. C must be row-major and lie apart from A and B.</summary>
    public static void Add(float factor, MatrixView a, MatrixView b, MatrixView c, int threads = 1, CancellationToken cancellation = default) => Add(factor, a, b, c, upper: false, threads, cancellation);

    /// <summary>The part of C += factor · A · B on and above the diagonal, for products known to be symmetric; below it C keeps what it had.</summary>
    public static void AddUpper(float factor, MatrixView a, MatrixView b, MatrixView c, int threads = 1, CancellationToken cancellation = default) => Add(factor, a, b, c, upper: true, threads, cancellation);

    static void Add(float factor, MatrixView a, MatrixView b, MatrixView c, bool upper, int threads, CancellationToken cancellation)
    {
        switch (Simd.Level)
        {
            case SimdLevel.Vector512: Blocks<Lanes512, Vector512<float>>(factor, a, b, c, upper, threads, cancellation); break;
            case SimdLevel.Vector256: Blocks<Lanes256, Vector256<float>>(factor, a, b, c, upper, threads, cancellation); break;
            default: Blocks<LanesScalar, float>(factor, a, b, c, upper, threads, cancellation); break;
        }
    }

    /// <summary>Blocks of B one after another; each is packed by all threads together and then multiplied with blocks of rows of A, whoever is free taking the next.</summary>
    static void Blocks<L, V>(float factor, MatrixView a, MatrixView b, MatrixView c, bool upper, int threads, CancellationToken cancellation) where L : struct, ILanes<V> where V : struct
    {
        if (c.Rows == 0 || c.Columns == 0)
            return;
        var wide = L.TileVectors * L.Count;
        var packed = Slab.OfThread(Slab.Use.Shared, Width * Depth).Data;
        for (var j0 = 0; j0 < c.Columns; j0 += Width)
            for (var k0 = 0; k0 < a.Columns; k0 += Depth)
            {
                var block = new Block(j0, Math.Min(Width, c.Columns - j0), k0, Math.Min(Depth, a.Columns - k0));
                var slivers = (block.Columns + wide - 1) / wide;
                Crew.Run(block.IsSmall ? 1 : threads, slivers, sliver => Packing.Slivers(b.Transposed, j0 + sliver * wide, Math.Min(wide, block.Columns - sliver * wide),
                    block.K0, block.Depth, wide, packed + (long)sliver * wide * block.Depth));

                var rows = upper ? Math.Min(c.Rows, j0 + block.Columns) : c.Rows;
                var height = HeightFor(rows, threads);
                Crew.Run(threads, (rows + height - 1) / height, () => piece =>
                    Rows<L, V>(factor, a, c, upper, piece * height, Math.Min(height, rows - piece * height), block, packed), cancellation);
            }
    }

    /// <summary>Rows in a block: fewer where the threads would otherwise not get two blocks each and one would wait for the other.</summary>
    static int HeightFor(int rows, int threads)
    {
        var pieces = Math.Max((rows + Height - 1) / Height, threads > 1 ? 2 * threads : 1);
        return Math.Max(1, (rows + pieces * GemmTile.Rows - 1) / (pieces * GemmTile.Rows)) * GemmTile.Rows;
    }

    /// <summary>A block of rows of A against a packed block of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Rows<L, V>(float factor, MatrixView a, MatrixView c, bool upper, int i0, int rows, Block block, float* packedB) where L : struct, ILanes<V> where V : struct
    {
        const int tall = GemmTile.Rows;
        var wide = L.TileVectors * L.Count;
        var packedA = Slab.OfThread(Slab.Use.Own, Height * Depth + tall * wide).Data;
        var corner = packedA + Height * Depth;
        Packing.Slivers(a, i0, rows, block.K0, block.Depth, tall, packedA);

        var first = upper ? Math.Max(0, (i0 - block.J0) / wide * wide) : 0;
        for (var j = first; j < block.Columns; j += wide)
            for (var i = 0; i < rows; i += tall)
            {
                int row = i0 + i, column = block.J0 + j;
                if (upper && column + wide <= row)
                    break;
                float* tileA = packedA + (long)i * block.Depth, tileB = packedB + (long)j * block.Depth;
                if (i + tall <= rows && j + wide <= block.Columns && !(upper && column < row + tall - 1))
                    GemmTile.Add<L, V>(block.Depth, tileA, tileB, factor, c.At(row, column), c.RowStride);
                else
                {
                    // A tile across the edge or the diagonal is made aside, and what belongs to C is taken over.
                    new Span<float>(corner, tall * wide).Clear();
                    if (upper && L.TileVectors == 4 && column + wide / 2 <= row)
                        GemmTile.AddRightHalf<L, V>(block.Depth, tileA, tileB, factor, corner, wide);
                    else
                        GemmTile.Add<L, V>(block.Depth, tileA, tileB, factor, corner, wide);
                    Take(corner, wide, c, row, column, Math.Min(tall, rows - i), Math.Min(wide, block.Columns - j), upper);
                }
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Take(float* corner, int wide, MatrixView c, int row, int column, int rows, int columns, bool upper)
    {
        for (var i = 0; i < rows; i++)
        {
            var from = upper ? Math.Max(0, row + i - column) : 0;
            if (from < columns)
                Dense.AddScaled(1, corner + i * wide + from, c.At(row + i, column + from), columns - from);
        }
    }

    /// <summary>A block of B: columns <paramref name="J0"/> …, rows <paramref name="K0"/> ….</summary>
    readonly record struct Block(int J0, int Columns, int K0, int Depth)
    {
        /// <summary>Waking a second thread costs more than packing alone.</summary>
        public bool IsSmall => (long)Columns * Depth < 100_000;
    }
}
