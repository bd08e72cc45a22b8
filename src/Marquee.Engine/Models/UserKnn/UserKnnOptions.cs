namespace Marquee.Engine.Models.UserKnn;

/// <summary>Settings of <see cref="UserKnnModel"/>.</summary>
public sealed class UserKnnOptions : ModelOptions
{
    /// <summary>How many of the nearest users speak.</summary>
    public int Neighbours { get; set; } = 50;

    /// <summary>How many shared items it takes for half of a similarity to count.</summary>
    public double Shrinkage { get; set; } = 1;

    /// <summary>The rating from which an event counts; 0: every event does.</summary>
    public double PositiveFrom { get; set; }

    /// <inheritdoc/>
    public override IReadOnlyList<Option> All =>
    [
        new("k", "How many of the nearest users speak.", 1, 100_000, () => Neighbours, v => Neighbours = (int)v),
        new("shrinkage", "The number of shared items at which a similarity counts half; 0: always in full.", 0, 100_000, () => Shrinkage, v => Shrinkage = v),
        Positives.Option(() => PositiveFrom, v => PositiveFrom = v),
    ];
}
