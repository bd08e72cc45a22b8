using Marquee.Engine.Data;
using Marquee.Engine.Kernels;

namespace Marquee.Engine.Tests.Kernels;

public sealed class SparseGramLaws
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Counts_how_many_users_have_both_items(int threads)
    {
        var random = new Random(3);
        var rows = Enumerable.Range(0, 60).Select(_ => Enumerable.Range(0, 80).Where(_ => random.Next(5) == 0).ToArray()).ToArray();
        var starts = new int[61];
        for (var row = 0; row < 60; row++)
            starts[row + 1] = starts[row] + rows[row].Length;
        int[] columns = [.. rows.SelectMany(r => r)];
        var byUser = new SparseRows(starts, columns, new float[columns.Length], null, 80);

        var gram = new float[80 * 80];
        SparseGram.Upper(byUser, byUser.Transpose(), gram, threads, TestContext.Current.CancellationToken);

        for (var i = 0; i < 80; i++)
            for (var j = i; j < 80; j++)
                Assert.Equal(rows.Count(r => r.Contains(i) && r.Contains(j)), gram[i * 80 + j]);
    }
}
