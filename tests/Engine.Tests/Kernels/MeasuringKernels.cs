using Marquee.Engine.Kernels;

namespace Marquee.Engine.Tests.Kernels;

/// <summary>What <c>marquee bench kernels</c> measures with, on more threads than one.</summary>
[Collection(ForcedVariant.Name)]
public sealed class MeasuringKernels
{
    [Fact]
    public void Every_kernel_is_measured_on_one_thread_and_the_threaded_ones_on_two()
    {
        // The first variant is enough: what is measured on two threads must still be there after one.
        var speeds = KernelSpeeds.Measure(threads: 2, TestContext.Current.CancellationToken).TakeWhile(speed => speed.Variant == Simd.Widest).Select(speed => (speed.Kernel, speed.Threads)).ToList();

        Assert.Contains(speeds, speed => speed.Kernel.StartsWith("gemm", StringComparison.Ordinal) && speed.Threads == 2);
        Assert.Equal(speeds.Count, speeds.Distinct().Count());
    }
}
