using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Ease;

/// <summary>
/// EASE (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019): the weights B with zero diagonal that minimise ‖X − XB‖² + λ‖B‖² are,
/// with P = (XᵀX + λI)⁻¹, B_ij = −P_ij / P_jj (equation 8). EDLAE (Steck, "Autoencoders that don't overfit towards the Identity", NeurIPS 2020) hides a share p
/// of a user's items while the others predict them, which in expectation adds p/(1−p) · diag(XᵀX) to λI (equation 9). One matrix of 32-bit floats, in place.
/// </summary>
static class EaseTrainer
{
    /// <summary>The largest matrix one array can hold: 46,340² floats are 8.6 GB.</summary>
    const int MostItems = 46_340;

    public static EaseModel Train(string name, TrainingData data, EaseOptions options, TrainingRun run)
    {
        options.Validate();
        var positives = data.Interactions.ByUser.PositiveOnly((float)options.PositiveFrom);
        var byItem = ReferenceEquals(positives, data.Interactions.ByUser) ? data.Interactions.ByItem : positives.Transpose();
        var shares = PositiveItems.Shares(byItem);

        var kept = KeptItems.WithAtLeast(options.MinCount, byItem);
        if (kept.Count > MostItems)
            throw new InvalidOptionException($"{name} squares the number of items, and {kept.Count} are too many: raise 'min_count' (now {options.MinCount}).");
        if (!kept.AreAll)
        {
            positives = kept.Of(positives);
            byItem = positives.Transpose();
        }

        var weights = GC.AllocateUninitializedArray<float>(kept.Count * kept.Count);
        LargePages.AskFor<float>(weights);
        SparseGram.Upper(positives, byItem, weights, run.ThreadCount, run.Cancellation);
        for (var item = 0; item < kept.Count; item++)
        {
            ref var own = ref weights[item * kept.Count + item];
            own += (float)(options.Regularization + options.Dropout / (1 - options.Dropout) * own);
        }

        var variances = SpdInverse.Regress(weights, kept.Count, run.ThreadCount,
            done => run.Progress?.Report(new TrainingProgress(name, done, kept.Count)), run.Cancellation);
        return new EaseModel(name, data.Interactions.Items, options, kept, shares, variances, weights);
    }
}
