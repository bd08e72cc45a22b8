using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.ExplicitAls;

/// <summary>
/// Solves one row of ratings: the factors p and bias b that minimise Σ_j (r_j − μ − b_j − b − p·q_j)² + λ n ‖p‖² + δ b². The bias is one more factor whose other side is 1:
/// a row of either side is kept as its factors, its bias behind them, and zeros to a multiple of sixteen. Holds the scratch of one thread.
/// </summary>
sealed unsafe class RatingRowSolver : IDisposable
{
    const int PanelLength = 8192;

    readonly int _factors;
    readonly int _width;
    readonly int _stride;
    readonly int _panelRows;
    readonly Slab _panel;
    readonly Slab _normal;
    readonly Slab _sum;

    public RatingRowSolver(int factors)
    {
        _factors = factors;
        _width = PanelGram.Padded(factors + 1);
        _stride = _width + PanelGram.Granularity;
        _panelRows = Math.Max(16, PanelLength / _width);
        _panel = Slab.Of(_panelRows * _width);
        _normal = Slab.Of(_stride * _width);
        _sum = Slab.Of(_width);
    }

    /// <summary>Solves the row whose ratings are given; returns the least value of the sum above.</summary>
    /// <param name="others">The rows of the other side.</param>
    /// <param name="columns">Which of them were rated.</param>
    /// <param name="ratings">The ratings.</param>
    /// <param name="mean">μ.</param>
    /// <param name="factorPenalty">λ n.</param>
    /// <param name="biasPenalty">δ.</param>
    /// <param name="x">Receives p and, behind it, b.</param>
    public double Solve(float* others, ReadOnlySpan<int> columns, ReadOnlySpan<float> ratings, float mean, float factorPenalty, float biasPenalty, float* x)
    {
        new Span<float>(x, _width).Clear();
        if (columns.IsEmpty)
            return 0;

        new Span<float>(_normal.Data, _stride * _width).Clear();
        new Span<float>(_sum.Data, _width).Clear();
        // Columns beyond the bias are zero in every row: any penalty keeps their unknowns at zero.
        for (var i = 0; i < _width; i++)
            _normal.Data[(long)i * _stride + i] = i == _factors ? biasPenalty : factorPenalty;

        var squares = 0.0;
        for (var first = 0; first < columns.Length; first += _panelRows)
        {
            var count = Math.Min(_panelRows, columns.Length - first);
            for (var p = 0; p < count; p++)
            {
                var row = _panel.Data + (long)p * _width;
                new ReadOnlySpan<float>(others + (long)columns[first + p] * _width, _width).CopyTo(new Span<float>(row, _width));
                var target = ratings[first + p] - mean - row[_factors];
                row[_factors] = 1;
                squares += (double)target * target;
                Dense.AddScaled(target, row, _sum.Data, _width);
            }

            PanelGram.Add(1, _panel.Data, _width, count, 0, _width, _width, _normal.Data, _stride);
        }

        var z = _normal.Data + _width;
        for (var i = 0; i < _width; i++)
            z[(long)i * _stride] = _sum.Data[i];
        Cholesky.Factor(_normal.Data, _width, _stride, _stride);
        Cholesky.BackSubstitute(_normal.Data, _width, _stride, z, _stride, x);
        for (var i = 0; i < _width; i++)
            squares -= (double)z[(long)i * _stride] * z[(long)i * _stride];
        return squares;
    }

    public void Dispose()
    {
        _panel.Dispose();
        _normal.Dispose();
        _sum.Dispose();
    }
}
