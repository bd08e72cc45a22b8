namespace Marquee.Engine.Evaluation.Significance;

/// <summary>
/// Two models measured on the same people. Pairing takes the difference between easy and hard people out of the comparison, which is most of the noise.
/// </summary>
/// <param name="Difference">First minus second, with its 95 % paired bootstrap interval.</param>
/// <param name="PValue">
/// How often a difference at least as large, either way, arises when each person's two results are swapped at random: the two-sided paired permutation test
/// (Good 2005, Permutation, Parametric and Bootstrap Tests of Hypotheses, section 3.7). Between 1/(rounds + 1) and 1.
/// </param>
public sealed record PairedComparison(Interval Difference, double PValue)
{
    /// <summary>Compares two measurements of the same people in the same order.</summary>
    /// <exception cref="ArgumentException">They are not of equally many people.</exception>
    public static PairedComparison Of(PeopleSample first, PeopleSample second, int seed, int rounds = 2_000)
    {
        if (first.Sums.Length != second.Sums.Length || first.IsRoot != second.IsRoot)
            throw new ArgumentException("Only measurements of the same people can be compared in pairs.", nameof(second));
        var difference = first.Value - second.Value;
        return new PairedComparison(
            Interval.Around(difference, Resample(first, second, seed, rounds)),
            (1.0 + Swap(first, second, seed, rounds).Count(swapped => Math.Abs(swapped) >= Math.Abs(difference) - 1e-12)) / (rounds + 1));
    }

    /// <summary>The difference on people drawn with replacement.</summary>
    static double[] Resample(PeopleSample first, PeopleSample second, int seed, int rounds)
    {
        var random = new Random(seed);
        var found = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            double firstSum = 0, firstWeight = 0, secondSum = 0, secondWeight = 0;
            for (var draw = 0; draw < first.Sums.Length; draw++)
            {
                var person = random.Next(first.Sums.Length);
                firstSum += first.Sums[person];
                firstWeight += first.Weights[person];
                secondSum += second.Sums[person];
                secondWeight += second.Weights[person];
            }

            found[round] = first.Finish(firstSum, firstWeight) - second.Finish(secondSum, secondWeight);
        }

        return found;
    }

    /// <summary>The difference with each person's results swapped by the toss of a coin.</summary>
    static double[] Swap(PeopleSample first, PeopleSample second, int seed, int rounds)
    {
        var random = new Random(unchecked(seed + 1));
        var found = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            double firstSum = 0, firstWeight = 0, secondSum = 0, secondWeight = 0;
            for (var person = 0; person < first.Sums.Length; person++)
            {
                var (one, other) = random.Next(2) == 0 ? (first, second) : (second, first);
                firstSum += one.Sums[person];
                firstWeight += one.Weights[person];
                secondSum += other.Sums[person];
                secondWeight += other.Weights[person];
            }

            found[round] = first.Finish(firstSum, firstWeight) - second.Finish(secondSum, secondWeight);
        }

        return found;
    }
}
