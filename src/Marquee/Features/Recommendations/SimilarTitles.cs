using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Recommendations.Learning;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Recommendations;

/// <summary>A title near another one.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Similarity">0 … 1, the nearest of the answer being 1.</param>
/// <param name="Shared">What both have in common, most telling first: "directed by Michael Mann", "heist".</param>
/// <param name="Rating">What the person rated it, 1 … 10; null when they did not.</param>
/// <param name="Seen">Whether they have seen it.</param>
sealed record SimilarTitle(TitleCard Title, float Similarity, IReadOnlyList<string> Shared, decimal? Rating, bool Seen);

/// <summary>"Similar, and how": near by what the population loved together and by what the titles are made of.</summary>
sealed class SimilarTitles(CurrentModels models, Database database, LoadTaste loadTaste, CurrentProfile current, RecommendationCache cache)
{
    const int FeaturesNamed = 3;
    const int MostCount = 50;

    public async Task<IReadOnlyList<SimilarTitle>> HandleAsync(TitleId title, int count, CancellationToken cancel)
    {
        if (count is < 1 or > MostCount)
            throw new Invalid("limit_invalid", $"Ask for 1 to {MostCount} titles.", "limit");
        var loaded = models.Require();
        var profile = await current.FindAsync(cancel);
        var sight = TitleSight.Of(profile);
        await using var connection = await database.OpenAsync(cancel);
        var item = loaded.Blend.Items.IndexOf(title.Value);
        if (item < 0)
        {
            if ((await connection.TitleCardsAsync(database.Dialect, [title], sight, cancel)).Count == 0)
                throw new NotFound("title_not_found", "There is no such title.");
            return [];
        }

        var near = await cache.GetAsync(("near", loaded.Version, item, count), () => Task.FromResult(Near(loaded, item, count)));
        var cards = (await connection.TitleCardsAsync(database.Dialect, near.ConvertAll(n => n.Title), sight, cancel)).ToDictionary(card => card.Id);
        var taste = await loadTaste.OfAsync(profile);
        return [..
            from n in near
            where cards.ContainsKey(n.Title) && !taste.Hidden.Contains(n.Title.Value)
            let mine = taste.Of(n.Title)
            select new SimilarTitle(cards[n.Title], n.Similarity, n.Shared, mine?.Rating / 10m, mine is not null)];
    }

    sealed record Nearby(TitleId Title, float Similarity, IReadOnlyList<string> Shared);

    /// <summary>The same for everybody, and costly enough to be kept as long as the models are.</summary>
    static List<Nearby> Near(LoadedModels loaded, int item, int count)
    {
        var near = loaded.Nearness.Similar(item, count);
        return [.. near.Select(n => new Nearby(
            new TitleId(loaded.Blend.Items[n.Item]),
            n.Similarity / Math.Max(near[0].Similarity, float.Epsilon),
            [.. loaded.Content.Telling(item, n.Item, FeaturesNamed).Select(FeatureWords.Say)]))];
    }
}
