using Marquee.Engine;
using Marquee.Features.Catalogue;
using Marquee.Platform;

namespace Marquee.Features.Recommendations;

/// <summary>A title on somebody's list, ready to be shown.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Score">What the model said; comparable within one list.</param>
/// <param name="Predicted">The rating we expect; null when nothing is known.</param>
/// <param name="Reason">Why it is here.</param>
/// <param name="Source">The model that spoke loudest for it.</param>
/// <param name="Evidence">The person's own titles behind the reason, loudest first.</param>
/// <param name="Note">A few words of its own for its card; null when the reason says it all.</param>
sealed record RecommendedTitle(
    TitleCard Title,
    float Score,
    PredictedRating? Predicted,
    Reason Reason,
    string Source,
    IReadOnlyList<NamedEvidence> Evidence,
    string? Note = null)
{
    /// <summary>What each who watches along should give it; null for a list for one.</summary>
    public IReadOnlyList<MemberPrediction>? Together { get; init; }
}

/// <summary>The rating we expect of one of several.</summary>
sealed record MemberPrediction(Profile Profile, PredictedRating? Predicted);

/// <summary>One of the person's own titles by name, and how much it adds to the score.</summary>
sealed record NamedEvidence(TitleCard Title, float Contribution);

/// <summary>A rating we expect, on the ten-point scale with one decimal, and the range that eight in ten true ratings fall into.</summary>
sealed record PredictedRating(decimal Rating, decimal Low, decimal High)
{
    public static PredictedRating? FromStars(float? stars, RatingRange? range) => stars is { } expected && range is { } between
        ? new PredictedRating(Points(expected), Points(between.Low), Points(between.High))
        : null;

    // Stars ½ … 5 are points 1 … 10.
    static decimal Points(float stars) => Math.Round((decimal)Math.Clamp(stars * 2, 1, 10), 1);
}
