using System.Numerics.Tensors;

namespace Marquee.Engine.Models.Neural.Layers;

/// <summary>y = tanh x, in place.</summary>
static class Tanh
{
    public static void Forward(Span<float> x) => TensorPrimitives.Tanh(x, x);

    /// <summary>∂x = ∂y (1 − y²), in place of ∂y.</summary>
    public static void Backward(ReadOnlySpan<float> y, Span<float> byY)
    {
        for (var n = 0; n < byY.Length; n++)
            byY[n] *= 1 - y[n] * y[n];
    }
}
