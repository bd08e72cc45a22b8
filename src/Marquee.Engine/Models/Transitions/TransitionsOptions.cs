namespace Marquee.Engine.Models.Transitions;

/// <summary>Settings of <see cref="TransitionsModel"/>. The defaults were chosen on the last but one event of MovieLens 100K and latest-small, the last being left out.</summary>
public sealed class TransitionsOptions : ModelOptions
{
    /// <summary>How many titles apart two events may be to make a transition, and how many of the latest titles of a history speak.</summary>
    public int Window { get; set; } = 20;

    /// <summary>What is left of a transition's weight with every title in between, and of a history title's with every one after it.</summary>
    public double Decay { get; set; } = 0.7;

    /// <summary>How much the way back counts, from a title to those before it.</summary>
    public double Backward { get; set; } = 0.3;

    /// <summary>How many viewers a title needs before half of what followed it is believed.</summary>
    public double Shrinkage { get; set; } = 20;

    /// <summary>How much popular followers are held back.</summary>
    public double Beta { get; set; } = 0.3;

    /// <summary>How many viewers every follower is given when the popular are held back, lest the rarest win.</summary>
    public double Smoothing { get; set; } = 50;

    /// <summary>How many followers each item keeps.</summary>
    public int Followers { get; set; } = 1000;

    /// <summary>The rating from which an event counts; 0: every event does.</summary>
    public double PositiveFrom { get; set; }

    /// <inheritdoc/>
    public override IReadOnlyList<Option> All =>
    [
        new("window", "How many titles apart two events may be to make a transition, and how many of a history's latest speak.", 1, 1000, () => Window, v => Window = (int)v),
        new("decay", "What is left of a weight with every title in between.", 0, 1, () => Decay, v => Decay = v),
        new("backward", "How much the way back counts, from a title to those before it, the way forward counting 1.", 0, 1, () => Backward, v => Backward = v),
        new("shrinkage", "The number of viewers at which half of what followed a title is believed.", 0, 100_000, () => Shrinkage, v => Shrinkage = v),
        new("beta", "How much popular followers are held back: the power of their smoothed number of viewers a weight is divided by.", 0, 4, () => Beta, v => Beta = v),
        new("smoothing", "The number of viewers added to every follower's before it is held back.", 0, 100_000, () => Smoothing, v => Smoothing = v),
        new("k", "How many followers each item keeps.", 1, 100_000, () => Followers, v => Followers = (int)v),
        Positives.Option(() => PositiveFrom, v => PositiveFrom = v),
    ];
}
