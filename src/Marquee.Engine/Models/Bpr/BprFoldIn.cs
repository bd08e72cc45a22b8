using System.Numerics.Tensors;
using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Factors;

namespace Marquee.Engine.Models.Bpr;

/// <summary>
/// Finds a person's factors for fixed items by climbing the same objective as training, over every pair of a positive item i and an item j of a fixed sample of the others:
/// w ← (1 − η λ) w + η mean_ij e_ij (h_i − h_j), with e_ij = σ(x_j − x_i). Beginning at 0, w is Σ_i (Σ_j c_ij) h_i − Σ_ij c_ij h_j, where c_ij gathers what the pair pulled:
/// that is what explains a score. The n · sample pairs cost a few vector operations a row, an exponential only for each item.
/// </summary>
sealed class BprFoldIn(FactorRows items, int[] sample, double regularization)
{
    const int Steps = 30;

    /// <summary>Scores beyond this are as good as certain; keeps exp within the floats.</summary>
    const float Certain = 30;

    /// <param name="positive">The positive items.</param>
    public float[] Solve(int[] positive) => Solve(positive, pulls: null);

    /// <summary>What each positive item adds to the score of an item: Σ_j c_ij (h_i − h_j) · h.</summary>
    public IEnumerable<Contribution> Explain(int[] positive, int item)
    {
        var pulls = new float[positive.Length * sample.Length];
        Solve(positive, pulls);
        var others = Array.ConvertAll(sample, j => Dense.Dot(items[j], items[item]));
        for (var i = 0; i < positive.Length; i++)
        {
            var row = pulls.AsSpan(i * sample.Length, sample.Length);
            yield return new Contribution(positive[i], TensorPrimitives.Sum<float>(row) * Dense.Dot(items[positive[i]], items[item]) - TensorPrimitives.Dot<float>(row, others));
        }
    }

    float[] Solve(int[] positive, float[]? pulls)
    {
        var w = new float[items.Width];
        if (positive.Length == 0 || sample.Length == 0)
            return w;

        var fall = new float[sample.Length];
        var (errors, push) = (new float[sample.Length], new float[sample.Length]);
        var pull = new float[positive.Length];
        var rate = Rate(positive);
        var (keep, share) = ((float)(1 - rate * regularization), (float)(rate / ((double)positive.Length * sample.Length)));
        for (var step = 0; step < Steps; step++)
        {
            for (var j = 0; j < sample.Length; j++)
                fall[j] = MathF.Exp(-ScoreOf(w, sample[j]));

            Array.Clear(push);
            for (var i = 0; i < positive.Length; i++)
            {
                // e_ij = 1 / (1 + exp(x_i) exp(−x_j)) for all j at once.
                TensorPrimitives.Multiply(fall, MathF.Exp(ScoreOf(w, positive[i])), errors);
                TensorPrimitives.Add(errors, 1, errors);
                TensorPrimitives.Divide(share, errors, errors);
                pull[i] = TensorPrimitives.Sum<float>(errors);
                TensorPrimitives.Add(push, errors, push);
                if (pulls is not null)
                {
                    var row = pulls.AsSpan(i * sample.Length, sample.Length);
                    TensorPrimitives.MultiplyAdd(row, keep, errors, row);
                }
            }

            TensorPrimitives.Multiply(w, keep, w);
            for (var i = 0; i < positive.Length; i++)
                Dense.AddScaled(pull[i], items[positive[i]], w);
            for (var j = 0; j < sample.Length; j++)
                Dense.AddScaled(-push[j], items[sample[j]], w);
        }

        return w;
    }

    /// <summary>One over a bound of the curvature, λ + ¼ mean |h_i − h_j|²: large enough to arrive, small enough not to overshoot.</summary>
    double Rate(int[] positive) =>
        1 / (regularization + 0.25 * (positive.Average(i => (double)TensorPrimitives.SumOfSquares(items[i])) + sample.Average(j => (double)TensorPrimitives.SumOfSquares(items[j]))) + 1e-6);

    float ScoreOf(float[] w, int item) => Math.Clamp(Dense.Dot(w, items[item]) + items.Bias[item], -Certain, Certain);
}
