using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Neural.Layers;

namespace Marquee.Engine.Models.Neural.Vae;

/// <summary>
/// Items → hidden → code → hidden → items, the halves joined by tanh: f and g of Liang et al. 2018, equations 1 and 6, with one hidden layer each (their figure 2a, Mult-VAE).
/// </summary>
sealed class VaeNetwork(BagLayer encoder, DenseLayer code, DenseLayer decoder, DenseLayer output)
{
    public BagLayer Encoder { get; } = encoder;

    /// <summary>Answers μ, then log σ².</summary>
    public DenseLayer Code { get; } = code;

    public DenseLayer Decoder { get; } = decoder;

    public DenseLayer Output { get; } = output;

    public int Latent => Decoder.Inputs;

    public int Hidden => Decoder.Outputs;

    public IEnumerable<Parameter> Parameters => [.. Encoder.Parameters, .. Code.Parameters, .. Decoder.Parameters, .. Output.Parameters];

    /// <summary>The last layer begins at zero: first everybody is told the same, and its rows hold nothing but what was learnt.</summary>
    public static VaeNetwork Random(int items, VaeOptions options, Random random) => new(
        BagLayer.Random(items, options.Hidden, random),
        DenseLayer.Random(options.Hidden, 2 * options.Latent, random),
        DenseLayer.Random(options.Latent, options.Hidden, random),
        new DenseLayer(Parameter.Zero(items, options.Hidden), Parameter.Zero(1, items)));

    /// <summary>
    /// The mean over the batch of −log p(x | z) + β KL for one drawn z a person (equation 5); adds its gradient to every parameter's.
    /// </summary>
    /// <param name="at">Room for a batch.</param>
    /// <param name="shown">What the encoder sees.</param>
    /// <param name="had">What is to be found.</param>
    /// <param name="beta">β.</param>
    /// <param name="threads">How many may work.</param>
    /// <param name="cancellation">Looked at before the two largest products.</param>
    public double Learn(VaeBatch at, ItemBags shown, ItemBags had, double beta, int threads, CancellationToken cancellation)
    {
        var rows = shown.Count;
        Encoder.Forward(shown, at.Encoded, threads);
        Crew.Run(threads, rows, row => Tanh.Forward(at.Encoded[row]));
        Code.Forward(at.Encoded, at.Code, rows, threads);
        var divergence = 0.0;
        for (var row = 0; row < rows; row++)
            divergence += GaussianCode.Forward(at.Code[row], at.Noise[row], at.Drawn[row]);
        Decoder.Forward(at.Drawn, at.Decoded, rows, threads);
        Crew.Run(threads, rows, row => Tanh.Forward(at.Decoded[row]));
        cancellation.ThrowIfCancellationRequested();
        Output.Forward(at.Decoded, at.Logits, rows, threads);

        Span<float> shares = new float[rows];
        shares.Fill(1f / rows);
        var loss = MultinomialLoss.Backward(at.Logits, had, shares, threads);

        cancellation.ThrowIfCancellationRequested();
        Output.Backward(at.Decoded, at.Logits, at.ByDecoded, rows, threads);
        Crew.Run(threads, rows, row => Tanh.Backward(at.Decoded[row], at.ByDecoded[row]));
        Decoder.Backward(at.Drawn, at.ByDecoded, at.ByDrawn, rows, threads);
        for (var row = 0; row < rows; row++)
            GaussianCode.Backward(at.Code[row], at.Noise[row], at.ByDrawn[row], (float)(beta / rows), at.ByCode[row]);
        Code.Backward(at.Encoded, at.ByCode, at.ByEncoded, rows, threads);
        Crew.Run(threads, rows, row => Tanh.Backward(at.Encoded[row], at.ByEncoded[row]));
        Encoder.Backward(shown, at.ByEncoded, threads);
        return loss + beta * divergence / rows;
    }
}
