using Marquee.Engine.Models;

namespace Marquee.Tests.Recommendations;

/// <summary>
/// A person folded into the rating model by the book: x = (Σ q̃ q̃ᵀ + Λ)⁻¹ Σ q̃ d with d = r − μ − b. What rating j adds to title i is q̃_iᵀ (…)⁻¹ q̃_j d_j.
/// </summary>
sealed class PlainRidge
{
    readonly Dictionary<long, double> _stars;
    readonly Dictionary<long, int> _items;
    readonly float[] _factors, _bias, _scale;
    readonly int _width, _used;
    readonly double[,] _matrix;

    public PlainRidge(ModelArrays arrays, Dictionary<long, double> stars, Dictionary<long, int> items)
    {
        (_stars, _items) = (stars, items);
        (_factors, _bias, _scale) = (arrays.Get<float>("svd/item_factors"), arrays.Get<float>("svd/item_bias"), arrays.Get<float>("svd/scale"));
        var options = arrays.Get<double>("svd/options");
        var names = ModelKinds.Find("svd").Options().All.Select(option => option.Name).ToList();
        double Option(string name) => options[names.IndexOf(name)];
        (_width, _used) = (_factors.Length / items.Count, (int)Option("factors"));
        _matrix = new double[_used + 1, _used + 1];
        foreach (var title in stars.Keys)
            for (var a = 0; a <= _used; a++)
                for (var b = 0; b <= _used; b++)
                    _matrix[a, b] += Extended(items[title])[a] * Extended(items[title])[b];
        var onFactors = Math.Max(1e-3, Option("regularization") * Math.Pow(stars.Count, 1 - Option("frequency")) * _scale[1]);
        for (var a = 0; a <= _used; a++)
            _matrix[a, a] += a < _used ? onFactors : Math.Max(1e-3, Option("bias_regularization") * stars.Count);
    }

    /// <summary>Where the title starts: μ + b_i.</summary>
    public double StartOf(int item) => _scale[0] + _bias[item];

    /// <summary>What each rated title adds, in stars.</summary>
    public Dictionary<long, double> SharesOf(int item)
    {
        var towards = Solve(_matrix, Extended(item));
        return _stars.ToDictionary(rating => rating.Key, rating => Extended(_items[rating.Key]).Zip(towards, (q, w) => q * w).Sum() * (rating.Value - StartOf(_items[rating.Key])));
    }

    double[] Extended(int item) => [.. Enumerable.Range(0, _used).Select(f => (double)_factors[item * _width + f]), 1];

    /// <summary>A⁻¹ b by elimination with pivots.</summary>
    public static double[] Solve(double[,] matrix, double[] right)
    {
        var (a, x, n) = ((double[,])matrix.Clone(), (double[])right.Clone(), right.Length);
        for (var column = 0; column < n; column++)
        {
            var pivot = Enumerable.Range(column, n - column).MaxBy(row => Math.Abs(a[row, column]));
            for (var k = 0; k < n && pivot != column; k++)
                (a[pivot, k], a[column, k]) = (a[column, k], a[pivot, k]);
            (x[pivot], x[column]) = (x[column], x[pivot]);
            for (var row = 0; row < n; row++)
                if (row != column && a[row, column] / a[column, column] is not 0 and var times)
                {
                    for (var k = column; k < n; k++)
                        a[row, k] -= times * a[column, k];
                    x[row] -= times * x[column];
                }
        }

        for (var row = 0; row < n; row++)
            x[row] /= a[row, row];
        return x;
    }
}
