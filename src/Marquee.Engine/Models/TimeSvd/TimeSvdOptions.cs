using Marquee.Engine.Models.Factors;

namespace Marquee.Engine.Models.TimeSvd;

/// <summary>
/// Settings of <see cref="TimeSvdModel"/>. Ratings are learnt in standard deviations, so the same settings fit every scale. What time adds was chosen on inner folds of u1.base of MovieLens 100K,
/// the rest is as in SVD++.
/// </summary>
public sealed class TimeSvdOptions : ModelOptions
{
    /// <summary>Factors a user and an item.</summary>
    public int Factors { get; set; } = 100;

    /// <summary>How often training walks over all ratings.</summary>
    public int Epochs { get; set; } = 20;

    /// <summary>The learning rate of the first epoch.</summary>
    public double Rate { get; set; } = 0.05;

    /// <summary>The learning rate of the last epoch as a share of the first; it falls evenly on a logarithmic scale.</summary>
    public double FinalRate { get; set; } = 0.05;

    /// <summary>Regularisation of factors, for a user or item with one rating.</summary>
    public double Regularization { get; set; } = 0.9;

    /// <summary>How fast regularisation falls with the number of ratings n: it is divided by n to this power.</summary>
    public double Frequency { get; set; } = 0.5;

    /// <summary>Regularisation of biases.</summary>
    public double BiasRegularization { get; set; } = 0.02;

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

    /// <summary>The standard deviation of a starting factor.</summary>
    public double InitialSpread { get; set; } = 0.03;

    internal Shrinkage Shrinkage => new(Regularization, Frequency, BiasRegularization);

    /// <inheritdoc/>
    public override IReadOnlyList<Option> All =>
    [
        new("factors", "Factors a user and an item.", 1, 4096, () => Factors, v => Factors = (int)v),
        new("epochs", "How often training walks over all ratings.", 1, 10_000, () => Epochs, v => Epochs = (int)v),
        new("rate", "Learning rate of the first epoch.", 1e-6, 1, () => Rate, v => Rate = v),
        new("final_rate", "Learning rate of the last epoch as a share of the first.", 1e-4, 1, () => FinalRate, v => FinalRate = v),
        new("regularization", "Regularisation of factors for a user or item with one rating.", 0, 10, () => Regularization, v => Regularization = v),
        new("frequency", "The power of the number of ratings by which regularisation is divided; 0: the same for all.", 0, 1, () => Frequency, v => Frequency = v),
        new("bias_regularization", "Regularisation of biases.", 0, 10, () => BiasRegularization, v => BiasRegularization = v),
        new("implicit_regularization", "Regularisation of the factors of having watched, once a user.", 0, 10, () => ImplicitRegularization, v => ImplicitRegularization = v),
        new("day_regularization", "Regularisation of a user's day, in ratings.", 0, 1e9, () => DayRegularization, v => DayRegularization = v),
        new("season_regularization", "Regularisation of an item's season, in ratings.", 0, 1e9, () => SeasonRegularization, v => SeasonRegularization = v),
        new("drift_regularization", "Regularisation of how a user drifts, in ratings.", 0, 1e9, () => DriftRegularization, v => DriftRegularization = v),
        new("seasons", "Into how many seasons of equal length time is cut for the items.", 1, 1000, () => Seasons, v => Seasons = (int)v),
        new("drift_power", "The power of the days from a user's mean day in their drift.", 0, 1, () => DriftPower, v => DriftPower = v),
        new("initial_spread", "Standard deviation of a starting factor.", 0, 1, () => InitialSpread, v => InitialSpread = v),
    ];
}
