namespace Marquee.Engine.Models.Rp3Beta;

/// <summary>Settings of <see cref="Rp3BetaModel"/>.</summary>
public sealed class Rp3BetaOptions : ModelOptions
{
    /// <summary>The power the steps' probabilities are raised to.</summary>
    public double Alpha { get; set; } = 0.7;

    /// <summary>How much popular items are held back.</summary>
    public double Beta { get; set; } = 0.5;

    /// <summary>How many neighbours each item keeps.</summary>
    public int Neighbours { get; set; } = 200;

    /// <summary>The rating from which an event counts; 0: every event does.</summary>
    public double PositiveFrom { get; set; }

    /// <inheritdoc/>
    public override IReadOnlyList<Option> All =>
    [
        new("alpha", "The power the probabilities of the walk's steps are raised to.", 0, 4, () => Alpha, v => Alpha = v),
        new("beta", "How much popular items are held back: the power of their popularity a score is divided by.", 0, 4, () => Beta, v => Beta = v),
        new("k", "How many neighbours each item keeps.", 1, 10_000, () => Neighbours, v => Neighbours = (int)v),
        Positives.Option(() => PositiveFrom, v => PositiveFrom = v),
    ];
}
