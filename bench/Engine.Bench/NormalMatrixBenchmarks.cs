using BenchmarkDotNet.Attributes;
using Marquee.Engine.Kernels;

namespace Marquee.Engine.Bench;

/// <summary>The normal matrix of one row of iALS, 200 interactions: adding the outer product of one row after another is the baseline.</summary>
[MemoryDiagnoser]
public unsafe class NormalMatrixBenchmarks
{
    const int Rows = 200;
    Slab _panel = null!, _matrix = null!;

    [Params(32, 64, 128)]
    public int Factors { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Simd.Force(Simd.Widest);
        (_panel, _matrix) = (Numbers.Slab(Rows * Factors, 1), Numbers.Slab(Factors * Factors, 2));
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _panel.Dispose();
        _matrix.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void RowByRow()
    {
        for (var row = 0; row < Rows; row++)
        {
            var y = _panel.Data + row * Factors;
            for (var i = 0; i < Factors; i++)
                Dense.AddScaled(1e-6f * y[i], y + i, _matrix.Data + i * Factors + i, Factors - i);
        }
    }

    [Benchmark]
    public void Panel() => PanelGram.Add(1e-6f, _panel.Data, Factors, Rows, 0, Factors, Factors, _matrix.Data, Factors);
}
