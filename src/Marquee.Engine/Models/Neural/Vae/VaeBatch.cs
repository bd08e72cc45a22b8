using Marquee.Engine.Models.Neural.Layers;

namespace Marquee.Engine.Models.Neural.Vae;

/// <summary>What flows through a <see cref="VaeNetwork"/> for one batch, and the gradients that flow back; made once and used for every batch.</summary>
sealed class VaeBatch(VaeNetwork network, int people)
{
    public Matrix Noise { get; } = new(people, network.Latent);

    public Matrix Encoded { get; } = new(people, network.Hidden);

    public Matrix Code { get; } = new(people, 2 * network.Latent);

    public Matrix Drawn { get; } = new(people, network.Latent);

    public Matrix Decoded { get; } = new(people, network.Hidden);

    public Matrix Logits { get; } = new(people, network.Output.Outputs);

    public Matrix ByDecoded { get; } = new(people, network.Hidden);

    public Matrix ByDrawn { get; } = new(people, network.Latent);

    public Matrix ByCode { get; } = new(people, 2 * network.Latent);

    public Matrix ByEncoded { get; } = new(people, network.Hidden);

    public void DrawNoise(Random random)
    {
        foreach (ref var value in Noise.Values.AsSpan())
            value = (float)random.NextGaussian();
    }
}
