using Marquee.Engine.Models.Content;

namespace Marquee.Features.Recommendations;

/// <summary>What titles are made of, in words.</summary>
static class FeatureWords
{
    /// <summary>One feature as part of a sentence.</summary>
    public static string Say(SharedFeature feature) => feature.Field switch
    {
        ContentFields.Director => $"directed by {feature.Term}",
        ContentFields.Cast => $"with {feature.Term}",
        _ => feature.Term,
    };

    /// <summary>Several features for a caption: "Michael Mann, heist"; null when there are none.</summary>
    public static string? List(IReadOnlyList<SharedFeature> features) =>
        features.Count == 0 ? null : string.Join(", ", features.Select(f => f.Term).Distinct(StringComparer.OrdinalIgnoreCase));
}
