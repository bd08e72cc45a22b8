using System.Numerics.Tensors;
using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Neural.Layers;

/// <summary>
/// The multinomial log-likelihood of a person's items under the softmax π of the logits: −Σ log π_i over the items (Liang et al. 2018, equation 2).
/// </summary>
static class MultinomialLoss
{
    /// <summary>
    /// The loss of all rows together, each times its share; the logits become the gradient by them, share · (n π − x). A row's sum is taken in doubles by one thread.
    /// </summary>
    public static double Backward(Matrix logits, ItemBags had, ReadOnlySpan<float> shares, int threads)
    {
        var losses = new double[had.Count];
        var of = shares.ToArray();
        Crew.Run(threads, had.Count, row => losses[row] = of[row] * Backward(logits[row], had[row], of[row]));
        return losses.Sum();
    }

    static double Backward(Span<float> logits, ReadOnlySpan<int> had, float share)
    {
        if (logits.IsEmpty)
            return 0;
        // Less the largest, so that no exponential overflows; the softmax does not change.
        TensorPrimitives.Subtract(logits, TensorPrimitives.Max<float>(logits), logits);
        var chosen = 0.0;
        foreach (var item in had)
            chosen += logits[item];
        TensorPrimitives.Exp(logits, logits);
        var sum = TensorPrimitives.Sum<float>(logits);
        TensorPrimitives.Multiply(logits, share * had.Length / sum, logits);
        foreach (var item in had)
            logits[item] -= share;
        return had.Length * Math.Log(sum) - chosen;
    }
}
