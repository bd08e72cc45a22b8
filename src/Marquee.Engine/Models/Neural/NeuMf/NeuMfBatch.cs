using Marquee.Engine.Models.Neural.Layers;

namespace Marquee.Engine.Models.Neural.NeuMf;

/// <summary>What flows through a <see cref="NeuMfNetwork"/> for one batch of pairs, and the gradients that flow back.</summary>
sealed class NeuMfBatch(NeuMfNetwork network, int pairs)
{
    public Matrix Users { get; } = new(pairs, 2 * network.Factors);

    public Matrix Items { get; } = new(pairs, 2 * network.Factors);

    public Matrix Pair { get; } = new(pairs, network.First.Inputs);

    public Matrix Wide { get; } = new(pairs, network.First.Outputs);

    public Matrix Narrow { get; } = new(pairs, network.Second.Outputs);

    public Matrix Fused { get; } = new(pairs, network.Last.Inputs);

    public Matrix Logits { get; } = new(pairs, 1);

    public Matrix ByLogits { get; } = new(pairs, 1);

    public Matrix ByFused { get; } = new(pairs, network.Last.Inputs);

    public Matrix ByNarrow { get; } = new(pairs, network.Second.Outputs);

    public Matrix ByWide { get; } = new(pairs, network.First.Outputs);

    public Matrix ByPair { get; } = new(pairs, network.First.Inputs);

    public Matrix ByUsers { get; } = new(pairs, 2 * network.Factors);

    public Matrix ByItems { get; } = new(pairs, 2 * network.Factors);
}
