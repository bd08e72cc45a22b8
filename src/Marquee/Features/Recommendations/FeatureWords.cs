using Marquee.Engine.Models.Content;

namespace Marquee.Features.Recommendations;

/// <summary>What titles are made of, in words.</summary>
static class FeatureWords
{
    // Enough to find the named ones behind words of the logline, which two titles share without meaning anything by it.
    const int Considered = 24;

    /// <summary>What two titles have in common that a person would name: people first, then what they are about, then genre.</summary>
    public static IReadOnlyList<SharedFeature> Telling(this ContentModel content, int a, int b, int count) =>
    [..
        content.SharedFeatures(a, b, Considered)
            .Where(feature => Order(feature.Field) < int.MaxValue)
            .OrderBy(feature => Order(feature.Field))
            .DistinctBy(feature => feature.Term, StringComparer.OrdinalIgnoreCase)
            .Take(count),
    ];

    /// <summary>One feature as part of a sentence.</summary>
    public static string Say(SharedFeature feature) => feature.Field switch
    {
        ContentFields.Director => $"directed by {feature.Term}",
        ContentFields.Cast => $"with {feature.Term}",
        _ => feature.Term,
    };

    /// <summary>Several features for a caption: "Michael Mann, heist"; null when there are none.</summary>
    public static string? List(IReadOnlyList<SharedFeature> features) =>
        features.Count == 0 ? null : string.Join(", ", features.Select(feature => feature.Term));

    static int Order(string field) => field switch
    {
        ContentFields.Director => 0,
        ContentFields.Cast => 1,
        ContentFields.Keyword => 2,
        ContentFields.Genre => 3,
        _ => int.MaxValue,
    };
}
