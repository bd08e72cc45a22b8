namespace Marquee.Engine.Models.Neural.Layers;

/// <summary>The log loss of a yes or no under σ(x), −y ln σ(x) − (1 − y) ln(1 − σ(x)) (He et al. 2017, equation 7).</summary>
static class LogisticLoss
{
    public static double Of(float x, bool yes) => Math.Max(x, 0) - (yes ? x : 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    /// <summary>The slope by x: σ(x) − y.</summary>
    public static float Slope(float x, bool yes) => 1 / (1 + MathF.Exp(-x)) - (yes ? 1 : 0);
}
