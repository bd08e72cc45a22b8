namespace Marquee.Engine.Models.Popularity;

/// <summary>Settings of <see cref="PopularityModel"/>.</summary>
public sealed class PopularityOptions : ModelOptions
{
    /// <summary>The age in days at which an event counts half; 0: age does not matter.</summary>
    public double HalfLifeDays { get; set; }

    /// <summary>The rating from which an event counts; 0: every event does.</summary>
    public double PositiveFrom { get; set; }

    /// <summary>The settings for what is trending: an event counts half after a week.</summary>
    public static PopularityOptions Trending => new() { HalfLifeDays = 7 };

    /// <inheritdoc/>
    public override IReadOnlyList<Option> All =>
    [
        new("half_life_days", "The age, in days before the newest event, at which an event counts half; 0: age does not matter. 7 makes a list of what is trending.", 0, 36_500, () => HalfLifeDays, v => HalfLifeDays = v),
        Positives.Option(() => PositiveFrom, v => PositiveFrom = v),
    ];
}
