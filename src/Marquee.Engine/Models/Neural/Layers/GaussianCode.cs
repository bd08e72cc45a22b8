namespace Marquee.Engine.Models.Neural.Layers;

/// <summary>
/// A code drawn from the normal distribution that an encoder names by mean and log variance, z = μ + e^(½ log σ²) ε, and its divergence from the standard
/// normal, KL = ½ Σ (μ² + σ² − 1 − log σ²) (Kingma and Welling 2014, section 2.4 and appendix B). A row of the encoder's answer is μ, then log σ².
/// </summary>
static class GaussianCode
{
    /// <summary>Log variances stay within ± this; beyond it the gradient is 0. e^10 is far from any code that is of use.</summary>
    const float Widest = 10;

    /// <summary>Writes z and gives KL.</summary>
    public static double Forward(ReadOnlySpan<float> code, ReadOnlySpan<float> noise, Span<float> z)
    {
        var divergence = 0.0;
        for (var n = 0; n < z.Length; n++)
        {
            var (mean, log) = (code[n], Math.Clamp(code[z.Length + n], -Widest, Widest));
            var deviation = MathF.Exp(0.5f * log);
            z[n] = mean + deviation * noise[n];
            divergence += 0.5 * (mean * mean + deviation * deviation - 1 - log);
        }

        return divergence;
    }

    /// <summary>The gradient of loss + β KL by the encoder's answer: by μ it is ∂z + β μ, by log σ² ½ (∂z σ ε + β (σ² − 1)).</summary>
    public static void Backward(ReadOnlySpan<float> code, ReadOnlySpan<float> noise, ReadOnlySpan<float> byZ, float beta, Span<float> byCode)
    {
        for (var n = 0; n < byZ.Length; n++)
        {
            var (mean, log) = (code[n], code[byZ.Length + n]);
            var deviation = MathF.Exp(0.5f * log);
            byCode[n] = byZ[n] + beta * mean;
            byCode[byZ.Length + n] = Math.Abs(log) > Widest ? 0 : 0.5f * (byZ[n] * deviation * noise[n] + beta * (deviation * deviation - 1));
        }
    }
}
