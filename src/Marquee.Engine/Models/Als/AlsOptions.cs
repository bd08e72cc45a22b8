using Marquee.Engine.Kernels;

namespace Marquee.Engine.Models.Als;

/// <summary>Settings of iALS; the symbols are those of Rendle et al. 2022.</summary>
public sealed class AlsOptions : ModelOptions
{
    /// <summary>d: numbers a user and an item are described by.</summary>
    public int Factors { get; set; } = 64;

    /// <summary>Rounds of solving all users, then all items.</summary>
    public int Iterations { get; set; } = 16;

    /// <summary>λ: the penalty on squared factors, scaled by <see cref="FrequencyExponent"/>.</summary>
    public double Regularization { get; set; } = 0.007;

    /// <summary>α₀: the weight of a pair that did not meet, where one that did has 1.</summary>
    public double UnobservedWeight { get; set; } = 0.2;

    /// <summary>ν: a row with n interactions among N columns is penalised by λ (n + α₀ N)^ν. 1 scales with frequency, 0 treats all rows alike.</summary>
    public double FrequencyExponent { get; set; } = 1;

    /// <summary>σ: the factors begin as normal numbers of standard deviation σ / √d.</summary>
    public double InitialDeviation { get; set; } = 0.1;

    /// <summary>Steps of conjugate gradients that improve a row in each half of an iteration. 0 factors its normal matrix instead, <see cref="Block"/> by block.</summary>
    public int Steps { get; set; } = 3;

    /// <summary>Without steps, factors solved for at a time (iALS++): a multiple of 16 that divides them; 0 chooses, and a number as large as the factors solves exactly.</summary>
    public int Block { get; set; }

    /// <summary>The rating from which an event counts as positive.</summary>
    public double PositiveFrom { get; set; }

    /// <inheritdoc />
    public override IReadOnlyList<Option> All =>
    [
        new("factors", "numbers a user and an item are described by", 1, 1024, () => Factors, v => Factors = (int)v),
        new("iterations", "rounds of solving all users, then all items", 1, 1000, () => Iterations, v => Iterations = (int)v),
        new("regularization", "penalty on squared factors", 1e-6, 1e6, () => Regularization, v => Regularization = v),
        new("unobserved_weight", "weight of a pair that did not meet, where one that did has 1", 0, 100, () => UnobservedWeight, v => UnobservedWeight = v),
        new("frequency_exponent", "how the penalty grows with a row's interactions: 0 not, 1 in proportion", 0, 2, () => FrequencyExponent, v => FrequencyExponent = v),
        new("initial_deviation", "spread of the random start, before division by the root of the factors", 1e-6, 10, () => InitialDeviation, v => InitialDeviation = v),
        new("steps", "conjugate gradient steps for a row in each half of an iteration; 0 factors its normal matrix, block by block", 0, 1000, () => Steps, v => Steps = (int)v),
        new("block", "without steps, factors solved for at a time, rounded to a multiple of 16 that divides them; 0 chooses, as many as the factors solves exactly", 0, 1024, () => Block, v => Block = (int)v),
        Positives.Option(() => PositiveFrom, v => PositiveFrom = v),
    ];

    /// <summary>The block for rows of <paramref name="width"/> floats: the widest divisor of it that is a multiple of 16 and not above what was asked for.</summary>
    internal int BlockOf(int width)
    {
        var wanted = Block == 0 ? 32 : Block;
        var block = Math.Min(width, Math.Max(PanelGram.Granularity, wanted / PanelGram.Granularity * PanelGram.Granularity));
        while (width % block != 0)
            block -= PanelGram.Granularity;
        return block;
    }

    /// <summary>λ (n + α₀ N)^ν, the penalty of a row with n interactions among N columns.</summary>
    internal float Ridge(int interactions, int columns) =>
        (float)(Regularization * Math.Pow(Math.Max(1, interactions + UnobservedWeight * columns), FrequencyExponent));
}
