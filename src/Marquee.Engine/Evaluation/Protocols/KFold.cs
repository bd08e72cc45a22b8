using Marquee.Engine.Data;

namespace Marquee.Engine.Evaluation.Protocols;

/// <summary>
/// Random k-fold: the interactions are shuffled and dealt into k parts of equal size, each of which is the test side once. The protocol of most published
/// rating errors; it lets models look into the future of the test side, so use <see cref="GlobalTime"/> to know what would happen in service.
/// </summary>
public static class KFold
{
    /// <summary>All k folds, one after another.</summary>
    /// <param name="all">What to divide.</param>
    /// <param name="folds">k, at least 2.</param>
    /// <param name="seed">Seeds the shuffle.</param>
    public static IEnumerable<TrainTest> Split(Interactions all, int folds, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var fold = new int[all.Count];
        for (var entry = 0; entry < fold.Length; entry++)
            fold[entry] = entry % folds;
        new Random(seed).Shuffle(fold);
        return Enumerable.Range(0, folds).Select(number => TrainTest.Divide(all, entry => fold[entry] == number));
    }
}
