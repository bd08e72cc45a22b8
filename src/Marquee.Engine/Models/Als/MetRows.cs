using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Als;

/// <summary>The rows y_j of Y that one row met, read where they lie: products with Y_S and its transpose in one pass, without copying.</summary>
/// <param name="factors">Y.</param>
/// <param name="met">Which rows of Y.</param>
/// <param name="count">How many.</param>
/// <param name="width">Floats in a row of Y.</param>
readonly unsafe struct MetRows(float* factors, int* met, int count, int width)
{
    /// <summary>How many rows ahead a row is asked for: some 20 nanoseconds of work, a visit to the third-level cache.</summary>
    const int Distance = 8;
    const int FloatsInLine = 16;

    /// <summary>Rows that stay in the second-level cache from one pass to the next: half of it.</summary>
    const int CachedFloats = 128 * 1024;

    readonly float* _factors = factors;
    readonly int* _met = met;
    readonly int _count = count;
    readonly int _width = width;

    /// <summary>Whether a pass finds in the cache what the last one read.</summary>
    bool AreCached => (long)_count * _width <= CachedFloats;

    /// <summary>pull += Σ e_j y_j with e_j = target − v·y_j; returns Σ e_j².</summary>
    /// <param name="target">What v·y_j should be.</param>
    /// <param name="v">A row of factors.</param>
    /// <param name="pull">A row of factors; null if only the errors matter.</param>
    /// <param name="again">Whether these rows have just been read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Add<L, V>(float target, float* v, float* pull, bool again) where L : struct, ILanes<V> where V : struct =>
        pull == null ? Errors<L, V>(target, v) : Pull<L, V>(target, v, pull, ahead: !again || !AreCached);

    /// <summary>Four rows at a time: their sums over lanes are taken together, and what they add to the pull waits for what is there only once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    double Pull<L, V>(float target, float* v, float* pull, bool ahead) where L : struct, ILanes<V> where V : struct
    {
        var factors = _factors;
        var met = _met;
        var (count, width) = (_count, _width);
        var squares = 0.0;
        var sums = stackalloc float[4];
        var p = 0;
        for (; p <= count - 4; p += 4)
        {
            float* r0 = factors + (long)met[p] * width, r1 = factors + (long)met[p + 1] * width, r2 = factors + (long)met[p + 2] * width, r3 = factors + (long)met[p + 3] * width;
            if (ahead && p + Distance + 4 <= count)
                for (var n = p + Distance; n < p + Distance + 4; n++)
                    Expect(factors + (long)met[n] * width, width);
            Products<L, V>(r0, r1, r2, r3, v, width, sums);
            float e0 = target - sums[0], e1 = target - sums[1], e2 = target - sums[2], e3 = target - sums[3];
            squares += e0 * e0 + e1 * e1 + (e2 * e2 + e3 * e3);
            V w0 = L.All(e0), w1 = L.All(e1), w2 = L.All(e2), w3 = L.All(e3);
            for (var i = 0; i < width; i += L.Count)
            {
                var half = L.MultiplyAdd(w1, L.Load(r1 + i), L.Multiply(w0, L.Load(r0 + i)));
                var other = L.MultiplyAdd(w3, L.Load(r3 + i), L.Multiply(w2, L.Load(r2 + i)));
                L.Store(pull + i, L.Add(L.Load(pull + i), L.Add(half, other)));
            }
        }

        for (; p < count; p++)
        {
            var row = factors + (long)met[p] * width;
            var error = target - Dense.Dot(row, v, width);
            squares += error * error;
            Dense.AddScaled(error, row, pull, width);
        }

        return squares;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    double Errors<L, V>(float target, float* v) where L : struct, ILanes<V> where V : struct
    {
        var factors = _factors;
        var met = _met;
        var (count, width) = (_count, _width);
        var squares = 0.0;
        var sums = stackalloc float[4];
        var p = 0;
        for (; p <= count - 4; p += 4)
        {
            Products<L, V>(factors + (long)met[p] * width, factors + (long)met[p + 1] * width, factors + (long)met[p + 2] * width, factors + (long)met[p + 3] * width, v, width, sums);
            float e0 = target - sums[0], e1 = target - sums[1], e2 = target - sums[2], e3 = target - sums[3];
            squares += e0 * e0 + e1 * e1 + (e2 * e2 + e3 * e3);
        }

        for (; p < count; p++)
        {
            var error = target - Dense.Dot(factors + (long)met[p] * width, v, width);
            squares += error * error;
        }

        return squares;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Products<L, V>(float* r0, float* r1, float* r2, float* r3, float* v, int width, float* sums) where L : struct, ILanes<V> where V : struct
    {
        V s0 = L.All(0), s1 = s0, s2 = s0, s3 = s0;
        for (var i = 0; i < width; i += L.Count)
        {
            var x = L.Load(v + i);
            s0 = L.MultiplyAdd(L.Load(r0 + i), x, s0);
            s1 = L.MultiplyAdd(L.Load(r1 + i), x, s1);
            s2 = L.MultiplyAdd(L.Load(r2 + i), x, s2);
            s3 = L.MultiplyAdd(L.Load(r3 + i), x, s3);
        }

        L.Sums(s0, s1, s2, s3, sums);
    }

    /// <summary>Asks for a row that will be read soon: which one it is is known to us and not to the processor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Expect(float* row, int width)
    {
        if (Sse.IsSupported)
            for (var i = 0; i < width; i += FloatsInLine)
                Sse.Prefetch0(row + i);
    }
}
