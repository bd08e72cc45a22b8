using Marquee.Data;

namespace Marquee.Features.Tracking.Plays;

/// <summary>How exactly somebody knows when they watched; the words of the column.</summary>
static class PlayPrecision
{
    public const string Exact = "exact";
    public const string Day = "day";
    public const string Unknown = "unknown";
}

/// <summary>What one source tells of one viewing.</summary>
/// <param name="At">The moment, or midnight UTC of the day; null: nobody remembers.</param>
/// <param name="Precision">One of <see cref="PlayPrecision"/>.</param>
/// <param name="EventId">What the source calls it, where it has a name for it.</param>
sealed record Telling(DateTimeOffset? At, string Precision, string Source, string? EventId = null);

/// <summary>A viewing to keep.</summary>
/// <param name="Title">The film or show.</param>
/// <param name="Episode">The episode, of a show.</param>
/// <param name="Told">When, and who says so.</param>
/// <param name="Note">For the profile's eyes only.</param>
/// <param name="Again">They say themselves that it is another viewing than the one of the same day.</param>
/// <param name="Cycle">Which time through the show; null: the one they are in.</param>
sealed record PlayDraft(TitleId Title, EpisodeId? Episode, Telling Told, string? Note = null, bool Again = false, int? Cycle = null);
