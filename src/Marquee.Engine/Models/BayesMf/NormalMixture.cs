namespace Marquee.Engine.Models.BayesMf;

/// <summary>Normal distributions of equal weight.</summary>
static class NormalMixture
{
    /// <summary>Below which value that share of the mixture lies, by halving the interval that surely holds it.</summary>
    public static double Quantile((double Mean, double Variance)[] parts, double share)
    {
        var (low, high) = (parts.Min(p => p.Mean - 10 * Math.Sqrt(p.Variance)), parts.Max(p => p.Mean + 10 * Math.Sqrt(p.Variance)));
        for (var halving = 0; halving < 40; halving++)
        {
            var middle = (low + high) / 2;
            if (parts.Average(p => Below((middle - p.Mean) / Math.Sqrt(p.Variance))) < share)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
    }

    /// <summary>Φ(z), within 8e-8 (Abramowitz and Stegun 1964, 26.2.17).</summary>
    public static double Below(double z)
    {
        var t = 1 / (1 + 0.2316419 * Math.Abs(z));
        var tail = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z < 0 ? tail : 1 - tail;
    }
}
