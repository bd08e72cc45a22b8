using System.Numerics.Tensors;
using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Factors;

namespace Marquee.Engine.Models.Bpr;

/// <summary>
/// Finds a person's factors for fixed items by climbing the same objective as training, over every pair of a positive item i and an item j of a fixed sample of the others:
/// w ← (1 − η λ) w + η mean_ij e_ij (h_i − h_j), with e_ij = σ(x_j − x_i). Beginning at 0, w is a sum of one vector for each positive item, which is what explains a score.
/// </summary>
sealed class BprFoldIn(FactorRows items, int[] sample, double regularization)
{
    const int Steps = 30;

    /// <summary>Scores beyond this are as good as certain; keeps exp within the floats.</summary>
    const float Certain = 30;

    /// <param name="positive">The positive items.</param>
    /// <param name="parts">Receives the vector that each positive item adds to the sum, when asked for.</param>
    public float[] Solve(int[] positive, float[][]? parts = null)
    {
        var w = new float[items.Width];
        if (positive.Length == 0 || sample.Length == 0)
            return w;

        var (rise, fall) = (new float[positive.Length], new float[sample.Length]);
        var (pull, push) = (new float[positive.Length], new float[sample.Length]);
        var rate = Rate(positive);
        var (keep, share) = ((float)(1 - rate * regularization), (float)(rate / ((double)positive.Length * sample.Length)));
        for (var step = 0; step < Steps; step++)
        {
            for (var i = 0; i < positive.Length; i++)
                rise[i] = MathF.Exp(ScoreOf(w, positive[i]));
            for (var j = 0; j < sample.Length; j++)
                fall[j] = MathF.Exp(-ScoreOf(w, sample[j]));

            TensorPrimitives.Multiply(w, keep, w);
            Array.Clear(push);
            for (var i = 0; i < positive.Length; i++)
            {
                pull[i] = 0;
                if (parts is not null)
                    TensorPrimitives.Multiply(parts[i], keep, parts[i]);
                for (var j = 0; j < sample.Length; j++)
                {
                    var error = 1 / (1 + rise[i] * fall[j]);
                    pull[i] += error;
                    push[j] += error;
                    if (parts is not null)
                        Dense.AddScaled(-share * error, items[sample[j]], parts[i]);
                }

                Dense.AddScaled(share * pull[i], items[positive[i]], w);
                if (parts is not null)
                    Dense.AddScaled(share * pull[i], items[positive[i]], parts[i]);
            }

            for (var j = 0; j < sample.Length; j++)
                Dense.AddScaled(-share * push[j], items[sample[j]], w);
        }

        return w;
    }

    /// <summary>One over a bound of the curvature, λ + ¼ max |h_i − h_j|² in the mean: large enough to arrive, small enough not to overshoot.</summary>
    double Rate(int[] positive) =>
        1 / (regularization + 0.25 * (positive.Average(i => (double)TensorPrimitives.SumOfSquares(items[i])) + sample.Average(j => (double)TensorPrimitives.SumOfSquares(items[j]))) + 1e-6);

    float ScoreOf(float[] w, int item) => Math.Clamp(Dense.Dot(w, items[item]) + items.Bias[item], -Certain, Certain);
}
