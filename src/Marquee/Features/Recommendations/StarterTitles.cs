using Marquee.Data;
using Marquee.Engine.Models.Content;
using Marquee.Engine.Ranking;
using Marquee.Features.Catalogue;
using Marquee.Features.Recommendations.Learning;
using Marquee.Platform;

namespace Marquee.Features.Recommendations;

/// <summary>
/// The films that somebody new is asked to rate: known by many, so that they can answer, and far apart in taste, so that each answer tells something.
/// </summary>
sealed class StarterTitles(CurrentModels models, Database database, LoadTaste loadTaste, CurrentProfile current)
{
    const int Count = 24;
    const int KnownByMany = 200;

    /// <summary>A page of titles the person has not rated yet.</summary>
    public async Task<IReadOnlyList<TitleCard>> HandleAsync(CancellationToken cancel)
    {
        var loaded = models.Require();
        var taste = await loadTaste.OfAsync(await current.FindAsync(cancel));
        var person = new Recommender(loaded, taste);
        var chosen = Spread(person.Best(person.ScoresOf(loaded.Popularity), KnownByMany), loaded.Content);
        await using var connection = await database.OpenAsync(cancel);
        return await connection.TitleCardsAsync(database.Dialect, [.. chosen.Select(person.TitleAt)], cancel);
    }

    /// <summary>The most popular first, then always the one that is furthest from all those chosen, popular ones counting for more.</summary>
    static List<int> Spread(IReadOnlyList<RankedItem> popular, ContentModel content)
    {
        var nearest = new float[popular.Count];
        var chosen = new List<int>();
        while (chosen.Count < Math.Min(Count, popular.Count))
        {
            var best = Enumerable.Range(0, popular.Count)
                .Where(place => !chosen.Contains(popular[place].Item))
                .MaxBy(place => popular[place].Score * (1 - nearest[place]));
            chosen.Add(popular[best].Item);
            for (var place = 0; place < popular.Count; place++)
                nearest[place] = Math.Max(nearest[place], content.Cosine(popular[best].Item, popular[place].Item));
        }

        return chosen;
    }
}
