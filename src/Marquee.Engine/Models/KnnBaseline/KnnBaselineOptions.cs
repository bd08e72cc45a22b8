namespace Marquee.Engine.Models.KnnBaseline;

/// <summary>Settings of <see cref="KnnBaselineModel"/>.</summary>
public sealed class KnnBaselineOptions : ModelOptions
{
    /// <summary>How many of the nearest rated items a prediction uses.</summary>
    public int Neighbours { get; set; } = 40;

    /// <summary>How many neighbours each item keeps, rated by the person or not.</summary>
    public int Kept { get; set; } = 600;

    /// <summary>How many shared users it takes for half of a correlation to count.</summary>
    public double Shrinkage { get; set; } = 100;

    /// <summary>Added to the sum of similarities a prediction is divided by: few or weak neighbours move it less.</summary>
    public double Damping { get; set; } = 0.3;

    /// <summary>Ratings an item's bias needs to be half believed.</summary>
    public double ItemDamping { get; set; } = 3;

    /// <summary>Ratings a user's bias needs to be half believed.</summary>
    public double UserDamping { get; set; } = 5;

    /// <inheritdoc/>
    public override IReadOnlyList<Option> All =>
    [
        new("k", "How many of the nearest rated items a prediction uses.", 1, 10_000, () => Neighbours, v => Neighbours = (int)v),
        new("kept", "How many neighbours each item keeps, rated by the person or not.", 1, 100_000, () => Kept, v => Kept = (int)v),
        new("shrinkage", "The number of shared users at which a correlation counts half.", 0, 100_000, () => Shrinkage, v => Shrinkage = v),
        new("damping", "Added to the sum of similarities a prediction is divided by.", 0, 100, () => Damping, v => Damping = v),
        new("item_damping", "Ratings at which an item's bias counts half.", 0, 10_000, () => ItemDamping, v => ItemDamping = v),
        new("user_damping", "Ratings at which a user's bias counts half.", 0, 10_000, () => UserDamping, v => UserDamping = v),
    ];
}
