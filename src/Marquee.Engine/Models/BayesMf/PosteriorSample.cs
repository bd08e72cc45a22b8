using Marquee.Engine.Models.Factors;

namespace Marquee.Engine.Models.BayesMf;

/// <summary>One draw of everything the model is uncertain of, in the scale of the ratings.</summary>
/// <param name="Items">The items' factors and biases.</param>
/// <param name="Users">The same of the people trained on; none in a model read from its file.</param>
/// <param name="Variance">1/α: how far ratings scatter around their expectation, squared.</param>
/// <param name="Penalty">Λ/α: what holds a person's factors and bias, over the precision of a rating.</param>
sealed record PosteriorSample(FactorRows Items, FactorRows Users, double Variance, Penalty Penalty)
{
    public static PosteriorSample Of(GibbsSampler sampler, float deviation) => new(
        Scaled(sampler.Items, deviation),
        Scaled(sampler.Users, deviation),
        (double)deviation * deviation / sampler.Noise,
        // A product of two factors takes its deviation from both, so that each side's square holds one of it.
        new Penalty(sampler.UserPrecision.Factors / sampler.Noise * deviation, sampler.UserPrecision.Bias / sampler.Noise));

    static FactorRows Scaled(FactorRows rows, float deviation)
    {
        var copy = new FactorRows(rows.Count, rows.Factors, [.. rows.Values], [.. rows.Bias]);
        copy.Scale(deviation);
        return copy;
    }
}
