using Marquee.Engine.Kernels;

namespace Marquee.Engine.Bench;

/// <summary>Numbers in −½ … ½ from a seed.</summary>
static unsafe class Numbers
{
    public static float[] Of(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    internal static Slab Slab(int count, int seed)
    {
        var slab = Kernels.Slab.Of(count);
        Of(count, seed).CopyTo(new Span<float>(slab.Data, count));
        return slab;
    }
}
