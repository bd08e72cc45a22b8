using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Als;

/// <summary>
/// Improves one row of implicit least squares: the x that minimises L = Σ_S (x·y_j − 1)² + α₀ Σ (x·y_j)² + r‖x‖² (Hu, Koren and Volinsky 2008, equation 3).
/// The factors are taken a block at a time, the others staying as they are (iALS++, Rendle et al. 2021, algorithm 2): a Newton step on the block,
/// x_B −= H⁻¹ g with H = Σ_S y_jB y_jBᵀ + α₀ (YᵀY)_BB + rI and g = Σ_S (x·y_j − 1) y_jB + α₀ (YᵀY x)_B + r x_B. A block as wide as the row is the exact solution.
/// Holds the scratch of one thread.
/// </summary>
sealed unsafe class AlsSolver : IAlsRowSolver
{
    /// <summary>Floats of the panel the gathered rows are multiplied from: 32 KB, two thirds of the first-level cache.</summary>
    const int PanelLength = 8192;

    readonly int _width;
    readonly int _block;
    readonly int _stride;
    readonly int _panelRows;
    readonly Slab _panel;
    readonly Slab _normal;
    readonly Slab _vectors;
    readonly float* _gradient;
    readonly float* _step;
    readonly float* _gramX;
    float[] _errors = [];

    /// <param name="width">Floats in a row of factors, a multiple of 16; those beyond the factors are zero.</param>
    /// <param name="block">Factors solved for at a time, a multiple of 16 that divides the width.</param>
    public AlsSolver(int width, int block)
    {
        (_width, _block) = (width, block);
        // Behind the normal matrix stand sixteen columns, the first of which is the right-hand side: factoring solves the first triangle on its way.
        _stride = block + PanelGram.Granularity;
        _panelRows = Math.Max(16, PanelLength / block);
        _panel = Slab.Of(_panelRows * block);
        _normal = Slab.Of(_stride * block);
        _vectors = Slab.Of(3 * width);
        _gradient = _vectors.Data;
        _step = _gradient + width;
        _gramX = _step + width;
    }

    public AlsSolver(int width) : this(width, width)
    {
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Solve(float* factors, ReadOnlySpan<int> columns, float* weightedGram, float ridge, float* x)
    {
        if (columns.IsEmpty)
        {
            new Span<float>(x, _width).Clear();
            return 0;
        }

        if (_errors.Length < columns.Length)
            _errors = new float[columns.Length + columns.Length / 2];
        fixed (int* met = columns)
        fixed (float* errors = _errors)
        {
            var rows = new GatheredRows(factors, met, columns.Length, _width, errors);
            var least = Begin(rows, weightedGram, ridge, x);
            for (var from = 0; from < _width; from += _block)
                least -= Step(rows, weightedGram, ridge, x, from);
            return least;
        }
    }

    /// <summary>A⁻¹ v with the matrix of the last call of <see cref="Solve"/>, for a block as wide as the row: the direction in which a score listens to the history.</summary>
    public void SolveAgain(float* v) => Cholesky.Solve(_normal.Data, _width, _stride, v);

    public void Dispose()
    {
        _panel.Dispose();
        _normal.Dispose();
        _vectors.Dispose();
    }

    /// <summary>L before the first step, with the error of every j and α₀ YᵀY x kept for the steps. The exact solution needs no start: it begins at zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    double Begin(GatheredRows rows, float* weightedGram, float ridge, float* x)
    {
        new Span<float>(_gramX, _width).Clear();
        if (_block == _width)
        {
            new Span<float>(x, _width).Clear();
            new Span<float>(rows.Errors, rows.Count).Fill(-1);
            return rows.Count;
        }

        Dense.AddRows(weightedGram, _width, _width, x, _gramX, _width);
        return rows.Begin(x) + Dense.Dot(_gramX, x, _width) + ridge * Dense.Dot(x, x, _width);
    }

    /// <summary>The Newton step on the block that begins at <paramref name="from"/>; returns by how much L fell, gᵀH⁻¹g = ‖U⁻ᵀg‖².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    double Step(GatheredRows rows, float* weightedGram, float ridge, float* x, int from)
    {
        Prepare(weightedGram, ridge, x, from);
        for (var first = 0; first < rows.Count; first += _panelRows)
        {
            var count = Math.Min(_panelRows, rows.Count - first);
            if (from > 0)
                rows.Advance(first, count, from - _block, _block, _step);
            rows.Gather(first, count, from, _block, _panel.Data, _gradient);
            PanelGram.Add(1, _panel.Data, _block, count, 0, _block, _block, _normal.Data, _stride);
        }

        var z = _normal.Data + _block;
        for (var i = 0; i < _block; i++)
            z[(long)i * _stride] = -_gradient[i];

        Cholesky.Factor(_normal.Data, _block, _stride, _stride);
        Cholesky.BackSubstitute(_normal.Data, _block, _stride, z, _stride, _step);

        var fall = 0.0;
        for (var i = 0; i < _block; i++)
        {
            fall += (double)z[(long)i * _stride] * z[(long)i * _stride];
            x[from + i] += _step[i];
        }

        // Only the blocks that are still to come read it.
        var next = from + _block;
        Dense.AddRows(weightedGram + (long)from * _width + next, _width, _block, _step, _gramX + next, _width - next);

        return fall;
    }

    void Prepare(float* weightedGram, float ridge, float* x, int from)
    {
        switch (Simd.Level)
        {
            case SimdLevel.Vector512: Prepare<Lanes512, Vector512<float>>(weightedGram, ridge, x, from); break;
            case SimdLevel.Vector256: Prepare<Lanes256, Vector256<float>>(weightedGram, ridge, x, from); break;
            default: Prepare<LanesScalar, float>(weightedGram, ridge, x, from); break;
        }
    }

    /// <summary>What does not depend on the interactions: H = α₀ (YᵀY)_BB + rI with zeros beside it, g = α₀ (YᵀY x)_B + r x_B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Prepare<L, V>(float* weightedGram, float ridge, float* x, int from) where L : struct, ILanes<V> where V : struct
    {
        var zero = L.All(0);
        for (var i = 0; i < _block; i++)
        {
            var row = _normal.Data + (long)i * _stride;
            var gram = weightedGram + (long)(from + i) * _width + from;
            for (var j = i / L.Count * L.Count; j < _block; j += L.Count)
                L.Store(row + j, L.Load(gram + j));
            for (var j = _block; j < _stride; j += L.Count)
                L.Store(row + j, zero);
            row[i] += ridge;
        }

        var shrink = L.All(ridge);
        for (var i = 0; i < _block; i += L.Count)
            L.Store(_gradient + i, L.MultiplyAdd(shrink, L.Load(x + from + i), L.Load(_gramX + from + i)));
    }
}
