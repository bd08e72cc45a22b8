namespace Marquee.Engine.Models.BayesMf;

/// <summary>Settings of <see cref="BayesMfModel"/>.</summary>
public sealed class BayesMfOptions : ModelOptions
{
    /// <summary>How many factors a person and an item have.</summary>
    public int Factors { get; set; } = 16;

    /// <summary>How many sweeps go by before the first sample is kept.</summary>
    public int BurnIn { get; set; } = 40;

    /// <summary>How many samples are kept; the model's size grows with them.</summary>
    public int Samples { get; set; } = 20;

    /// <summary>How many sweeps lie between two samples kept.</summary>
    public int Apart { get; set; } = 3;

    /// <inheritdoc/>
    public override IReadOnlyList<Option> All =>
    [
        new("factors", "How many factors a person and an item have.", 1, 256, () => Factors, v => Factors = (int)v),
        new("burn_in", "How many sweeps go by before the first sample is kept.", 0, 10_000, () => BurnIn, v => BurnIn = (int)v),
        new("samples", "How many samples are kept; the model's size grows with them.", 1, 1000, () => Samples, v => Samples = (int)v),
        new("apart", "How many sweeps lie between two samples kept.", 1, 1000, () => Apart, v => Apart = (int)v),
    ];
}
