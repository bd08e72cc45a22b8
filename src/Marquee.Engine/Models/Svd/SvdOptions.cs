using Marquee.Engine.Models.Factors;

namespace Marquee.Engine.Models.Svd;

/// <summary>Settings of <see cref="SvdModel"/>: those of every factorisation, with faster steps from a smaller start.</summary>
public sealed class SvdOptions : FactorOptions
{
    /// <summary>The defaults.</summary>
    public SvdOptions() => (Rate, FinalRate, InitialSpread) = (0.08, 0.04, 0.015);
}
