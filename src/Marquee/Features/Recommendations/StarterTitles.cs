using Marquee.Data;
using Marquee.Engine.Ranking;
using Marquee.Features.Catalogue;
using Marquee.Features.Recommendations.Learning;
using Marquee.Features.Recommendations.Wishes;
using Marquee.Platform;

namespace Marquee.Features.Recommendations;

/// <summary>
/// The films that somebody new is asked to rate: those whose answers tell most of their taste, by greedy information gain, counting how likely it is that they can answer.
/// What they have rated already is known, so each answer changes what is asked next.
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
        var known = new float[loaded.Blend.Items.Count];
        for (var item = 0; item < known.Length; item++)
            known[item] = loaded.ShareWhoKnow(item);
        var chosen = InformationGain.Choose(loaded.Ratings, person.History, known, Count, person.MustNotBeShown);
        await using var connection = await database.OpenAsync(cancel);
        return await connection.TitleCardsAsync(database.Dialect, [.. chosen.Select(question => person.TitleAt(question.Item))], sofa.Sight, cancel);
    }
}
