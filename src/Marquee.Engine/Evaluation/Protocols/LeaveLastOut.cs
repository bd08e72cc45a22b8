using System.Numerics.Tensors;
using Marquee.Engine.Data;

namespace Marquee.Engine.Evaluation.Protocols;

/// <summary>
/// Leave last out: of every person with two interactions or more the latest is to be found from the others. Many interactions share their second with others (a page of
/// titles rated at once), and which of them is called the last moves the result by far more than most models do: on ML-100K the hit rate of popularity is 0.05 with the
/// highest id and 0.085 with a random one. So the choice is an option, and a number is only comparable with one made the same way.
/// </summary>
public static class LeaveLastOut
{
    /// <summary>Divides interactions that have times.</summary>
    /// <param name="all">What to divide.</param>
    /// <param name="ties">Which of several interactions at a person's last second is the last.</param>
    /// <param name="seed">Seeds the choice among ties when that is random.</param>
    /// <exception cref="UnsuitableDataException">There are no times.</exception>
    public static TrainTest Split(Interactions all, LastOfTies ties, int seed)
    {
        if (all.ByUser.Times is not { } times)
            throw new UnsuitableDataException("Leaving the last one out needs timestamps, and these interactions have none.");
        var random = new Random(seed);
        var isTest = new bool[all.Count];
        for (var row = 0; row < all.ByUser.RowCount; row++)
            if (all.ByUser.CountIn(row) >= 2)
                isTest[LatestOf(times, all.ByUser.Starts[row], all.ByUser.Starts[row + 1], ties, random)] = true;
        return TrainTest.Divide(all, entry => isTest[entry]);
    }

    static int LatestOf(long[] times, int start, int end, LastOfTies ties, Random random)
    {
        var latest = TensorPrimitives.Max<long>(times.AsSpan(start..end));
        var tied = Enumerable.Range(start, end - start).Where(entry => times[entry] == latest).ToArray();
        return ties == LastOfTies.HighestId ? tied[^1] : tied[random.Next(tied.Length)];
    }
}

/// <summary>Which of several interactions at the same last second counts as the last.</summary>
public enum LastOfTies
{
    /// <summary>The item with the highest id: the same for everybody who sorts by time and then by item.</summary>
    HighestId,

    /// <summary>One at random.</summary>
    Random,
}
