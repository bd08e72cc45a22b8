namespace Marquee.Engine.Models.ItemKnn;

/// <summary>Settings of <see cref="ItemKnnModel"/>.</summary>
public sealed class ItemKnnOptions : ModelOptions
{
    /// <summary>How many neighbours each item keeps.</summary>
    public int Neighbours { get; set; } = 100;

    /// <summary>How many shared users it takes for half of a similarity to count.</summary>
    public double Shrinkage { get; set; } = 3;

    /// <summary>Correlate ratings around their baselines instead of the cosine of who watched what.</summary>
    public bool Pearson { get; set; }

    /// <summary>The rating from which an event counts; 0: every event does.</summary>
    public double PositiveFrom { get; set; }

    /// <inheritdoc/>
    public override IReadOnlyList<Option> All =>
    [
        new("k", "How many neighbours each item keeps.", 1, 10_000, () => Neighbours, v => Neighbours = (int)v),
        new("shrinkage", "The number of shared users at which a similarity counts half; 0: always in full.", 0, 100_000, () => Shrinkage, v => Shrinkage = v),
        new("pearson", "1: correlation of ratings around their baselines; 0: cosine of who watched what.", 0, 1, () => Pearson ? 1 : 0, v => Pearson = v >= 0.5),
        Positives.Option(() => PositiveFrom, v => PositiveFrom = v),
    ];
}
