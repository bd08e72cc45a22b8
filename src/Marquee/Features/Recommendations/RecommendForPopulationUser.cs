using Marquee.Data;
using Marquee.Features.Catalogue.Populations;
using Marquee.Features.Recommendations.Learning;
using Marquee.Platform.Errors;

namespace Marquee.Features.Recommendations;

/// <summary>What Marquee would recommend to a user of a population, by number: the engine on a taste that anybody can look up.</summary>
sealed class RecommendForPopulationUser(CurrentModels models, Database database)
{
    // Population ratings are stars; a taste counts tenths of a point.
    const double TenthsInAScale = 100;

    public async Task<Recommendations> HandleAsync(string population, long user, string? model, int? limit, CancellationToken cancel)
    {
        var loaded = models.Require();
        var ranking = loaded.Find(model);
        var count = RecommendForProfile.Count(limit);
        await using var connection = await database.OpenAsync(cancel);
        var known = await connection.PopulationAsync(population, cancel);
        var rows = known is null ? [] : await connection.PopulationRatingsOfAsync(known.Id, user, cancel);
        if (rows.Count == 0)
            throw new NotFound("population_user_not_found", "There is no such user in such a population.");

        var taste = new Taste([.. rows.Select(row => new TasteEvent(new TitleId(row.TitleId), (int)Math.Round(row.Value / known!.ScaleHigh * TenthsInAScale), row.RatedAt))], new HashSet<long>());
        var ranked = new Recommender(loaded, taste).Rank(ranking, count);
        return new Recommendations(ranking.Name, loaded.Version, ranked.Named(taste, loaded, await database.CardsAsync(ranked, [], cancel)));
    }
}
