using Marquee.Engine.Kernels;

namespace Marquee.Engine.Tests.Kernels;

public sealed class MeasuringTheMachine
{
    [Theory]
    [InlineData(SimdLevel.Scalar)]
    [InlineData(SimdLevel.Vector256)]
    [InlineData(SimdLevel.Vector512)]
    public void Peak_and_bandwidth_are_what_a_processor_of_this_century_does(SimdLevel level)
    {
        if (level > Simd.Widest)
            Assert.Skip("This processor is not as wide.");
        Assert.InRange(MachineLimits.PeakGflops(level), 0.01, 2000);
        Assert.InRange(MachineLimits.MemoryGigabytes(), 0.01, 2000);
    }

    [Fact]
    public void A_speed_is_also_a_share_of_the_peak() => Assert.Equal(0.5, new KernelSpeed("gemm", SimdLevel.Scalar, 1, 100, 200).Share);
}
