using Marquee.Engine.Kernels;

namespace Marquee.Engine.Tests.Kernels;

/// <summary>Tests that force a variant run alone: the switch belongs to the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ForcedVariant
{
    public const string Name = "Forced variant";

    /// <summary>Every variant this processor runs; one it lacks would silently be another.</summary>
    public static TheoryData<SimdLevel> Levels => [.. Enum.GetValues<SimdLevel>().Where(level => level <= Simd.Widest)];

    internal static void With(SimdLevel level, Action test)
    {
        var before = Simd.Level;
        Simd.Force(level);
        try
        {
            test();
        }
        finally
        {
            Simd.Force(before);
        }
    }

    /// <summary>Numbers in −1 … 1.</summary>
    internal static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(2 * random.NextDouble() - 1))];
    }

    /// <summary>A sum of n products of numbers up to 1 may be off by a rounding of each of its n steps: 1e-6 a step is allowed.</summary>
    internal static void Close(double expected, float actual, int terms) => Assert.InRange(actual - expected, -1e-6 * (terms + 4), 1e-6 * (terms + 4));
}
