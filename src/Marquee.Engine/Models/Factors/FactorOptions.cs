namespace Marquee.Engine.Models.Factors;

/// <summary>
/// The settings that every factorisation of ratings by stochastic gradient descent has; a model adds its own behind them. Ratings are learnt in standard deviations, so the same
/// settings fit every scale. Where a model's default differs it says so in its constructor.
/// </summary>
public abstract class FactorOptions : ModelOptions
{
    private protected FactorOptions() { }

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

    /// <summary>The standard deviation of a starting factor.</summary>
    public double InitialSpread { get; set; } = 0.03;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Option> All =>
    [
        new("factors", "Factors a user and an item.", 1, 4096, () => Factors, v => Factors = (int)v),
        new("epochs", "How often training walks over all ratings.", 1, 10_000, () => Epochs, v => Epochs = (int)v),
        new("rate", "Learning rate of the first epoch.", 1e-6, 1, () => Rate, v => Rate = v),
        new("final_rate", "Learning rate of the last epoch as a share of the first.", 1e-4, 1, () => FinalRate, v => FinalRate = v),
        new("regularization", "Regularisation of factors for a user or item with one rating.", 0, 10, () => Regularization, v => Regularization = v),
        new("frequency", "The power of the number of ratings by which regularisation is divided; 0: the same for all.", 0, 1, () => Frequency, v => Frequency = v),
        new("bias_regularization", "Regularisation of biases.", 0, 10, () => BiasRegularization, v => BiasRegularization = v),
        .. Own,
        new("initial_spread", "Standard deviation of a starting factor.", 0, 1, () => InitialSpread, v => InitialSpread = v),
    ];

    /// <summary>What the model has besides, in the order a reader should meet it.</summary>
    private protected virtual IReadOnlyList<Option> Own => [];

    internal Shrinkage Shrinkage => new(Regularization, Frequency, BiasRegularization);

    /// <summary>The learning rate of an epoch, counted from 0.</summary>
    internal double RateIn(int epoch) => Rate * Math.Pow(FinalRate, epoch / Math.Max(1.0, Epochs - 1));
}
