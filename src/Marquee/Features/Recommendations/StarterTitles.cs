using Marquee.Data;
using Marquee.Engine.Ranking;
using Marquee.Features.Catalogue;
using Marquee.Features.Recommendations.Learning;
using Marquee.Features.Recommendations.Wishes;
using Marquee.Platform;

namespace Marquee.Features.Recommendations;

/// <summary>
/// The films that somebody new is asked to rate: known by many, so that they can answer, and far apart in taste, so that each answer tells something.
/// </summary>
sealed class StarterTitles(CurrentModels models, Database database, LoadTaste loadTaste, CurrentProfile current, HouseholdMembers household, LeaveOut leaveOut)
{
    const int Count = 24;

    /// <summary>A page of titles the person has not rated yet; empty while there is nothing to know them by.</summary>
    public async Task<IReadOnlyList<TitleCard>> HandleAsync(CancellationToken cancel)
    {
        if (models.Loaded is not { } loaded)
            return [];
        var profile = await current.FindAsync(cancel);
        var sofa = await household.OfAsync(profile, [], cancel);
        var person = new Recommender(loaded, await loadTaste.OfAsync(profile), await leaveOut.OfAsync(loaded, sofa.Cap, ListWishes.None, cancel));
        var chosen = OnboardingSet.Choose(person.ScoresOf(loaded.Popularity), Count, (a, b) => loaded.Content.Cosine(a, b), person.MustNotShow);
        await using var connection = await database.OpenAsync(cancel);
        return await connection.TitleCardsAsync(database.Dialect, [.. chosen.Select(person.TitleAt)], cancel);
    }
}
