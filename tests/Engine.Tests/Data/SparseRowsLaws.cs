using Marquee.Engine.Data;

namespace Marquee.Engine.Tests.Data;

public sealed class SparseRowsLaws
{
    [Fact]
    public void Transposing_twice_gives_the_same_matrix()
    {
        var rows = new SparseRows([0, 2, 2, 5], [1, 3, 0, 1, 2], [1, 2, 3, 4, 5], [10, 20, 30, 40, 50], 4);

        var back = rows.Transpose().Transpose();

        Assert.Equal(rows.Starts, back.Starts);
        Assert.Equal(rows.Columns, back.Columns);
        Assert.Equal(rows.Values, back.Values);
        Assert.Equal(rows.Times, back.Times);
    }
}
