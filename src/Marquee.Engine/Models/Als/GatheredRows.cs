using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Als;

/// <summary>The rows of Y that one row met, where they lie, and by how much the row misses each: x·y_j − 1.</summary>
/// <param name="factors">Y.</param>
/// <param name="met">Which rows of Y.</param>
/// <param name="count">How many.</param>
/// <param name="width">Floats in a row of Y.</param>
/// <param name="errors">x·y_j − 1 of each.</param>
readonly unsafe struct GatheredRows(float* factors, int* met, int count, int width, float* errors)
{
    /// <summary>How many rows ahead a row is asked for: some 60 nanoseconds of work.</summary>
    const int Distance = 8;
    const int FloatsInLine = 16;

    readonly float* _factors = factors;
    readonly int* _met = met;
    readonly int _width = width;

    public readonly int Count = count;

    public readonly float* Errors = errors;

    /// <summary>Begins with the errors of <paramref name="x"/> and returns the sum of their squares.</summary>
    public double Begin(float* x)
    {
        new Span<float>(Errors, Count).Fill(-1);
        Advance(0, Count, 0, _width, x);
        return Dense.Dot(Errors, Errors, Count);
    }

    /// <summary>Brings the errors of some rows up to date with a step taken on <paramref name="length"/> factors from <paramref name="from"/> on.</summary>
    public void Advance(int first, int rows, int from, int length, float* step)
    {
        switch (Simd.Level)
        {
            case SimdLevel.Vector512: Advance<Lanes512, Vector512<float>>(first, rows, from, length, step); break;
            case SimdLevel.Vector256: Advance<Lanes256, Vector256<float>>(first, rows, from, length, step); break;
            default: Advance<LanesScalar, float>(first, rows, from, length, step); break;
        }
    }

    /// <summary>Copies a block of columns of some rows into a panel, and adds (x·y_j − 1) y_jB to the gradient on the way.</summary>
    /// <param name="first">First of the rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="from">First column of the block.</param>
    /// <param name="block">Columns in the block.</param>
    /// <param name="panel">Receives the rows, one behind the other.</param>
    /// <param name="gradient">Of the block.</param>
    public void Gather(int first, int rows, int from, int block, float* panel, float* gradient)
    {
        switch (Simd.Level)
        {
            case SimdLevel.Vector512: Gather<Lanes512, Vector512<float>>(first, rows, from, block, panel, gradient); break;
            case SimdLevel.Vector256: Gather<Lanes256, Vector256<float>>(first, rows, from, block, panel, gradient); break;
            default: Gather<LanesScalar, float>(first, rows, from, block, panel, gradient); break;
        }
    }

    /// <summary>Four rows at a time: their sums over lanes are then taken together, in a third of the instructions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Advance<L, V>(int first, int rows, int from, int length, float* step) where L : struct, ILanes<V> where V : struct
    {
        var end = first + rows;
        var sums = stackalloc float[4];
        var p = first;
        for (; p <= end - 4; p += 4)
        {
            float* r0 = At(p, from), r1 = At(p + 1, from), r2 = At(p + 2, from), r3 = At(p + 3, from);
            for (var ahead = p + Distance; ahead < p + Distance + 4; ahead++)
                Ahead(ahead, from, length);
            V s0 = L.All(0), s1 = s0, s2 = s0, s3 = s0;
            for (var i = 0; i < length; i += L.Count)
            {
                var x = L.Load(step + i);
                s0 = L.MultiplyAdd(L.Load(r0 + i), x, s0);
                s1 = L.MultiplyAdd(L.Load(r1 + i), x, s1);
                s2 = L.MultiplyAdd(L.Load(r2 + i), x, s2);
                s3 = L.MultiplyAdd(L.Load(r3 + i), x, s3);
            }

            L.Sums(s0, s1, s2, s3, sums);
            for (var n = 0; n < 4; n++)
                Errors[p + n] += sums[n];
        }

        for (; p < end; p++)
            Errors[p] += Dense.Dot(At(p, from), step, length);
    }

    /// <summary>Two vectors of the block at a time: their part of the gradient then stays in registers for all rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Gather<L, V>(int first, int rows, int from, int block, float* panel, float* gradient) where L : struct, ILanes<V> where V : struct
    {
        for (var i = 0; i < block; i += 2 * L.Count)
        {
            // A block of an odd number of vectors does its last one twice over, and counts it once.
            var second = i + L.Count < block ? i + L.Count : i;
            V g0 = L.Load(gradient + i), g1 = L.Load(gradient + second);
            for (var p = 0; p < rows; p++)
            {
                Ahead(first + p + Distance, from + i, 2 * L.Count);
                var row = At(first + p, from);
                var error = L.All(Errors[first + p]);
                V y0 = L.Load(row + i), y1 = L.Load(row + second);
                L.Store(panel + (long)p * block + i, y0);
                L.Store(panel + (long)p * block + second, y1);
                g0 = L.MultiplyAdd(error, y0, g0);
                g1 = L.MultiplyAdd(error, y1, g1);
            }

            L.Store(gradient + second, g1);
            L.Store(gradient + i, g0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    float* At(int p, int column) => _factors + (long)_met[p] * _width + column;

    /// <summary>Asks for a stretch of a row that will be read soon: which one comes is known to us and not to the processor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Ahead(int p, int from, int length)
    {
        if (!Sse.IsSupported || p >= Count)
            return;
        var row = At(p, from);
        for (var i = 0; i < length; i += FloatsInLine)
            Sse.Prefetch0(row + i);
    }
}
