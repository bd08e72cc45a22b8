namespace Marquee.Engine.Models.ExplicitAls;

/// <summary>Settings of explicit ALS.</summary>
public sealed class ExplicitAlsOptions : ModelOptions
{
    /// <summary>Numbers a user and an item are described by, besides their biases.</summary>
    public int Factors { get; set; } = 16;

    /// <summary>Rounds of solving all users, then all items.</summary>
    public int Iterations { get; set; } = 15;

    /// <summary>λ: the penalty on squared factors, for each rating of a row (the weighted regularisation of Zhou et al. 2008).</summary>
    public double Regularization { get; set; } = 0.1;

    /// <summary>The penalty on a squared bias, in ratings: so many ratings at the mean are added to every row.</summary>
    public double BiasDamping { get; set; } = 5;

    /// <summary>The factors begin as normal numbers of this standard deviation.</summary>
    public double InitialDeviation { get; set; } = 0.1;

    /// <inheritdoc />
    public override IReadOnlyList<Option> All =>
    [
        new("factors", "numbers a user and an item are described by, besides their biases", 1, 1000, () => Factors, v => Factors = (int)v),
        new("iterations", "rounds of solving all users, then all items", 1, 1000, () => Iterations, v => Iterations = (int)v),
        new("regularization", "penalty on squared factors, for each rating of a row", 1e-6, 1e6, () => Regularization, v => Regularization = v),
        new("bias_damping", "penalty on a squared bias, in ratings", 1e-3, 1e6, () => BiasDamping, v => BiasDamping = v),
        new("initial_deviation", "spread of the random start", 1e-6, 10, () => InitialDeviation, v => InitialDeviation = v),
    ];
}
