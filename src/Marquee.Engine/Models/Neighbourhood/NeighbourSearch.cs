using Marquee.Engine.Ranking;

namespace Marquee.Engine.Models.Neighbourhood;

/// <summary>Measures one row against all others; holds scratch space, so each thread has its own.</summary>
interface IRowSimilarity
{
    /// <summary>Offers every other row that has something in common with <paramref name="row"/>.</summary>
    void Offer(int row, BestItems nearest);
}

/// <summary>Finds the nearest neighbours of every row on all threads. Each row is a sum of its own, so threads do not change the result.</summary>
static class NeighbourSearch
{
    const int RowsAtOnce = 32;

    public static NeighbourTable Find(int rows, int keep, string model, TrainingRun run, Func<IRowSimilarity> similarity)
    {
        var nearest = new RankedItem[rows][];
        var next = 0;
        var done = 0;
        Parallel.For(0, run.ThreadCount, new ParallelOptions { MaxDegreeOfParallelism = run.ThreadCount, CancellationToken = run.Cancellation }, _ =>
        {
            var mine = similarity();
            var best = new BestItems(Math.Min(keep, Math.Max(0, rows - 1)));
            for (int first; (first = Interlocked.Add(ref next, RowsAtOnce) - RowsAtOnce) < rows;)
            {
                var end = Math.Min(rows, first + RowsAtOnce);
                for (var row = first; row < end; row++)
                {
                    run.Cancellation.ThrowIfCancellationRequested();
                    mine.Offer(row, best);
                    nearest[row] = best.Take();
                }

                run.Progress?.Report(new TrainingProgress(model, Interlocked.Add(ref done, end - first), rows));
            }
        });
        return Pack(nearest);
    }

    static NeighbourTable Pack(RankedItem[][] nearest)
    {
        var starts = new int[nearest.Length + 1];
        for (var row = 0; row < nearest.Length; row++)
            starts[row + 1] = starts[row] + nearest[row].Length;

        var neighbours = new int[starts[^1]];
        var similarities = new float[starts[^1]];
        for (var row = 0; row < nearest.Length; row++)
            for (var i = 0; i < nearest[row].Length; i++)
                (neighbours[starts[row] + i], similarities[starts[row] + i]) = nearest[row][i];
        return new NeighbourTable(starts, neighbours, similarities);
    }
}
