using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Als;

/// <summary>
/// Solves one row of implicit least squares: the x that minimises Σ_S (x·y_j − 1)² + α₀ Σ (x·y_j)² + r‖x‖², which is
/// (Σ_S y_j y_jᵀ + α₀ YᵀY + rI) x = Σ_S y_j (Hu, Koren and Volinsky 2008, equation 4). Holds the scratch of one thread.
/// </summary>
sealed unsafe class AlsSolver : IDisposable
{
    /// <summary>Rows gathered before they are multiplied: 256 rows of 64 floats are 64 KB, a small part of the second-level cache.</summary>
    const int PanelRows = 256;

    readonly int _width;
    readonly int _stride;
    readonly Slab _panel;
    readonly Slab _normal;
    readonly Slab _solution;

    /// <param name="width">Floats in a row of factors, a multiple of 16; those beyond the factors are zero.</param>
    public AlsSolver(int width)
    {
        _width = width;
        // Behind the normal matrix stand sixteen columns, the first of which is the right-hand side: factoring solves the first triangle on its way.
        _stride = width + PanelGram.Granularity;
        _panel = Slab.Of(PanelRows * width);
        _normal = Slab.Of(_stride * width);
        _solution = Slab.Of(width);
    }

    /// <summary>Solves for the row whose interactions are <paramref name="columns"/>; returns the least value of the sum above.</summary>
    /// <param name="factors">Y, row-major, <c>width</c> floats a row.</param>
    /// <param name="columns">S: the rows of Y that were met.</param>
    /// <param name="weightedGram">The upper triangle of α₀ YᵀY.</param>
    /// <param name="ridge">r.</param>
    /// <param name="x">Receives the solution.</param>
    public double Solve(float* factors, ReadOnlySpan<int> columns, float* weightedGram, float ridge, float* x)
    {
        if (columns.IsEmpty)
        {
            new Span<float>(x, _width).Clear();
            return 0;
        }

        Factor(factors, columns, weightedGram, ridge);
        BackSubstitute(_normal.Data + _width);
        new ReadOnlySpan<float>(_solution.Data, _width).CopyTo(new Span<float>(x, _width));

        // At the minimum the sum is |S| − xᵀΣ y_j, and the second term is the squared length of U⁻ᵀ Σ y_j.
        var explained = 0.0;
        for (var i = 0; i < _width; i++)
            explained += (double)_normal.Data[(long)i * _stride + _width] * _normal.Data[(long)i * _stride + _width];
        return columns.Length - explained;
    }

    /// <summary>A⁻¹ v with the matrix of the last call of <see cref="Solve"/>: the direction in which an item's score listens to the history.</summary>
    public void SolveAgain(float* v)
    {
        var row = _normal.Data;
        for (var k = 0; k < _width; k++, row += _stride)
        {
            v[k] *= row[k];
            Dense.AddScaled(-v[k], row + k + 1, v + k + 1, _width - k - 1);
        }

        for (var k = 0; k < _width; k++)
            _normal.Data[(long)k * _stride + _width + 1] = v[k];
        BackSubstitute(_normal.Data + _width + 1);
        new ReadOnlySpan<float>(_solution.Data, _width).CopyTo(new Span<float>(v, _width));
    }

    public void Dispose()
    {
        _panel.Dispose();
        _normal.Dispose();
        _solution.Dispose();
    }

    void Factor(float* factors, ReadOnlySpan<int> columns, float* weightedGram, float ridge)
    {
        for (var i = 0; i < _width; i++)
        {
            var row = _normal.Data + (long)i * _stride;
            new ReadOnlySpan<float>(weightedGram + (long)i * _width, _width).CopyTo(new Span<float>(row, _width));
            new Span<float>(row + _width, PanelGram.Granularity).Clear();
            row[i] += ridge;
        }

        var sum = _solution.Data;
        new Span<float>(sum, _width).Clear();
        for (var from = 0; from < columns.Length; from += PanelRows)
        {
            var some = columns.Slice(from, Math.Min(PanelRows, columns.Length - from));
            for (var p = 0; p < some.Length; p++)
            {
                var row = _panel.Data + (long)p * _width;
                new ReadOnlySpan<float>(factors + (long)some[p] * _width, _width).CopyTo(new Span<float>(row, _width));
                Dense.AddScaled(1, row, sum, _width);
            }

            PanelGram.Add(1, _panel.Data, _width, some.Length, 0, _width, _normal.Data, _stride);
        }

        for (var i = 0; i < _width; i++)
            _normal.Data[(long)i * _stride + _width] = sum[i];
        Cholesky.Factor(_normal.Data, _width, _stride, _stride);
    }

    /// <summary>Ux = z for the column z beside the matrix; the solution is filled from its end, the zeros before it letting every product take whole vectors.</summary>
    void BackSubstitute(float* z)
    {
        var x = _solution.Data;
        new Span<float>(x, _width).Clear();
        for (var k = _width - 1; k >= 0; k--)
        {
            var row = _normal.Data + (long)k * _stride;
            var from = (k + 1) / PanelGram.Granularity * PanelGram.Granularity;
            x[k] = (z[(long)k * _stride] - Dense.Dot(row + from, x + from, _width - from)) * row[k];
        }
    }
}
