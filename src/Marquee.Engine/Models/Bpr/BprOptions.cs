namespace Marquee.Engine.Models.Bpr;

/// <summary>Settings of <see cref="BprModel"/>.</summary>
public sealed class BprOptions : ModelOptions
{
    /// <summary>Factors a user and an item.</summary>
    public int Factors { get; set; } = 64;

    /// <summary>How many steps training takes, as a multiple of the positive events.</summary>
    public int Epochs { get; set; } = 30;

    /// <summary>The learning rate of the first epoch.</summary>
    public double Rate { get; set; } = 0.1;

    /// <summary>The learning rate of the last epoch as a share of the first; it falls evenly on a logarithmic scale.</summary>
    public double FinalRate { get; set; } = 0.1;

    /// <summary>Regularisation of factors.</summary>
    public double Regularization { get; set; } = 0.005;

    /// <summary>Regularisation of item biases.</summary>
    public double BiasRegularization { get; set; } = 0.01;

    /// <summary>The standard deviation of a starting factor.</summary>
    public double InitialSpread { get; set; } = 0.03;

    /// <summary>The rating from which an event counts; 0: every event does.</summary>
    public double PositiveFrom { get; set; }

    /// <inheritdoc/>
    public override IReadOnlyList<Option> All =>
    [
        new("factors", "Factors a user and an item.", 1, 4096, () => Factors, v => Factors = (int)v),
        new("epochs", "Steps of training, as a multiple of the positive events.", 1, 10_000, () => Epochs, v => Epochs = (int)v),
        new("rate", "Learning rate of the first epoch.", 1e-6, 1, () => Rate, v => Rate = v),
        new("final_rate", "Learning rate of the last epoch as a share of the first.", 1e-4, 1, () => FinalRate, v => FinalRate = v),
        new("regularization", "Regularisation of factors.", 0, 1, () => Regularization, v => Regularization = v),
        new("bias_regularization", "Regularisation of item biases.", 0, 1, () => BiasRegularization, v => BiasRegularization = v),
        new("initial_spread", "Standard deviation of a starting factor.", 0, 1, () => InitialSpread, v => InitialSpread = v),
        Positives.Option(() => PositiveFrom, v => PositiveFrom = v),
    ];
}
