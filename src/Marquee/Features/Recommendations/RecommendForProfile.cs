using Marquee.Data;
using Marquee.Engine;
using Marquee.Engine.Ranking;
using Marquee.Features.Recommendations.Exposures;
using Marquee.Features.Recommendations.Learning;
using Marquee.Features.Recommendations.Wishes;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Recommendations;

/// <summary>A list and the models that made it.</summary>
sealed record Recommendations(string Model, string ModelVersion, IReadOnlyList<RecommendedTitle> Titles);

/// <summary>
/// "For you", or for all who watch together. The answer is kept until somebody's taste or the models change, so that looking again costs a dictionary look-up
/// and a new rating shows in the next request.
/// </summary>
sealed class RecommendForProfile(
    CurrentModels models, Database database, LoadTaste loadTaste, CurrentProfile current,
    HouseholdMembers household, LeaveOut leaveOut, LoadTraits loadTraits, RecommendationCache cache, CountExposures exposures)
{
    public const int DefaultCount = 20;
    public const int MostCount = 100;

    /// <summary>In deviations above a person's average title: what anybody likes less than this makes somebody suffer. About one title in ten lies above.</summary>
    const float Misery = 1;

    public async Task<Recommendations> HandleAsync(string? model, int? limit, ListWishes wishes, CancellationToken cancel)
    {
        var loaded = models.Require();
        var ranking = loaded.Find(model);
        var count = Count(limit);
        var sofa = await household.OfAsync(await current.FindAsync(cancel), wishes.With, cancel);

        var titles = await cache.GetAsync(("list", sofa.Key, wishes.Key, loaded.Version, ranking.Name, count), () => MakeAsync(loaded, ranking, count, sofa, wishes));
        exposures.Shown(sofa.Profiles.FirstOrDefault(), CountExposures.ForYou, loaded.Version, titles.Select(title => title.Title.Id));
        return new Recommendations(ranking.Name, loaded.Version, titles);
    }

    async Task<IReadOnlyList<RecommendedTitle>> MakeAsync(LoadedModels loaded, Model ranking, int count, Sofa sofa, ListWishes wishes)
    {
        var left = await leaveOut.OfAsync(loaded, sofa.Cap, wishes, CancellationToken.None);
        var others = new List<Recommender>();
        foreach (var profile in sofa.Profiles.Skip(1))
            others.Add(new Recommender(loaded, await loadTaste.OfAsync(profile)));
        var person = new Recommender(loaded, await loadTaste.OfAsync(sofa.Profiles.FirstOrDefault()),
            others.Aggregate(left, (known, other) => known.Union(other.MustNotBeShown)));

        var scores = others.Count == 0 ? person.ScoresOf(ranking) : Household.Combine(
            [.. others.Prepend(person).Select(one => Household.Comparable(one.ScoresOf(ranking)))], wishes.Together, Misery);
        var chosen = ChooseTitles.Of(person, scores, wishes, await loadTraits.OfAsync(loaded), count);
        var ranked = chosen.Select(item => person.Describe(ranking, item) with
        {
            Together = others.Count == 0 ? null : [.. others.Prepend(person).Zip(sofa.Profiles, (one, profile) => new MemberStars(profile, one.Stars(item.Item), one.Range(item.Item)))],
        }).ToList();
        return ranked.Named(person.Taste, loaded, await database.CardsAsync(ranked, [], sofa.Sight, CancellationToken.None));
    }

    /// <summary>How many titles a request means.</summary>
    /// <exception cref="Invalid">None or too many.</exception>
    public static int Count(int? limit) => limit switch
    {
        null => DefaultCount,
        >= 1 and <= MostCount => limit.Value,
        _ => throw new Invalid("limit_invalid", $"Ask for 1 to {MostCount} titles.", "limit"),
    };
}
