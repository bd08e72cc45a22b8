namespace Marquee.Engine.Models.RatingBlend;

/// <summary>Settings of <see cref="RatingBlendModel"/>.</summary>
public sealed class RatingBlendOptions : ModelOptions
{
    /// <summary>The models that may be members, and whether they are one when nothing is said.</summary>
    internal static IReadOnlyList<(string Name, bool Joins)> Members { get; } =
        [("svd", true), ("svd++", true), ("time-svd", true), ("bayes-mf", true), ("knn-baseline", true), ("explicit-als", true), ("slope-one", true)];

    readonly Dictionary<string, bool> _joins = Members.ToDictionary(m => m.Name, m => m.Joins);

    /// <summary>How many times a part of the ratings is held out to learn the weights on; each costs a training of all members.</summary>
    public int Folds { get; set; } = 1;

    /// <summary>The share of the ratings held out each time.</summary>
    public double HeldOut { get; set; } = 0.1;

    /// <summary>How strongly weights are drawn towards the plain mean of the members, in ratings.</summary>
    public double Regularization { get; set; } = 20;

    /// <summary>Whether weights may depend on how many ratings the person and the title have.</summary>
    public bool Support { get; set; } = true;

    /// <summary>Whether a model is a member.</summary>
    public bool Has(string member) => _joins[member];

    /// <inheritdoc/>
    public override IReadOnlyList<Option> All =>
    [
        new("folds", "How many times a part of the ratings is held out to learn the weights on; 0: the plain mean of the members.", 0, 20, () => Folds, v => Folds = (int)v),
        new("held_out", "The share of the ratings held out each time.", 0.001, 0.5, () => HeldOut, v => HeldOut = v),
        new("regularization", "How strongly weights are drawn towards the plain mean, in ratings.", 1e-3, 1e9, () => Regularization, v => Regularization = v),
        new("support", "1: weights depend on how many ratings the person and the title have.", 0, 1, () => Support ? 1 : 0, v => Support = v >= 0.5),
        .. Members.Select(m => new Option(OptionOf(m.Name), $"1: '{m.Name}' is a member.", 0, 1, () => _joins[m.Name] ? 1 : 0, v => _joins[m.Name] = v >= 0.5)),
    ];

    static string OptionOf(string member) => "with_" + member.Replace('-', '_').Replace("++", "pp", StringComparison.Ordinal);
}
