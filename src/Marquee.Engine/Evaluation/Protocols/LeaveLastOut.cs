using System.Numerics.Tensors;
using Marquee.Engine.Data;

namespace Marquee.Engine.Evaluation.Protocols;

/// <summary>
/// Leave last out: of every person with two interactions or more the latest is to be found from the others. Of several at the same second one is
/// chosen at random: ids often grow with age or popularity, and choosing by id would favour one end.
/// </summary>
public static class LeaveLastOut
{
    /// <summary>Divides interactions that have times.</summary>
    /// <exception cref="UnsuitableDataException">There are no times.</exception>
    public static TrainTest Split(Interactions all, int seed)
    {
        if (all.ByUser.Times is not { } times)
            throw new UnsuitableDataException("Leaving the last one out needs timestamps, and these interactions have none.");
        var random = new Random(seed);
        var isTest = new bool[all.Count];
        for (var row = 0; row < all.ByUser.RowCount; row++)
            if (all.ByUser.CountIn(row) >= 2)
                isTest[LatestOf(times, all.ByUser.Starts[row], all.ByUser.Starts[row + 1], random)] = true;
        return TrainTest.Divide(all, entry => isTest[entry]);
    }

    static int LatestOf(long[] times, int start, int end, Random random)
    {
        var latest = TensorPrimitives.Max<long>(times.AsSpan(start..end));
        var tied = Enumerable.Range(start, end - start).Where(entry => times[entry] == latest).ToArray();
        return tied[random.Next(tied.Length)];
    }
}
