using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Marquee.Engine.Kernels;

/// <summary>How many 32-bit floats a kernel works on at a time.</summary>
public enum SimdLevel
{
    /// <summary>One: plain code for any processor, and the reference for the others.</summary>
    Scalar,

    /// <summary>Eight: AVX2 with fused multiply-add.</summary>
    Vector256,

    /// <summary>Sixteen: AVX-512.</summary>
    Vector512,
}

/// <summary>
/// Which variant of the kernels runs. The widest the processor has, unless the environment variable <c>MARQUEE_KERNELS</c>
/// (<c>512</c>, <c>256</c> or <c>scalar</c>) or <see cref="Force"/> names another. Variants differ in the last bits of a result:
/// a sum is taken in another order.
/// </summary>
public static class Simd
{
    /// <summary>The widest variant this processor runs.</summary>
    public static SimdLevel Widest { get; } =
        Vector512.IsHardwareAccelerated && Avx512F.IsSupported ? SimdLevel.Vector512
        : Vector256.IsHardwareAccelerated && Fma.IsSupported ? SimdLevel.Vector256
        : SimdLevel.Scalar;

    /// <summary>The variant in use.</summary>
    public static SimdLevel Level { get; private set; } = FromEnvironment(Environment.GetEnvironmentVariable("MARQUEE_KERNELS"));

    /// <summary>Uses this variant from now on, in the whole process; for tests and benchmarks. One the processor lacks becomes the widest it has.</summary>
    public static void Force(SimdLevel level) => Level = level < Widest ? level : Widest;

    internal static SimdLevel FromEnvironment(string? name)
    {
        var wanted = name switch
        {
            "256" => SimdLevel.Vector256,
            "scalar" => SimdLevel.Scalar,
            _ => SimdLevel.Vector512,
        };
        return wanted < Widest ? wanted : Widest;
    }
}
