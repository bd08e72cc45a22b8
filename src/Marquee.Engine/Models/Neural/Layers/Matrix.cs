using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Neural.Layers;

/// <summary>A dense row-major matrix in an array of its own that the garbage collector never moves, so that kernels may keep its address.</summary>
sealed unsafe class Matrix
{
    public Matrix(int rows, int columns, float[]? values = null)
    {
        (Rows, Columns) = (rows, columns);
        Values = GC.AllocateArray<float>(checked(rows * columns), pinned: true);
        values?.CopyTo(Values, 0);
        Data = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(Values));
    }

    public int Rows { get; }

    public int Columns { get; }

    public float[] Values { get; }

    public float* Data { get; }

    public MatrixView View => new(Data, Rows, Columns, Columns);

    public Span<float> this[int row] => Values.AsSpan(row * Columns, Columns);

    /// <summary>The first rows only, for a batch that does not fill the matrix.</summary>
    public MatrixView First(int rows) => new(Data, rows, Columns, Columns);

    public void Clear() => Array.Clear(Values);
}
