namespace Marquee.Engine.Models.Neural.Vae;

/// <summary>Settings of the multinomial variational autoencoder; the symbols are those of Liang et al. 2018.</summary>
public sealed class VaeOptions : ModelOptions
{
    /// <summary>The width of the hidden layers, one on each side of the code.</summary>
    public int Hidden { get; set; } = 300;

    /// <summary>K: numbers in the code of a person.</summary>
    public int Latent { get; set; } = 150;

    /// <summary>Rounds over all people.</summary>
    public int Epochs { get; set; } = 50;

    /// <summary>People in one step; fewer where that would leave fewer than ten steps a round.</summary>
    public int Batch { get; set; } = 200;

    /// <summary>Adam's step size at the start; it falls to nothing along half a cosine.</summary>
    public double Rate { get; set; } = 0.01;

    /// <summary>The share of a person's items hidden from the encoder, which are to be found with the rest.</summary>
    public double Dropout { get; set; } = 0.5;

    /// <summary>The weight that the divergence of the code from the prior grows to.</summary>
    public double Beta { get; set; } = 0.2;

    /// <summary>The share of the training during which β grows from 0 to its value.</summary>
    public double Annealing { get; set; } = 0.8;

    /// <summary>The part of a weight lost in a step, in learning rates.</summary>
    public double Decay { get; set; }

    /// <summary>The share of people shown to the encoder with no history, so that it learns what to say to a stranger.</summary>
    public double Strangers { get; set; } = 0.02;

    /// <summary>The rating from which an event counts as positive.</summary>
    public double PositiveFrom { get; set; }

    /// <inheritdoc />
    public override IReadOnlyList<Option> All =>
    [
        new("hidden", "width of the hidden layers", 1, 4096, () => Hidden, v => Hidden = (int)v),
        new("latent", "numbers in the code of a person", 1, 2048, () => Latent, v => Latent = (int)v),
        new("epochs", "rounds over all people", 1, 10_000, () => Epochs, v => Epochs = (int)v),
        new("batch", "people in one step, fewer for small populations", 1, 10_000, () => Batch, v => Batch = (int)v),
        new("rate", "Adam's step size at the start", 1e-6, 0.1, () => Rate, v => Rate = v),
        new("dropout", "share of a person's items hidden from the encoder", 0, 0.95, () => Dropout, v => Dropout = v),
        new("beta", "weight that the divergence from the prior grows to", 0, 10, () => Beta, v => Beta = v),
        new("annealing", "share of the training during which beta grows", 0, 1, () => Annealing, v => Annealing = v),
        new("decay", "part of a weight lost in a step, in learning rates", 0, 10, () => Decay, v => Decay = v),
        new("strangers", "share of people shown without their history", 0, 0.5, () => Strangers, v => Strangers = v),
        Positives.Option(() => PositiveFrom, v => PositiveFrom = v),
    ];
}
