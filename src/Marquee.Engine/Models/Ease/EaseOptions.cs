namespace Marquee.Engine.Models.Ease;

/// <summary>Settings of EASE and EDLAE. The two differ in the dropout: EASE has none.</summary>
public sealed class EaseOptions : ModelOptions
{
    readonly bool _denoising;

    EaseOptions(bool denoising) => _denoising = denoising;

    /// <summary>Defaults of EASE: λ = 500 of Steck 2019.</summary>
    public static EaseOptions ForEase() => new(denoising: false);

    /// <summary>Defaults of EDLAE: dropout one half, and less of the plain penalty.</summary>
    public static EaseOptions ForEdlae() => new(denoising: true) { Regularization = 200, Dropout = 0.5 };

    /// <summary>λ: the penalty on squared weights, in interactions. Grows with the number of users; a tenth of the median count of an item is a start.</summary>
    public double Regularization { get; set; } = 500;

    /// <summary>p: the share of a user's items hidden while the others predict them (Steck 2020). 0 is EASE.</summary>
    public double Dropout { get; set; }

    /// <summary>Items with fewer interactions stay out of the matrix, which has the square of the number of the rest; they score 0.</summary>
    public int MinCount { get; set; } = 1;

    /// <summary>The rating from which an event counts as positive.</summary>
    public double PositiveFrom { get; set; }

    /// <inheritdoc />
    public override IReadOnlyList<Option> All =>
    [
        new("regularization", "penalty on squared weights, in interactions", 1e-3, 1e9, () => Regularization, v => Regularization = v),
        .. _denoising ? [new Option("dropout", "share of a user's items hidden in training", 0, 0.99, () => Dropout, v => Dropout = v)] : Array.Empty<Option>(),
        new("min_count", "items with fewer interactions are left out of the matrix and score 0", 1, 1e9, () => MinCount, v => MinCount = (int)v),
        Positives.Option(() => PositiveFrom, v => PositiveFrom = v),
    ];
}
