namespace Marquee.Engine.Kernels;

/// <summary>A dense matrix in somebody else's memory: element (i, j) stands at <c>Data[i · RowStride + j · ColumnStride]</c>.</summary>
readonly unsafe struct MatrixView(float* data, int rows, int columns, int rowStride, int columnStride = 1)
{
    public readonly float* Data = data;
    public readonly int Rows = rows;
    public readonly int Columns = columns;
    public readonly int RowStride = rowStride;
    public readonly int ColumnStride = columnStride;

    /// <summary>The same numbers with rows and columns exchanged.</summary>
    public MatrixView Transposed => new(Data, Columns, Rows, ColumnStride, RowStride);

    /// <summary>A block of it.</summary>
    public MatrixView Part(int row, int column, int rows, int columns) => new(At(row, column), rows, columns, RowStride, ColumnStride);

    public float* At(int row, int column) => Data + (long)row * RowStride + (long)column * ColumnStride;
}
