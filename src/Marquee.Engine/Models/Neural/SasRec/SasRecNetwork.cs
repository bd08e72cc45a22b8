using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Neural.Layers;

namespace Marquee.Engine.Models.Neural.SasRec;

/// <summary>
/// Titles → vectors → blocks of attention → norm → the next title: Kang and McAuley 2018 with one matrix for titles coming in and going out (their section 3.5),
/// and places known by their distances instead of by embeddings of their own. The last row of the matrix is the start of a history.
/// </summary>
sealed class SasRecNetwork(Parameter titles, Parameter bias, IReadOnlyList<SasRecBlock> blocks, LayerNorm last)
{
    public Parameter Titles { get; } = titles;

    /// <summary>What every title's logit begins with.</summary>
    public Parameter Bias { get; } = bias;

    public IReadOnlyList<SasRecBlock> Blocks { get; } = blocks;

    public LayerNorm Last { get; } = last;

    public int Width => Titles.Value.Columns;

    public int TitleCount => Bias.Value.Columns;

    /// <summary>The row that stands for the start of a history.</summary>
    public int Start => TitleCount;

    public IEnumerable<Parameter> Parameters => [Titles, Bias, .. Blocks.SelectMany(b => b.Parameters), .. Last.Parameters];

    public static SasRecNetwork Random(int titles, SasRecOptions options, Random random) => new(
        Parameter.Random(titles + 1, options.Width, 0.5 / Math.Sqrt(options.Width), random),
        Parameter.Zero(1, titles),
        [.. Enumerable.Range(0, options.Blocks).Select(_ => SasRecBlock.Random(options.Width, options.Heads, options.Window, random))],
        LayerNorm.Plain(options.Width));

    /// <summary>Fills <see cref="SasRecRoom.Out"/>: what is known after each row.</summary>
    public void Forward(ReadOnlySpan<int> titles, Timelines lines, SasRecRoom at, double dropout, ulong seed, int threads)
    {
        for (var row = 0; row < titles.Length; row++)
            Titles.Value[titles[row]].CopyTo(at.Flow[row]);
        Dropout.Apply(at.Flow, titles.Length, dropout, seed, threads);
        for (var b = 0; b < Blocks.Count; b++)
            Blocks[b].Forward(at.Flow, at.Blocks[b], lines, dropout, seed + 2 * (ulong)b + 1, threads);
        Last.Forward(at.Flow, at.Last, at.Out, titles.Length, threads);
    }

    /// <summary>
    /// The mean over all rows of −log p(next | what came before), p being the softmax over the titles compared; adds its gradient to every parameter's.
    /// </summary>
    public double Learn(Stretches batch, Compared compared, SasRecRoom at, double dropout, ulong seed, int threads, CancellationToken cancellation)
    {
        Forward(batch.Titles, batch.Lines, at, dropout, seed, threads);
        cancellation.ThrowIfCancellationRequested();
        var loss = NextTitleLoss.Backward(this, batch, compared, at, threads, cancellation);
        at.ByFlow.Clear();
        Last.Backward(at.Last, at.ByOut, at.ByFlow, batch.Lines.Rows, threads);
        for (var b = Blocks.Count - 1; b >= 0; b--)
        {
            cancellation.ThrowIfCancellationRequested();
            Blocks[b].Backward(at.ByFlow, at.Blocks[b], batch.Lines, dropout, seed + 2 * (ulong)b + 1, threads);
        }

        Dropout.Apply(at.ByFlow, batch.Lines.Rows, dropout, seed, threads);
        for (var row = 0; row < batch.Titles.Length; row++)
            Dense.AddScaled(1, at.ByFlow[row], Titles.Gradient[batch.Titles[row]]);
        return loss;
    }
}

/// <summary>What flows through the network, and back; made once and used for every batch.</summary>
sealed class SasRecRoom(SasRecNetwork network, int sequences, int longest, bool learning)
{
    public Matrix Flow { get; } = new(sequences * longest, network.Width);

    public SasRecBlock.Room[] Blocks { get; } = [.. network.Blocks.Select(b => new SasRecBlock.Room(sequences * longest, sequences, network.Width, b.Attention, learning))];

    public Normalised Last { get; } = new(sequences * longest, network.Width);

    public Matrix Out { get; } = new(sequences * longest, network.Width);

    public Matrix ByOut { get; } = new(learning ? sequences * longest : 0, network.Width);

    public Matrix ByFlow { get; } = new(learning ? sequences * longest : 0, network.Width);

}
