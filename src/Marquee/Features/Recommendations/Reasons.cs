using System.Globalization;
using Marquee.Data;

namespace Marquee.Features.Recommendations;

/// <summary>What kind of reason it is, for its icon and colour.</summary>
enum ReasonKind
{
    Taste,
    Popular,
    Stretch,
}

/// <summary>Why a title is on a list, in words that name the evidence.</summary>
sealed record Reason(ReasonKind Kind, string Text);

/// <summary>Writes reasons. It says "loved" only of what was rated four stars or more, and names only titles that truly speak for the recommendation.</summary>
static class Reasons
{
    public static Reason Of(RankedTitle ranked, Taste taste, Func<TitleId, string> nameOf)
    {
        if (ranked.Together is { } together)
            return OfHousehold(together);
        var spoken = ranked.Evidence.Select(e => taste.Of(e.Title)).OfType<TasteEvent>().ToList();
        // The loudest title that they liked; a title they only watched speaks when no liked one does.
        if (spoken.Find(e => e.Rating >= TasteEvent.LikedFrom || e.IsFavourite) is { } liked)
            return new Reason(ReasonKind.Taste, $"Because you {(liked.IsFavourite || liked.Rating >= TasteEvent.LovedFrom ? "loved" : "liked")} {nameOf(liked.Title)}");
        if (spoken.Find(e => e.Rating is null) is { } watched)
            return new Reason(ReasonKind.Taste, $"Because you watched {nameOf(watched.Title)}");
        return new Reason(ReasonKind.Popular, "Popular with everyone");
    }

    /// <summary>Says what the one gets who likes it least, for that is what a household wants to know.</summary>
    static Reason OfHousehold(IReadOnlyList<MemberStars> together) => together.All(member => member.Stars is not null)
        ? new Reason(ReasonKind.Taste, string.Create(CultureInfo.InvariantCulture, $"Nobody here has seen it, and all {together.Count} of you should give it {together.Min(member => member.Stars):0.0} stars or more"))
        : new Reason(ReasonKind.Taste, "Nobody here has seen it, and it is near what each of you likes");
}
