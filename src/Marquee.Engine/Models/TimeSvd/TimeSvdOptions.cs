using Marquee.Engine.Models.Factors;

namespace Marquee.Engine.Models.TimeSvd;

/// <summary>
/// Settings of <see cref="TimeSvdModel"/>: those of every factorisation, that of SVD++, and what time adds, which was chosen on inner folds of u1.base of MovieLens 100K.
/// </summary>
public sealed class TimeSvdOptions : FactorOptions
{
    /// <summary>Regularisation of the implicit factors, once a user.</summary>
    public double ImplicitRegularization { get; set; } = 0.5;

    /// <summary>Regularisation of a user's day, in ratings.</summary>
    public double DayRegularization { get; set; } = 10;

    /// <summary>Regularisation of an item's season, in ratings.</summary>
    public double SeasonRegularization { get; set; } = 200;

    /// <summary>Regularisation of how a user drifts, in ratings.</summary>
    public double DriftRegularization { get; set; } = 20;

    /// <summary>Into how many seasons of equal length the time of the ratings is cut for the items.</summary>
    public int Seasons { get; set; } = 10;

    /// <summary>The power of the days from a user's mean day in their drift.</summary>
    public double DriftPower { get; set; } = 0.4;

    private protected override IReadOnlyList<Option> Own =>
    [
        new("implicit_regularization", "Regularisation of the factors of having watched, once a user.", 0, 10, () => ImplicitRegularization, v => ImplicitRegularization = v),
        new("day_regularization", "Regularisation of a user's day, in ratings.", 0, 1e9, () => DayRegularization, v => DayRegularization = v),
        new("season_regularization", "Regularisation of an item's season, in ratings.", 0, 1e9, () => SeasonRegularization, v => SeasonRegularization = v),
        new("drift_regularization", "Regularisation of how a user drifts, in ratings.", 0, 1e9, () => DriftRegularization, v => DriftRegularization = v),
        new("seasons", "Into how many seasons of equal length time is cut for the items.", 1, 1000, () => Seasons, v => Seasons = (int)v),
        new("drift_power", "The power of the days from a user's mean day in their drift.", 0, 1, () => DriftPower, v => DriftPower = v),
    ];
}
