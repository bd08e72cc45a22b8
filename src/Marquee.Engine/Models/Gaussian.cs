namespace Marquee.Engine.Models;

/// <summary>Normal numbers from a seeded generator.</summary>
static class Gaussian
{
    /// <summary>A normal number of mean 0 and deviation 1, by Box and Muller.</summary>
    public static double NextGaussian(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
