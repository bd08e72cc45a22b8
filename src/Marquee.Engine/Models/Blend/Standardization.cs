namespace Marquee.Engine.Models.Blend;

/// <summary>Brings the scores of one model for one person to mean 0 and deviation 1 over all items, so that models can be added up. Equal scores all become 0.</summary>
readonly record struct Standardization(double Mean, double Scale)
{
    public static Standardization Of(ReadOnlySpan<float> scores)
    {
        if (scores.IsEmpty)
            return default;
        var mean = 0.0;
        foreach (var score in scores)
            mean += score;
        mean /= scores.Length;
        var variance = 0.0;
        foreach (var score in scores)
            variance += (score - mean) * (score - mean);
        var deviation = Math.Sqrt(variance / scores.Length);
        // Below this, differences are rounding: blowing them up would let noise speak.
        return new Standardization(mean, deviation <= 1e-7 * Math.Max(1e-7, Math.Abs(mean)) ? 0 : 1 / deviation);
    }

    public float Apply(float score) => (float)((score - Mean) * Scale);
}
