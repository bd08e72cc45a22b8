using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Neural.Layers;

namespace Marquee.Engine.Models.Neural.Vae;

/// <summary>
/// One person's way through a <see cref="VaeNetwork"/> with the mean of the code, at t times their history: 0 is a stranger, 1 is the person.
/// <see cref="IntegratedGradients"/> along it share the difference of the two answers among the items of the history: item j gets its row's product with the mean gradient.
/// </summary>
sealed class VaePath(VaeNetwork network)
{
    readonly float[] _sum = new float[network.Hidden], _encoded = new float[network.Hidden], _mean = new float[network.Latent];
    readonly float[] _byDecoded = new float[network.Hidden], _byCode = new float[2 * network.Latent], _byEncoded = new float[network.Hidden];
    float _weight;

    /// <summary>The last hidden layer where the walk has come to.</summary>
    public float[] Decoded { get; } = new float[network.Hidden];

    public void Begin(ReadOnlySpan<int> history)
    {
        _weight = ItemBags.WeightOf(history.Length);
        network.Encoder.Sum(history, _weight, _sum);
    }

    public void Walk(float t)
    {
        network.Encoder.Bias.Value.Values.CopyTo(_encoded, 0);
        Dense.AddScaled(t, _sum, _encoded);
        Tanh.Forward(_encoded);
        // Only the first half of the code's rows: the means. The variances matter in training.
        Dense.MatrixVector(network.Code.Weights.Value.Values, network.Hidden, _encoded, _mean);
        Dense.AddScaled(1, network.Code.Bias.Value.Values.AsSpan(0, _mean.Length), _mean);
        network.Decoder.Forward(_mean, Decoded);
        Tanh.Forward(Decoded);
    }

    /// <summary>What each item of the history adds to direction · Decoded between 0 and 1, which changes by <paramref name="change"/> in all.</summary>
    public float[] Shares(ReadOnlySpan<int> history, ReadOnlySpan<float> direction, float change)
    {
        var gradient = new float[network.Hidden];
        foreach (var (at, weight) in IntegratedGradients.Points)
        {
            Walk(at);
            Back(direction);
            Dense.AddScaled(weight, _byEncoded, gradient);
        }

        var amounts = new float[history.Length];
        for (var n = 0; n < amounts.Length; n++)
            amounts[n] = _weight * Dense.Dot(network.Encoder.Rows.Value[history[n]], gradient);
        IntegratedGradients.SpreadRest(amounts, change);
        return amounts;
    }

    /// <summary>The gradient of direction · Decoded by what enters the first tanh.</summary>
    void Back(ReadOnlySpan<float> direction)
    {
        direction.CopyTo(_byDecoded);
        Tanh.Backward(Decoded, _byDecoded);
        network.Decoder.Back(_byDecoded, _byCode.AsSpan(0, _mean.Length));
        network.Code.Back(_byCode, _byEncoded);
        Tanh.Backward(_encoded, _byEncoded);
    }
}
