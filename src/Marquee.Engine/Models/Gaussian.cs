namespace Marquee.Engine.Models;

/// <summary>Normal and gamma numbers from a seeded generator.</summary>
static class Gaussian
{
    /// <summary>A normal number of mean 0 and deviation 1, by Box and Muller.</summary>
    public static double NextGaussian(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>A gamma number of that shape (at least 1) and rate 1, by Marsaglia and Tsang 2000.</summary>
    public static double NextGamma(this Random random, double shape)
    {
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = random.NextGaussian();
            var v = Math.Pow(1 + c * x, 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < x * x / 2 + d - d * v + d * Math.Log(v))
                return d * v;
        }
    }
}
