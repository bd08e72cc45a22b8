using System.Numerics.Tensors;
using Marquee.Engine.Models.Neural.Layers;

namespace Marquee.Engine.Models.Neural.NeuMf;

/// <summary>
/// Finds the factors of a person the network was not trained on, the network and the items fixed: those that make the history most likely under the loss of the
/// training and the users' own spread, u = mean + deviation ∘ w with w standard normal. The items not had are a sample spread evenly, weighing as many as were drawn
/// in training. The steps are scaled by the gradient's recent size, so that none overshoots, and w is the sum of one part for each item of the history.
/// </summary>
sealed class NeuMfFoldIn(NeuMfNetwork network, Matrix items, NeuMfPrior prior, int negatives)
{
    const int Steps = 40, SampleSize = 128;
    const float Rate = 0.15f, Memory = 0.9f, LargestStep = 0.5f;

    /// <summary>Gives u.</summary>
    /// <param name="history">The items had.</param>
    /// <param name="parts">Receives what each item of the history adds to u, when asked for.</param>
    public float[] Solve(int[] history, Matrix? parts = null)
    {
        var width = prior.Mean.Length;
        var sample = Sample(history);
        var (w, u, size, byW) = (new float[width], prior.Mean.ToArray(), new float[width], new float[width]);
        if (history.Length == 0)
            return u;
        var rows = history.Length + sample.Length;
        var at = new NeuMfBatch(network, rows);
        var balance = sample.Length == 0 ? 0 : (float)negatives * history.Length / sample.Length;
        for (var row = 0; row < rows; row++)
            items[row < history.Length ? history[row] : sample[row - history.Length]].CopyTo(at.Items[row]);

        for (var step = 0; step < Steps; step++)
        {
            Slopes(at, u, rows, history.Length, balance);
            var push = new float[width];
            for (var row = history.Length; row < rows; row++)
                TensorPrimitives.Add(push, at.ByUsers[row], push);
            push.CopyTo(byW, 0);
            for (var row = 0; row < history.Length; row++)
                TensorPrimitives.Add(byW, at.ByUsers[row], byW);

            var rate = Rate * (1 - (float)step / Steps);
            for (var f = 0; f < width; f++)
            {
                var gradient = prior.Deviation[f] * byW[f] + w[f];
                size[f] = Memory * size[f] + (1 - Memory) * gradient * gradient;
                var rms = MathF.Sqrt(size[f] / (1 - MathF.Pow(Memory, step + 1)));
                var length = Math.Min(LargestStep, rate / (rms + 1e-6f));
                w[f] -= length * gradient;
                u[f] = prior.Mean[f] + prior.Deviation[f] * w[f];
                for (var n = 0; n < history.Length && parts is not null; n++)
                    parts[n][f] -= length * (prior.Deviation[f] * prior.Deviation[f] * (at.ByUsers[n][f] + push[f] / history.Length) + parts[n][f]);
            }
        }

        return u;
    }

    void Slopes(NeuMfBatch at, float[] u, int rows, int had, float balance)
    {
        for (var row = 0; row < rows; row++)
            u.CopyTo(at.Users[row]);
        network.Forward(at, rows, threads: 1);
        for (var row = 0; row < rows; row++)
            at.ByLogits.Values[row] = row < had ? LogisticLoss.Slope(at.Logits.Values[row], true) : balance * LogisticLoss.Slope(at.Logits.Values[row], false);
        network.Back(at, rows);
    }

    int[] Sample(int[] history)
    {
        var size = Math.Min(SampleSize, items.Rows);
        return [.. Enumerable.Range(0, size).Select(n => (int)((long)n * items.Rows / size)).Where(item => Array.BinarySearch(history, item) < 0)];
    }
}
