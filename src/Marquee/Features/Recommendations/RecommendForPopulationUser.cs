using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Populations;
using Marquee.Features.Recommendations.Learning;
using Marquee.Platform.Errors;

namespace Marquee.Features.Recommendations;

/// <summary>What Marquee would recommend to a user of a population, by number: the engine on a taste that anybody can look up.</summary>
sealed class RecommendForPopulationUser(CurrentModels models, Database database, RecommendationCache cache)
{
    // Population ratings are stars; a taste counts tenths of a point.
    const double TenthsInAScale = 100;

    public async Task<Recommendations> HandleAsync(string population, long user, string? model, int? limit, TitleSight sight, CancellationToken cancel)
    {
        // Kept for all who ask.
        sight = sight.OfNobody;
        var loaded = models.Require();
        var ranking = loaded.Find(model);
        var count = RecommendForProfile.Count(limit);
        await using var connection = await database.OpenAsync(cancel);
        var known = await connection.PopulationAsync(population, cancel) ?? throw Missing();
        var titles = await cache.GetAsync((known.Id, known.LoadedAt, user, loaded.Version, ranking.Name, count, sight.Key), async () =>
        {
            await using var own = await database.OpenAsync(CancellationToken.None);
            var taste = TasteOf(await own.PopulationRatingsOfAsync(known.Id, user, CancellationToken.None), known);
            var ranked = taste.Events.Count == 0 ? throw Missing() : new Recommender(loaded, taste).Rank(ranking, count);
            return ranked.Named(taste, loaded, await database.CardsAsync(ranked, [], sight, CancellationToken.None));
        });
        return new Recommendations(ranking.Name, loaded.Version, titles);
    }

    static Taste TasteOf(List<PopulationRating> ratings, Population population) => new(
        [.. ratings.Select(r => new TasteEvent(new TitleId(r.TitleId), (int)Math.Round(r.Value / population.ScaleHigh * TenthsInAScale), r.RatedAt))],
        new HashSet<long>());

    static NotFound Missing() => new("population_user_not_found", "There is no such user in such a population.");
}
