using System.Numerics.Tensors;

namespace Marquee.Engine.Models.Neural.Layers;

/// <summary>y = max(0, x), in place.</summary>
static class Relu
{
    public static void Forward(Span<float> x) => TensorPrimitives.Max(x, 0, x);

    /// <summary>∂x = ∂y where y is positive, else 0; in place of ∂y.</summary>
    public static void Backward(ReadOnlySpan<float> y, Span<float> byY)
    {
        for (var n = 0; n < byY.Length; n++)
            byY[n] = y[n] > 0 ? byY[n] : 0;
    }
}
