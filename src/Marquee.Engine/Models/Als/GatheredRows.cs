using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Als;

/// <summary>The rows of Y that one row met, where they lie, and what the row now predicts for each.</summary>
/// <param name="factors">Y.</param>
/// <param name="met">Which rows of Y.</param>
/// <param name="count">How many.</param>
/// <param name="width">Floats in a row of Y.</param>
/// <param name="predictions">x·y_j of each.</param>
readonly unsafe struct GatheredRows(float* factors, int* met, int count, int width, float* predictions)
{
    readonly float* _factors = factors;
    readonly int* _met = met;
    readonly int _width = width;

    public readonly int Count = count;

    public readonly float* Predictions = predictions;

    /// <summary>Predicts with <paramref name="x"/> and returns Σ (x·y_j − 1)².</summary>
    public double Predict(float* x) => Simd.Level switch
    {
        SimdLevel.Vector512 => Predict<Lanes512, Vector512<float>>(x),
        SimdLevel.Vector256 => Predict<Lanes256, Vector256<float>>(x),
        _ => Predict<LanesScalar, float>(x),
    };

    /// <summary>
    /// Copies a block of columns of some rows into a panel and adds (x·y_j − 1) y_jB to the gradient on the way. When a step was taken on the block before,
    /// the predictions are first brought up to date with it: the rows pass through the cache once for both.
    /// </summary>
    /// <param name="first">First of the rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="from">First column of the block.</param>
    /// <param name="block">Columns in the block.</param>
    /// <param name="step">The step on the block that ends at <paramref name="from"/>, or null.</param>
    /// <param name="panel">Receives the rows, one behind the other.</param>
    /// <param name="gradient">Of the block.</param>
    public void Gather(int first, int rows, int from, int block, float* step, float* panel, float* gradient)
    {
        switch (Simd.Level)
        {
            case SimdLevel.Vector512: Gather<Lanes512, Vector512<float>>(first, rows, from, block, step, panel, gradient); break;
            case SimdLevel.Vector256: Gather<Lanes256, Vector256<float>>(first, rows, from, block, step, panel, gradient); break;
            default: Gather<LanesScalar, float>(first, rows, from, block, step, panel, gradient); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    double Predict<L, V>(float* x) where L : struct, ILanes<V> where V : struct
    {
        var sum = 0.0;
        for (var p = 0; p < Count; p++)
        {
            var row = _factors + (long)_met[p] * _width;
            V even = L.All(0), odd = even;
            var i = 0;
            for (; i + L.Count < _width; i += 2 * L.Count)
            {
                even = L.MultiplyAdd(L.Load(row + i), L.Load(x + i), even);
                odd = L.MultiplyAdd(L.Load(row + i + L.Count), L.Load(x + i + L.Count), odd);
            }

            if (i < _width)
                even = L.MultiplyAdd(L.Load(row + i), L.Load(x + i), even);
            var prediction = L.Sum(L.Add(even, odd));
            Predictions[p] = prediction;
            sum += (double)(prediction - 1) * (prediction - 1);
        }

        return sum;
    }

    /// <summary>Two vectors of the block at a time: their part of the gradient then stays in registers for all rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Gather<L, V>(int first, int rows, int from, int block, float* step, float* panel, float* gradient) where L : struct, ILanes<V> where V : struct
    {
        for (var i = 0; i < block; i += 2 * L.Count, step = null)
        {
            // A block of an odd number of vectors does its last one twice over, and counts it once.
            var second = i + L.Count < block ? i + L.Count : i;
            V g0 = L.Load(gradient + i), g1 = L.Load(gradient + second);
            for (var p = 0; p < rows; p++)
            {
                var row = _factors + (long)_met[first + p] * _width + from;
                if (step != null)
                    Predictions[first + p] += Change<L, V>(row - block, step, block);
                var error = L.All(Predictions[first + p] - 1);
                V y0 = L.Load(row + i), y1 = L.Load(row + second);
                L.Store(panel + (long)p * block + i, y0);
                L.Store(panel + (long)p * block + second, y1);
                g0 = L.MultiplyAdd(error, y0, g0);
                g1 = L.MultiplyAdd(error, y1, g1);
            }

            L.Store(gradient + i, g0);
            L.Store(gradient + second, g1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float Change<L, V>(float* row, float* step, int block) where L : struct, ILanes<V> where V : struct
    {
        var change = L.All(0);
        for (var i = 0; i < block; i += L.Count)
            change = L.MultiplyAdd(L.Load(row + i), L.Load(step + i), change);
        return L.Sum(change);
    }
}
