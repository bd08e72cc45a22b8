using Marquee.Engine.Data;
using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Slim;

/// <summary>
/// SLIM (Ning and Karypis, "SLIM: Sparse Linear Methods for Top-N Recommender Systems", ICDM 2011): sparse item-to-item weights, one elastic net for each item
/// (equation 4), solved over the Gram matrix of the items so that a step costs the number of items and not of users.
/// </summary>
static class SlimTrainer
{
    const int MostItems = 46_340;

    public static SlimModel Train(TrainingData data, SlimOptions options, TrainingRun run)
    {
        options.Validate();
        var positives = data.Interactions.ByUser.PositiveOnly((float)options.PositiveFrom);
        var byItem = ReferenceEquals(positives, data.Interactions.ByUser) ? data.Interactions.ByItem : positives.Transpose();
        var shares = PositiveItems.Shares(byItem);
        var kept = KeptItems.WithAtLeast(options.MinCount, byItem);
        if (kept.Count > MostItems)
            throw new InvalidOptionException($"{SlimModel.ModelName} squares the number of items, and {kept.Count} are too many: raise 'min_count' (now {options.MinCount}).");
        positives = kept.AreAll ? positives : kept.Of(positives);

        var gram = GC.AllocateUninitializedArray<float>(kept.Count * kept.Count);
        SparseGram.Upper(positives, positives.Transpose(), gram, run.ThreadCount, run.Cancellation);
        Mirror(gram, kept.Count);
        return new SlimModel(data.Interactions.Items, options, shares, Weights(gram, kept, options, run));
    }

    static void Mirror(float[] gram, int size)
    {
        for (var i = 0; i < size; i++)
            for (var j = 0; j < i; j++)
                gram[i * size + j] = gram[j * size + i];
    }

    /// <summary>The weights with a row for each item of the history and a column for each item scored, in the index space of all items.</summary>
    static SparseRows Weights(float[] gram, KeptItems kept, SlimOptions options, TrainingRun run)
    {
        var columns = new List<(int Item, float Weight)>[kept.Count];
        var done = 0;
        Crew.Run(run.ThreadCount, kept.Count, () =>
        {
            var column = new SlimColumn(gram, kept.Count, options);
            return target =>
            {
                columns[target] = column.Solve(target);
                run.Progress?.Report(new TrainingProgress(SlimModel.ModelName, Interlocked.Increment(ref done), kept.Count));
            };
        }, run.Cancellation);

        // Solved a column at a time; kept a row at a time.
        var starts = new int[kept.ItemCount + 1];
        for (var target = 0; target < kept.ItemCount; target++)
            starts[target + 1] = starts[target] + (kept[target] < 0 ? 0 : columns[kept[target]].Count);
        var entries = columns.SelectMany(column => column).ToArray();
        return new SparseRows(starts, Array.ConvertAll(entries, e => kept.Items[e.Item]), Array.ConvertAll(entries, e => e.Weight), null, kept.ItemCount).Transpose();
    }
}
