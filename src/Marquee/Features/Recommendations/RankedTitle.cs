using Marquee.Data;
using Marquee.Engine;
using Marquee.Platform;

namespace Marquee.Features.Recommendations;

/// <summary>One of the person's own titles and how much it adds to a score, in the unit of the score.</summary>
sealed record Evidence(TitleId Title, float Contribution);

/// <summary>The stars we expect of one who watches along; null when no model for ratings knows the title.</summary>
/// <param name="Profile">Who.</param>
/// <param name="Stars">The expected rating.</param>
/// <param name="Range">What eight in ten true ratings lie between, in stars.</param>
sealed record MemberStars(Profile Profile, float? Stars, RatingRange? Range);

/// <summary>A title on a person's list, before anybody has looked up what it is called.</summary>
/// <param name="Title">Which.</param>
/// <param name="Score">What the model said; comparable within one list.</param>
/// <param name="Stars">The rating we expect, ½ … 5; null when no model for ratings knows the title.</param>
/// <param name="Source">The model that spoke loudest for it.</param>
/// <param name="Evidence">The person's titles that speak for it, loudest first.</param>
/// <param name="Note">A few words of its own for its card, such as what it shares with the title a row is about.</param>
sealed record RankedTitle(TitleId Title, float Score, float? Stars, string Source, IReadOnlyList<Evidence> Evidence, string? Note = null)
{
    /// <summary>What eight in ten true ratings lie between, in stars; null where no rating is expected.</summary>
    public RatingRange? Range { get; init; }

    /// <summary>Everybody who watches together, the asking profile first; null for a list for one.</summary>
    public IReadOnlyList<MemberStars>? Together { get; init; }
}
