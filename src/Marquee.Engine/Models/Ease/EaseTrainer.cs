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
        SparseGram.Upper(positives, byItem, weights, run.ThreadCount, run.Cancellation);
        for (var item = 0; item < kept.Count; item++)
        {
            ref var own = ref weights[item * kept.Count + item];
            own += (float)(options.Regularization + options.Dropout / (1 - options.Dropout) * own);
        }

        SpdInverse.Invert(weights, kept.Count, run.ThreadCount,
            done => run.Progress?.Report(new TrainingProgress(name, done, kept.Count)), run.Cancellation);
        var variances = Weigh(weights, kept.Count, run.ThreadCount);
        return new EaseModel(name, data.Interactions.Items, options, kept, shares, variances, weights);
    }

    /// <summary>P becomes B, in place; returns P's diagonal.</summary>
    static float[] Weigh(float[] p, int size, int threads)
    {
        var variances = new float[size];
        for (var item = 0; item < size; item++)
            variances[item] = p[item * size + item];
        Crew.Run(threads, size, i =>
        {
            var row = p.AsSpan(i * size, size);
            System.Numerics.Tensors.TensorPrimitives.Divide(row, variances, row);
            System.Numerics.Tensors.TensorPrimitives.Negate(row, row);
            row[i] = 0;
        });
        return variances;
    }
}
