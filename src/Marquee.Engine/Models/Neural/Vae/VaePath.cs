using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Neural.Layers;

namespace Marquee.Engine.Models.Neural.Vae;

/// <summary>
/// One person's way through a <see cref="VaeNetwork"/> with the mean of the code, at t times their history: 0 is a stranger, 1 is the person.
/// Integrated gradients along it (Sundararajan, Taly and Yan 2017, equation 1) share the difference of the two answers among the items of the history:
/// item j gets its row's product with the mean gradient on the way, which adds up by the fundamental theorem of calculus.
/// </summary>
sealed class VaePath(VaeNetwork network)
{
    /// <summary>Gauss and Legendre's points and weights for eight points on −1 … 1, the positive half: exact for polynomials of degree 15.</summary>
    static readonly (double At, double Weight)[] Points =
    [
        (0.1834346424956498, 0.3626837833783620), (0.5255324099163290, 0.3137066458778873),
        (0.7966664774136267, 0.2223810344533745), (0.9602898564975363, 0.1012285362903763),
    ];

    /// <summary>Pieces of the way, eight points each.</summary>
    const int Pieces = 4;

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
        for (var piece = 0; piece < Pieces; piece++)
            foreach (var (at, weight) in Points)
                foreach (var side in (ReadOnlySpan<int>)[-1, 1])
                {
                    Walk((float)((piece + 0.5 + 0.5 * side * at) / Pieces));
                    Back(direction);
                    Dense.AddScaled((float)(0.5 * weight / Pieces), _byEncoded, gradient);
                }

        var amounts = new float[history.Length];
        for (var n = 0; n < amounts.Length; n++)
            amounts[n] = _weight * Dense.Dot(network.Encoder.Rows.Value[history[n]], gradient);
        SpreadRest(amounts, change);
        return amounts;
    }

    /// <summary>What rounding and the finite number of points left over goes to the items by the size of their shares; a few ten-thousandths in all.</summary>
    static void SpreadRest(float[] amounts, float change)
    {
        var (rest, size) = (change - amounts.Sum(), amounts.Sum(Math.Abs));
        for (var n = 0; n < amounts.Length; n++)
            amounts[n] += rest * (size > 0 ? Math.Abs(amounts[n]) / size : 1f / amounts.Length);
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
