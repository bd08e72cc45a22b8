namespace Marquee.Engine.Models.Slim;

/// <summary>Settings of SLIM; the symbols are those of Ning and Karypis 2011.</summary>
public sealed class SlimOptions : ModelOptions
{
    /// <summary>λ: the penalty on the sum of weights, in interactions. More makes the weights sparser.</summary>
    public double L1 { get; set; } = 1;

    /// <summary>β: the penalty on the sum of squared weights, in interactions.</summary>
    public double L2 { get; set; } = 100;

    /// <summary>Whether weights may be negative; the paper's may not.</summary>
    public bool Signed { get; set; }

    /// <summary>The largest number of times the weights of an item are gone through.</summary>
    public int Iterations { get; set; } = 30;

    /// <summary>An item is done when no weight changes by more than this in a round.</summary>
    public double Tolerance { get; set; } = 1e-3;

    /// <summary>Items with fewer interactions are left out: training holds the square of the number of the rest; they score 0.</summary>
    public int MinCount { get; set; } = 1;

    /// <summary>The rating from which an event counts as positive.</summary>
    public double PositiveFrom { get; set; }

    /// <inheritdoc />
    public override IReadOnlyList<Option> All =>
    [
        new("l1", "penalty on the sum of weights, in interactions", 0, 1e9, () => L1, v => L1 = v),
        new("l2", "penalty on the sum of squared weights, in interactions", 1e-3, 1e9, () => L2, v => L2 = v),
        new("signed", "1: weights may be negative", 0, 1, () => Signed ? 1 : 0, v => Signed = v >= 0.5),
        new("iterations", "times the weights of an item are gone through at most", 1, 1000, () => Iterations, v => Iterations = (int)v),
        new("tolerance", "an item is done when no weight changes by more in a round", 1e-9, 1, () => Tolerance, v => Tolerance = v),
        new("min_count", "items with fewer interactions are left out of training and score 0", 1, 1e9, () => MinCount, v => MinCount = (int)v),
        Positives.Option(() => PositiveFrom, v => PositiveFrom = v),
    ];
}
