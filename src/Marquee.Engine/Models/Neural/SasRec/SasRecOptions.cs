namespace Marquee.Engine.Models.Neural.SasRec;

/// <summary>Settings of the self-attentive sequence model. The defaults were chosen on the last but one events of MovieLens 100K, the last being left out.</summary>
public sealed class SasRecOptions : ModelOptions
{
    /// <summary>Numbers that stand for a title, a multiple of the heads.</summary>
    public int Factors { get; set; } = 64;

    /// <summary>Blocks of attention and a small network, one on the other.</summary>
    public int Blocks { get; set; } = 1;

    /// <summary>Heads of attention in a block.</summary>
    public int Heads { get; set; } = 2;

    /// <summary>How many of a history's latest titles are looked at.</summary>
    public int Window { get; set; } = 50;

    /// <summary>Rounds over all that was watched.</summary>
    public int Epochs { get; set; } = 12;

    /// <summary>Stretches of history in one step; fewer where that would leave fewer than forty steps a round.</summary>
    public int Batch { get; set; } = 32;

    /// <summary>Adam's step size at the start; it falls to nothing along half a cosine.</summary>
    public double Rate { get; set; } = 0.005;

    /// <summary>The share of numbers dropped by chance while learning.</summary>
    public double Dropout { get; set; } = 0.2;

    /// <summary>The part of a weight lost in a step, in learning rates.</summary>
    public double Decay { get; set; }

    /// <summary>How many titles a step compares with besides those that were watched in it; 0: all.</summary>
    public int Negatives { get; set; } = 1000;

    /// <summary>The rating from which an event counts; 0: every event does.</summary>
    public double PositiveFrom { get; set; }

    /// <inheritdoc />
    public override IReadOnlyList<Option> All =>
    [
        new("factors", "numbers that stand for a title, rounded up to a multiple of the heads", 1, 1024, () => Factors, v => Factors = (int)v),
        new("blocks", "blocks of attention and a small network, one on the other", 0, 16, () => Blocks, v => Blocks = (int)v),
        new("heads", "heads of attention in a block", 1, 32, () => Heads, v => Heads = (int)v),
        new("window", "how many of a history's latest titles are looked at", 1, 1000, () => Window, v => Window = (int)v),
        new("epochs", "rounds over all that was watched", 1, 10_000, () => Epochs, v => Epochs = (int)v),
        new("batch", "stretches of history in one step, fewer for small populations", 1, 1000, () => Batch, v => Batch = (int)v),
        new("rate", "Adam's step size at the start", 1e-6, 0.1, () => Rate, v => Rate = v),
        new("dropout", "share of numbers dropped by chance while learning", 0, 0.95, () => Dropout, v => Dropout = v),
        new("decay", "part of a weight lost in a step, in learning rates", 0, 10, () => Decay, v => Decay = v),
        new("negatives", "titles a step compares with besides those watched in it; 0: all", 0, 1_000_000, () => Negatives, v => Negatives = (int)v),
        Positives.Option(() => PositiveFrom, v => PositiveFrom = v),
    ];

    /// <summary>The factors, brought to a multiple of the heads.</summary>
    internal int Width => (Factors + Heads - 1) / Heads * Heads;
}
