namespace Marquee.Engine.Evaluation.Significance;

/// <summary>A measured number with the range that the sample of people leaves open.</summary>
/// <param name="Value">The number on the sample.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public readonly record struct Interval(double Value, double Low, double High)
{
    /// <summary>
    /// The 95 % percentile bootstrap interval: people are drawn with replacement, as many as there are, again and again; 2.5 % of the numbers so found lie below
    /// <see cref="Low"/> and as many above <see cref="High"/> (Efron and Tibshirani 1993, An Introduction to the Bootstrap, section 13.3).
    /// </summary>
    public static Interval Of(PeopleSample sample, int seed, int resamples = 2_000)
    {
        var found = new double[resamples];
        var random = new Random(seed);
        for (var round = 0; round < resamples; round++)
        {
            double sum = 0, weight = 0;
            for (var draw = 0; draw < sample.Sums.Length; draw++)
            {
                var person = random.Next(sample.Sums.Length);
                sum += sample.Sums[person];
                weight += sample.Weights[person];
            }

            found[round] = sample.Finish(sum, weight);
        }

        return Around(sample.Value, found);
    }

    internal static Interval Around(double value, double[] found)
    {
        Array.Sort(found);
        return new Interval(value, found[(int)(0.025 * (found.Length - 1))], found[(int)Math.Ceiling(0.975 * (found.Length - 1))]);
    }
}
