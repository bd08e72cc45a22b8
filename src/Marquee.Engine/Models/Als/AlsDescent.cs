using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Als;

/// <summary>
/// Improves a row by a few steps of conjugate gradients (Hestenes and Stiefel 1952; for implicit feedback Takács, Pilászy and Tikk 2011) from where it stood. The factors stand in the basis
/// in which α₀ YᵀY is diagonal (<see cref="GramBasis"/>), so that D = α₀ YᵀY + rI, which is most of the normal matrix D + Σ_S y_j y_jᵀ, is a vector: it costs nothing to multiply with and,
/// as preconditioner, nothing to divide by. What is left is reading the rows that were met once a step.
/// </summary>
sealed unsafe class AlsDescent : IAlsRowSolver
{
    /// <summary>A slope this small beside the first is rounding: the row is solved, and there are no more directions to find.</summary>
    const double Converged = 1e-12;

    /// <summary>Below this a slope is on its way out of what a float can hold.</summary>
    const double Flat = 1e-30;

    readonly int _width;
    readonly int _steps;
    readonly Slab _vectors;
    readonly float* _residual;
    readonly float* _direction;
    readonly float* _product;
    readonly float* _diagonal;

    /// <param name="width">Floats in a row of factors, a multiple of 16; those beyond the factors are zero.</param>
    /// <param name="steps">Steps to take for a row.</param>
    public AlsDescent(int width, int steps)
    {
        (_width, _steps) = (width, steps);
        _vectors = Slab.Of(4 * width);
        _residual = _vectors.Data;
        _direction = _residual + width;
        _product = _direction + width;
        _diagonal = _product + width;
    }

    /// <inheritdoc />
    public double Solve(float* factors, ReadOnlySpan<int> columns, float* weightedGram, float ridge, float* x)
    {
        if (columns.IsEmpty)
        {
            new Span<float>(x, _width).Clear();
            return 0;
        }

        fixed (int* met = columns)
        {
            var rows = new MetRows(factors, met, columns.Length, _width);
            return Simd.Level switch
            {
                SimdLevel.Vector512 => Descend<Lanes512, Vector512<float>>(rows, weightedGram, ridge, x),
                SimdLevel.Vector256 => Descend<Lanes256, Vector256<float>>(rows, weightedGram, ridge, x),
                _ => Descend<LanesScalar, float>(rows, weightedGram, ridge, x),
            };
        }
    }

    public void Dispose() => _vectors.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    double Descend<L, V>(MetRows rows, float* gram, float ridge, float* x) where L : struct, ILanes<V> where V : struct
    {
        new Span<float>(_residual, _width).Clear();
        var least = rows.Add<L, V>(1, x, _residual, again: false);
        var (height, slope) = Begin<L, V>(gram, ridge, x);
        least += height;

        for (var (step, enough) = (1, Math.Max(Flat, Converged * slope)); slope > enough; step++)
        {
            var final = step == _steps;
            new Span<float>(_product, _width).Clear();
            var curve = rows.Add<L, V>(0, _direction, final ? null : _product, again: true) + Curve<L, V>();
            var length = (float)(slope / curve);
            least -= length * slope;
            Dense.AddScaled(length, _direction, x, _width);
            if (final)
                break;
            slope = Turn<L, V>(length, slope);
        }

        return least;
    }

    /// <summary>With the pull of the rows in the residual: g = b − Ax = Σ_S (1 − x·y_j) y_j − Dx, the first direction D⁻¹g, and its slope gᵀD⁻¹g. Also returns xᵀDx.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    (double Height, double Slope) Begin<L, V>(float* gram, float ridge, float* x) where L : struct, ILanes<V> where V : struct
    {
        V r = L.All(ridge), minus = L.All(-1), height = L.All(0), slope = height;
        for (var i = 0; i < _width; i += L.Count)
        {
            var d = L.Add(L.Load(gram + i), r);
            L.Store(_diagonal + i, d);
            var own = L.Multiply(d, L.Load(x + i));
            height = L.MultiplyAdd(own, L.Load(x + i), height);
            var g = L.MultiplyAdd(minus, own, L.Load(_residual + i));
            L.Store(_residual + i, g);
            var z = L.Divide(g, d);
            L.Store(_direction + i, z);
            slope = L.MultiplyAdd(g, z, slope);
        }

        return (L.Sum(height), L.Sum(slope));
    }

    /// <summary>pᵀDp for the direction p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    double Curve<L, V>() where L : struct, ILanes<V> where V : struct
    {
        var curve = L.All(0);
        for (var i = 0; i < _width; i += L.Count)
        {
            var p = L.Load(_direction + i);
            curve = L.MultiplyAdd(L.Multiply(L.Load(_diagonal + i), p), p, curve);
        }

        return L.Sum(curve);
    }

    /// <summary>After a step: g −= length · Ap, the product holding −Y_SᵀY_S p; the next direction is D⁻¹g made conjugate to the last. Returns its slope.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    double Turn<L, V>(float length, double slope) where L : struct, ILanes<V> where V : struct
    {
        V by = L.All(length), minus = L.All(-1), next = L.All(0);
        for (var i = 0; i < _width; i += L.Count)
        {
            var d = L.Load(_diagonal + i);
            var ap = L.MultiplyAdd(d, L.Multiply(minus, L.Load(_direction + i)), L.Load(_product + i));
            var g = L.MultiplyAdd(by, ap, L.Load(_residual + i));
            L.Store(_residual + i, g);
            var z = L.Divide(g, d);
            L.Store(_product + i, z);
            next = L.MultiplyAdd(g, z, next);
        }

        var after = L.Sum(next);
        var keep = L.All((float)(after / slope));
        for (var i = 0; i < _width; i += L.Count)
            L.Store(_direction + i, L.MultiplyAdd(keep, L.Load(_direction + i), L.Load(_product + i)));
        return after;
    }
}
