namespace Marquee.Engine.Models.Neural.NeuMf;

/// <summary>Settings of neural matrix factorisation; the words are those of He et al. 2017.</summary>
public sealed class NeuMfOptions : ModelOptions
{
    /// <summary>Numbers a user and an item are described by, for the product and for the layers each.</summary>
    public int Factors { get; set; } = 32;

    /// <summary>The width of the first hidden layer; the second has half of it.</summary>
    public int Hidden { get; set; } = 32;

    /// <summary>Rounds over all events.</summary>
    public int Epochs { get; set; } = 12;

    /// <summary>Pairs in one step; fewer where that would leave fewer than thirty steps a round.</summary>
    public int Batch { get; set; } = 2048;

    /// <summary>Items drawn that a user had not, for each that they had.</summary>
    public int Negatives { get; set; } = 4;

    /// <summary>Adam's step size at the start; it falls to nothing along half a cosine.</summary>
    public double Rate { get; set; } = 0.005;

    /// <summary>The part of a factor or weight lost in a step, in learning rates.</summary>
    public double Decay { get; set; } = 0.01;

    /// <summary>The rating from which an event counts as positive.</summary>
    public double PositiveFrom { get; set; }

    /// <inheritdoc />
    public override IReadOnlyList<Option> All =>
    [
        new("factors", "numbers a user and an item are described by, for the product and for the layers each", 1, 512, () => Factors, v => Factors = (int)v),
        new("hidden", "width of the first hidden layer; the second has half", 2, 2048, () => Hidden, v => Hidden = (int)v),
        new("epochs", "rounds over all events", 1, 1000, () => Epochs, v => Epochs = (int)v),
        new("batch", "pairs in one step, fewer for small populations", 1, 100_000, () => Batch, v => Batch = (int)v),
        new("negatives", "items drawn that a user had not, for each that they had", 1, 100, () => Negatives, v => Negatives = (int)v),
        new("rate", "Adam's step size at the start", 1e-6, 0.1, () => Rate, v => Rate = v),
        new("decay", "part of a factor or weight lost in a step, in learning rates", 0, 10, () => Decay, v => Decay = v),
        Positives.Option(() => PositiveFrom, v => PositiveFrom = v),
    ];
}
