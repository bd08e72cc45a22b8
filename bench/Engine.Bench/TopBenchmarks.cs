using BenchmarkDotNet.Attributes;
using Marquee.Engine.Kernels;
using Marquee.Engine.Ranking;

namespace Marquee.Engine.Bench;

/// <summary>The ten best of 4,000 items for 600 people: scoring one person after another and choosing from the scores is the baseline.</summary>
[MemoryDiagnoser]
public unsafe class TopBenchmarks
{
    const int People = 600, Items = 4000, Factors = 64;
    float[] _people = [], _items = [], _scores = [];

    [GlobalSetup]
    public void Setup()
    {
        Simd.Force(Simd.Widest);
        (_people, _items, _scores) = (Numbers.Of(People * Factors, 1), Numbers.Of(Items * Factors, 2), new float[Items]);
    }

    [Benchmark(Baseline = true)]
    public int OneByOne()
    {
        var kept = 0;
        for (var person = 0; person < People; person++)
        {
            Dense.MatrixVector(_items, Factors, _people.AsSpan(person * Factors, Factors), _scores);
            kept += TopItems.Of(_scores, 10).Count;
        }

        return kept;
    }

    [Benchmark]
    public int Fused()
    {
        fixed (float* p = _people, i = _items)
            return ScoreTop.Rank(new MatrixView(p, People, Factors, Factors), new MatrixView(i, Items, Factors, Factors), 10, null, 1, default).Length;
    }
}
