using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Marquee.Engine.Kernels;

namespace Marquee.Engine.Bench;

/// <summary>A dot product of two short rows: the framework's is the baseline.</summary>
[MemoryDiagnoser]
public class DotBenchmarks
{
    float[] _a = [], _b = [];

    [Params(64, 128, 1000)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Simd.Force(Simd.Widest);
        _a = Numbers.Of(Length, 1);
        _b = Numbers.Of(Length, 2);
    }

    [Benchmark(Baseline = true)]
    public float Framework() => TensorPrimitives.Dot<float>(_a, _b);

    [Benchmark]
    public float Ours() => Dense.Dot(_a, _b);
}
