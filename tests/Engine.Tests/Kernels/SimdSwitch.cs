using Marquee.Engine.Kernels;

namespace Marquee.Engine.Tests.Kernels;

public sealed class SimdSwitch
{
    [Theory]
    [InlineData("512", SimdLevel.Vector512)]
    [InlineData("256", SimdLevel.Vector256)]
    [InlineData("scalar", SimdLevel.Scalar)]
    [InlineData(null, SimdLevel.Vector512)]
    [InlineData("nonsense", SimdLevel.Vector512)]
    public void The_environment_names_the_variant_and_the_processor_has_the_last_word(string? name, SimdLevel wanted) =>
        Assert.Equal(wanted < Simd.Widest ? wanted : Simd.Widest, Simd.FromEnvironment(name));
}
