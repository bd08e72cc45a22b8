using Marquee.Data;
using Marquee.Features.Recommendations.Learning;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Recommendations;

/// <summary>A list and the models that made it.</summary>
sealed record Recommendations(string Model, string ModelVersion, IReadOnlyList<RecommendedTitle> Titles);

/// <summary>
/// "For you". The answer is kept until the profile's taste or the models change, so that looking again costs a dictionary look-up
/// and a new rating shows in the next request.
/// </summary>
sealed class RecommendForProfile(CurrentModels models, Database database, LoadTaste loadTaste, CurrentProfile current, RecommendationCache cache)
{
    public const int DefaultCount = 20;
    public const int MostCount = 100;

    public async Task<Recommendations> HandleAsync(string? model, int? limit, CancellationToken cancel)
    {
        var loaded = models.Require();
        var ranking = loaded.Find(model);
        var profile = await current.FindAsync(cancel);
        var count = Count(limit);

        var titles = await cache.GetAsync((profile?.Id, profile?.TasteVersion, loaded.Version, ranking.Name, count), async () =>
        {
            var taste = await loadTaste.OfAsync(profile);
            var ranked = new Recommender(loaded, taste).Rank(ranking, count);
            return ranked.Named(taste, loaded, await database.CardsAsync(ranked, [], CancellationToken.None));
        });
        return new Recommendations(ranking.Name, loaded.Version, titles);
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
