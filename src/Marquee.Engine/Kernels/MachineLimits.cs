using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Marquee.Engine.Kernels;

/// <summary>
/// What this machine can do at most, measured by plain loops that do nothing else: what a kernel's speed is a share of. A machine shared with others
/// changes from second to second, so measure the limit beside the kernel, several times, and compare best with best.
/// </summary>
public static unsafe class MachineLimits
{
    const int Steps = 200_000;
    const int Chains = 16;

    /// <summary>Multiply-adds of 32-bit floats, two operations each, in 10⁹ operations a second: all threads together.</summary>
    public static double PeakGflops(SimdLevel level, int threads = 1)
    {
        var lanes = 0;
        var clock = KernelClock.Start(threads);
        Crew.Run(threads, threads, _ => lanes = level switch
        {
            SimdLevel.Vector512 => Multiply<Lanes512, Vector512<float>>(Steps),
            SimdLevel.Vector256 => Multiply<Lanes256, Vector256<float>>(Steps),
            _ => Multiply<LanesScalar, float>(Steps),
        });
        return 2.0 * threads * Steps * Chains * lanes / clock.Seconds / 1e9;
    }

    /// <summary>Reading memory far larger than the caches, in 10⁹ bytes a second: all threads together.</summary>
    public static double MemoryGigabytes(int threads = 1)
    {
        const int length = 1 << 25;
        using var memory = Slab.Of(length);
        var data = memory.Data;
        new Span<float>(data, length).Fill(1);
        var part = length / threads / 64 * 64;
        var best = double.PositiveInfinity;
        for (var round = 0; round < 5; round++)
        {
            var watch = Stopwatch.StartNew();
            Crew.Run(threads, threads, thread => Dense.Dot(data + (long)thread * part, data + (long)thread * part, part));
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }

        return sizeof(float) * (double)part * threads / best / 1e9;
    }

    /// <summary>Sixteen chains of multiply-adds: enough that none waits for its own last result. Returns the lanes, having used the sums so that they are not left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Multiply<L, V>(int steps) where L : struct, ILanes<V> where V : struct
    {
        V x = L.All(0.999f), y = L.All(0.001f);
        V a0 = x, a1 = x, a2 = x, a3 = x, a4 = x, a5 = x, a6 = x, a7 = x, b0 = y, b1 = y, b2 = y, b3 = y, b4 = y, b5 = y, b6 = y, b7 = y;
        for (; steps > 0; steps--)
        {
            a0 = L.MultiplyAdd(a0, x, y);
            a1 = L.MultiplyAdd(a1, x, y);
            a2 = L.MultiplyAdd(a2, x, y);
            a3 = L.MultiplyAdd(a3, x, y);
            a4 = L.MultiplyAdd(a4, x, y);
            a5 = L.MultiplyAdd(a5, x, y);
            a6 = L.MultiplyAdd(a6, x, y);
            a7 = L.MultiplyAdd(a7, x, y);
            b0 = L.MultiplyAdd(b0, x, y);
            b1 = L.MultiplyAdd(b1, x, y);
            b2 = L.MultiplyAdd(b2, x, y);
            b3 = L.MultiplyAdd(b3, x, y);
            b4 = L.MultiplyAdd(b4, x, y);
            b5 = L.MultiplyAdd(b5, x, y);
            b6 = L.MultiplyAdd(b6, x, y);
            b7 = L.MultiplyAdd(b7, x, y);
        }

        var a = L.Add(L.Add(L.Add(a0, a1), L.Add(a2, a3)), L.Add(L.Add(a4, a5), L.Add(a6, a7)));
        var b = L.Add(L.Add(L.Add(b0, b1), L.Add(b2, b3)), L.Add(L.Add(b4, b5), L.Add(b6, b7)));
        return float.IsNaN(L.Sum(L.Add(a, b))) ? 0 : L.Count;
    }
}
