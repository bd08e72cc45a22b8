using Marquee.Engine.Data;

namespace Marquee.Engine.Evaluation.Protocols;

/// <summary>
/// Global time split: everything before one moment is for training, everything from it on for testing. The one protocol without any look into the future, and
/// what an instance measures its models with on its own history (Meng et al. 2020, Exploring Data Splitting Strategies for the Evaluation of Recommendation Models).
/// </summary>
public static class GlobalTime
{
    /// <summary>Divides interactions that have times.</summary>
    /// <param name="all">What to divide.</param>
    /// <param name="trainShare">The share of the interactions that lies before the moment, between 0 and 1; interactions at the moment itself go to the test side.</param>
    /// <exception cref="UnsuitableDataException">There are no times, or all are equal.</exception>
    public static TrainTest Split(Interactions all, double trainShare)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trainShare);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(trainShare, 1);
        if (all.ByUser.Times is not { } times)
            throw new UnsuitableDataException("A time split needs timestamps, and these interactions have none.");
        var sorted = times.ToArray();
        Array.Sort(sorted);
        var moment = sorted[(int)(trainShare * sorted.Length)];
        if (moment == sorted[0])
            throw new UnsuitableDataException("A time split needs interactions at different times; too many of these share their first moment.");
        return TrainTest.Divide(all, entry => times[entry] >= moment);
    }
}
