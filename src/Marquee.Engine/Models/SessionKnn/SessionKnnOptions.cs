namespace Marquee.Engine.Models.SessionKnn;

/// <summary>Settings of <see cref="SessionKnnModel"/>. The defaults were chosen on the last but one and last but two events of MovieLens 100K and latest-small, the last being left out.</summary>
public sealed class SessionKnnOptions : ModelOptions
{
    /// <summary>How many of the nearest people speak.</summary>
    public int Neighbours { get; set; } = 300;

    /// <summary>How many of a history's latest titles are compared.</summary>
    public int Window { get; set; } = 50;

    /// <summary>What is left of a history title's weight with every title watched after it.</summary>
    public double Decay { get; set; } = 0.8;

    /// <summary>The power of a title's rarity in its weight.</summary>
    public double Rarity { get; set; } = 0.5;

    /// <summary>The power of the length of a person's history that their nearness is divided by.</summary>
    public double Length { get; set; } = 0.25;

    /// <summary>What is left of a shared title's weight with every title between it and another in a neighbour's history.</summary>
    public double Distance { get; set; } = 0.8;

    /// <summary>How much titles count that a neighbour watched before the shared one.</summary>
    public double Backward { get; set; } = 0.2;

    /// <summary>How much popular titles are held back.</summary>
    public double Beta { get; set; } = 0.2;

    /// <summary>How many viewers every title is given when the popular are held back, lest the rarest win.</summary>
    public double Smoothing { get; set; } = 20;

    /// <summary>The rating from which an event counts; 0: every event does.</summary>
    public double PositiveFrom { get; set; }

    /// <inheritdoc/>
    public override IReadOnlyList<Option> All =>
    [
        new("k", "How many of the nearest people speak.", 1, 100_000, () => Neighbours, v => Neighbours = (int)v),
        new("window", "How many of a history's latest titles are compared.", 1, 10_000, () => Window, v => Window = (int)v),
        new("decay", "What is left of a history title's weight with every title watched after it.", 0, 1, () => Decay, v => Decay = v),
        new("rarity", "The power of a title's rarity (log of people over viewers) in its weight; 0: all titles tell the same.", 0, 4, () => Rarity, v => Rarity = v),
        new("length", "The power of the length of a person's history that their nearness is divided by; 0.5 is the cosine's.", 0, 2, () => Length, v => Length = v),
        new("distance", "What is left of a shared title's weight with every title between it and another in a neighbour's history.", 0, 1, () => Distance, v => Distance = v),
        new("backward", "How much titles count that a neighbour watched before the shared one, those after it counting 1.", 0, 1, () => Backward, v => Backward = v),
        new("beta", "How much popular titles are held back: the power of their smoothed number of viewers a score is divided by.", 0, 4, () => Beta, v => Beta = v),
        new("smoothing", "The number of viewers added to every title's before it is held back.", 0, 100_000, () => Smoothing, v => Smoothing = v),
        Positives.Option(() => PositiveFrom, v => PositiveFrom = v),
    ];
}
