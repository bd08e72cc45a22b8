namespace Marquee.Engine.Tests.Models;

/// <summary>Linear algebra as a textbook writes it, in doubles: what models are checked against.</summary>
static class Plain
{
    /// <summary>The inverse by Gauss and Jordan with row pivots.</summary>
    public static double[,] Inverse(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var (a, inverse) = ((double[,])matrix.Clone(), new double[n, n]);
        for (var i = 0; i < n; i++)
            inverse[i, i] = 1;
        for (var k = 0; k < n; k++)
        {
            var pivot = Enumerable.Range(k, n - k).MaxBy(row => Math.Abs(a[row, k]));
            for (var j = 0; j < n; j++)
            {
                (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
                (inverse[k, j], inverse[pivot, j]) = (inverse[pivot, j], inverse[k, j]);
            }

            var by = a[k, k];
            for (var j = 0; j < n; j++)
                (a[k, j], inverse[k, j]) = (a[k, j] / by, inverse[k, j] / by);
            for (var i = 0; i < n; i++)
            {
                var factor = a[i, k];
                if (i != k && factor != 0)
                    for (var j = 0; j < n; j++)
                        (a[i, j], inverse[i, j]) = (a[i, j] - factor * a[k, j], inverse[i, j] - factor * inverse[k, j]);
            }
        }

        return inverse;
    }

    /// <summary>The x of Ax = b.</summary>
    public static double[] Solve(double[,] a, double[] b)
    {
        var inverse = Inverse(a);
        return [.. Enumerable.Range(0, b.Length).Select(i => Enumerable.Range(0, b.Length).Sum(j => inverse[i, j] * b[j]))];
    }

    public static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
