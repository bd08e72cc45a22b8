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
sealed class SimilarTitles(CurrentModels models, Database database, LoadTaste loadTaste, CurrentProfile current)
{
    const int FeaturesNamed = 3;
    const int MostCount = 50;

    public async Task<IReadOnlyList<SimilarTitle>> HandleAsync(TitleId title, int count, CancellationToken cancel)
    {
        if (count is < 1 or > MostCount)
            throw new Invalid("limit_invalid", $"Ask for 1 to {MostCount} titles.", "limit");
        var loaded = models.Require();
        await using var connection = await database.OpenAsync(cancel);
        var item = loaded.Blend.Items.IndexOf(title.Value);
        if (item < 0)
        {
            if ((await connection.TitleCardsAsync(database.Dialect, [title], cancel)).Count == 0)
                throw new NotFound("title_not_found", "There is no such title.");
            return [];
        }

        var near = loaded.Blend.Similar(item, count);
        var ids = near.Select(n => new TitleId(loaded.Blend.Items[n.Item])).ToList();
        var cards = (await connection.TitleCardsAsync(database.Dialect, ids, cancel)).ToDictionary(card => card.Id);
        var taste = await current.FindAsync(cancel) is { } profile ? await loadTaste.OfAsync(profile.Id, cancel) : Taste.None;
        return [..
            from n in near
            let id = new TitleId(loaded.Blend.Items[n.Item])
            where cards.ContainsKey(id)
            let mine = taste.Of(id)
            select new SimilarTitle(
                cards[id],
                n.Similarity / Math.Max(near[0].Similarity, float.Epsilon),
                [.. loaded.Content.SharedFeatures(item, n.Item, FeaturesNamed).Select(FeatureWords.Say)],
                mine?.Rating / 10m,
                mine is not null)];
    }
}
