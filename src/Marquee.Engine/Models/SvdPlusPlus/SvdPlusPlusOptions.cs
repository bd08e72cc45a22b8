using Marquee.Engine.Models.Factors;

namespace Marquee.Engine.Models.SvdPlusPlus;

/// <summary>Settings of <see cref="SvdPlusPlusModel"/>: those of every factorisation, and one for what was watched.</summary>
public sealed class SvdPlusPlusOptions : FactorOptions
{
    /// <summary>Regularisation of the implicit factors, once a user.</summary>
    public double ImplicitRegularization { get; set; } = 0.5;

    private protected override IReadOnlyList<Option> Own =>
    [
        new("implicit_regularization", "Regularisation of the factors of having watched, once a user.", 0, 10, () => ImplicitRegularization, v => ImplicitRegularization = v),
    ];
}
