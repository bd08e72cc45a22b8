namespace Marquee.Engine.Models.SlopeOne;

/// <summary>Settings of <see cref="SlopeOneModel"/>.</summary>
public sealed class SlopeOneOptions : ModelOptions
{
    /// <summary>How many partners each item keeps: those it was rated together with most often.</summary>
    public int Partners { get; set; } = 500;

    /// <summary>Ratings an item's or user's bias needs to be half believed; used where no partner was rated.</summary>
    public double Damping { get; set; } = 10;

    /// <inheritdoc/>
    public override IReadOnlyList<Option> All =>
    [
        new("partners", "How many partners each item keeps: those it was rated together with most often.", 1, 100_000, () => Partners, v => Partners = (int)v),
        new("damping", "Ratings at which a bias counts half; used where no partner was rated.", 0, 10_000, () => Damping, v => Damping = v),
    ];
}
