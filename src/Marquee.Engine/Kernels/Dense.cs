using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Marquee.Engine.Kernels;

/// <summary>Products of dense vectors. Tails shorter than a vector are taken one by one.</summary>
static unsafe class Dense
{
    /// <summary>Σ a_i b_i over the length of <paramref name="a"/>.</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(b.Length, a.Length);
        fixed (float* pa = a, pb = b)
            return Dot(pa, pb, a.Length);
    }

    /// <summary>y_i += factor · x_i over the length of <paramref name="x"/>.</summary>
    public static void AddScaled(float factor, ReadOnlySpan<float> x, Span<float> y)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, x.Length);
        fixed (float* px = x, py = y)
            AddScaled(factor, px, py, x.Length);
    }

    /// <summary>out_r = row_r · x for each row of a row-major matrix.</summary>
    public static void MatrixVector(ReadOnlySpan<float> matrix, int stride, ReadOnlySpan<float> x, Span<float> result)
    {
        if (result.IsEmpty)
            return;
        ArgumentOutOfRangeException.ThrowIfLessThan(matrix.Length, (result.Length - 1) * stride + x.Length);
        fixed (float* m = matrix, px = x)
            for (var row = 0; row < result.Length; row++)
                result[row] = Dot(m + (long)row * stride, px, x.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(float* a, float* b, int length) => Simd.Level switch
    {
        SimdLevel.Vector512 => Dot<Lanes512, Vector512<float>>(a, b, length),
        SimdLevel.Vector256 => Dot<Lanes256, Vector256<float>>(a, b, length),
        _ => Dot<LanesScalar, float>(a, b, length),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(float factor, float* x, float* y, int length)
    {
        switch (Simd.Level)
        {
            case SimdLevel.Vector512: AddScaled<Lanes512, Vector512<float>>(factor, x, y, length); break;
            case SimdLevel.Vector256: AddScaled<Lanes256, Vector256<float>>(factor, x, y, length); break;
            default: AddScaled<LanesScalar, float>(factor, x, y, length); break;
        }
    }

    /// <summary>y += Σ_r weights_r · row_r over the rows of a row-major matrix, y staying in registers for all of them.</summary>
    public static void AddRows(float* matrix, int stride, int rows, float* weights, float* y, int length)
    {
        switch (Simd.Level)
        {
            case SimdLevel.Vector512: AddRows<Lanes512, Vector512<float>>(matrix, stride, rows, weights, y, length); break;
            case SimdLevel.Vector256: AddRows<Lanes256, Vector256<float>>(matrix, stride, rows, weights, y, length); break;
            default: AddRows<LanesScalar, float>(matrix, stride, rows, weights, y, length); break;
        }
    }

    /// <summary>Turns two rows by an angle: (x, y) becomes (c x − s y, s x + c y).</summary>
    public static void Rotate(float* x, float* y, int length, float cosine, float sine)
    {
        switch (Simd.Level)
        {
            case SimdLevel.Vector512: Rotate<Lanes512, Vector512<float>>(x, y, length, cosine, sine); break;
            case SimdLevel.Vector256: Rotate<Lanes256, Vector256<float>>(x, y, length, cosine, sine); break;
            default: Rotate<LanesScalar, float>(x, y, length, cosine, sine); break;
        }
    }

    /// <summary>Four sums side by side: one alone would wait for each addition before the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static float Dot<L, V>(float* a, float* b, int length) where L : struct, ILanes<V> where V : struct
    {
        V s0 = L.All(0), s1 = s0, s2 = s0, s3 = s0;
        var i = 0;
        for (; i <= length - 4 * L.Count; i += 4 * L.Count)
        {
            s0 = L.MultiplyAdd(L.Load(a + i), L.Load(b + i), s0);
            s1 = L.MultiplyAdd(L.Load(a + i + L.Count), L.Load(b + i + L.Count), s1);
            s2 = L.MultiplyAdd(L.Load(a + i + 2 * L.Count), L.Load(b + i + 2 * L.Count), s2);
            s3 = L.MultiplyAdd(L.Load(a + i + 3 * L.Count), L.Load(b + i + 3 * L.Count), s3);
        }

        for (; i <= length - L.Count; i += L.Count)
            s0 = L.MultiplyAdd(L.Load(a + i), L.Load(b + i), s0);
        var sum = L.Sum(L.Add(L.Add(s0, s1), L.Add(s2, s3)));
        for (; i < length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void AddScaled<L, V>(float factor, float* x, float* y, int length) where L : struct, ILanes<V> where V : struct
    {
        var all = L.All(factor);
        var i = 0;
        for (; i <= length - L.Count; i += L.Count)
            L.Store(y + i, L.MultiplyAdd(all, L.Load(x + i), L.Load(y + i)));
        for (; i < length; i++)
            y[i] += factor * x[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Rotate<L, V>(float* x, float* y, int length, float cosine, float sine) where L : struct, ILanes<V> where V : struct
    {
        V c = L.All(cosine), s = L.All(sine), minus = L.All(-sine);
        var i = 0;
        for (; i <= length - L.Count; i += L.Count)
        {
            V a = L.Load(x + i), b = L.Load(y + i);
            L.Store(x + i, L.MultiplyAdd(minus, b, L.Multiply(c, a)));
            L.Store(y + i, L.MultiplyAdd(s, a, L.Multiply(c, b)));
        }

        for (; i < length; i++)
            (x[i], y[i]) = (cosine * x[i] - sine * y[i], sine * x[i] + cosine * y[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void AddRows<L, V>(float* matrix, int stride, int rows, float* weights, float* y, int length) where L : struct, ILanes<V> where V : struct
    {
        var i = 0;
        for (; i <= length - 4 * L.Count; i += 4 * L.Count)
        {
            V y0 = L.Load(y + i), y1 = L.Load(y + i + L.Count), y2 = L.Load(y + i + 2 * L.Count), y3 = L.Load(y + i + 3 * L.Count);
            var row = matrix + i;
            for (var r = 0; r < rows; r++, row += stride)
            {
                var weight = L.All(weights[r]);
                y0 = L.MultiplyAdd(weight, L.Load(row), y0);
                y1 = L.MultiplyAdd(weight, L.Load(row + L.Count), y1);
                y2 = L.MultiplyAdd(weight, L.Load(row + 2 * L.Count), y2);
                y3 = L.MultiplyAdd(weight, L.Load(row + 3 * L.Count), y3);
            }

            L.Store(y + i, y0);
            L.Store(y + i + L.Count, y1);
            L.Store(y + i + 2 * L.Count, y2);
            L.Store(y + i + 3 * L.Count, y3);
        }

        if (i < length)
            for (var r = 0; r < rows; r++)
                AddScaled<L, V>(weights[r], matrix + (long)r * stride + i, y + i, length - i);
    }
}
