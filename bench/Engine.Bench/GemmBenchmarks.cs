using BenchmarkDotNet.Attributes;
using Marquee.Engine.Kernels;

namespace Marquee.Engine.Bench;

/// <summary>A square product in each variant on one thread: loops in the order i, k, j are the baseline, which the compiler leaves as they are.</summary>
[MemoryDiagnoser]
public unsafe class GemmBenchmarks
{
    const int N = 512;
    Slab _a = null!, _b = null!, _c = null!;

    [GlobalSetup]
    public void Setup() => (_a, _b, _c) = (Numbers.Slab(N * N, 1), Numbers.Slab(N * N, 2), Numbers.Slab(N * N, 3));

    [GlobalCleanup]
    public void Cleanup()
    {
        _a.Dispose();
        _b.Dispose();
        _c.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Loops()
    {
        float* a = _a.Data, b = _b.Data, c = _c.Data;
        for (var i = 0; i < N; i++)
            for (var k = 0; k < N; k++)
                for (var j = 0; j < N; j++)
                    c[i * N + j] += 1e-6f * a[i * N + k] * b[k * N + j];
    }

    [Benchmark]
    [Arguments(SimdLevel.Scalar)]
    [Arguments(SimdLevel.Vector256)]
    [Arguments(SimdLevel.Vector512)]
    public void Gemm(SimdLevel variant)
    {
        Simd.Force(variant);
        Kernels.Gemm.Add(1e-6f, View(_a), View(_b), View(_c));
    }

    [Benchmark]
    [Arguments(SimdLevel.Scalar)]
    [Arguments(SimdLevel.Vector256)]
    [Arguments(SimdLevel.Vector512)]
    public void Syrk(SimdLevel variant)
    {
        Simd.Force(variant);
        Kernels.Gemm.AddUpper(1e-6f, View(_a).Transposed, View(_a), View(_c));
    }

    static MatrixView View(Slab slab) => new(slab.Data, N, N, N);
}
