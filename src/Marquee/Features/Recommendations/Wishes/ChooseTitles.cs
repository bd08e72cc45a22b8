using Marquee.Engine;
using Marquee.Engine.Ranking;

namespace Marquee.Features.Recommendations.Wishes;

/// <summary>
/// Turns scores and wishes into a list. First the best by score that may be shown, then the sliders, then the mixture of genres, then the differences between titles:
/// each chooses from what the one before left, and what nobody wished costs nothing. Titles are listed with their own scores.
/// </summary>
static class ChooseTitles
{
    /// <summary>How far down the scores wishes may reach.</summary>
    const int Pool = 300;
    const int MixedPool = 100;

    /// <summary>How much a genre, person or language that they said they like counts beside what their history says.</summary>
    const double Stated = 0.75;

    /// <param name="person">Whose list it is; of a household, who asked.</param>
    /// <param name="scores">The scores to go by.</param>
    /// <param name="wishes">What is wished.</param>
    /// <param name="traits">What the titles are like.</param>
    /// <param name="count">How many titles.</param>
    public static IReadOnlyList<RankedItem> Of(Recommender person, float[] scores, ListWishes wishes, TitleTraits traits, int count)
    {
        if (wishes.LeavesTheOrder && person.Taste is { LessLike.Count: 0, Liked.Count: 0 })
            return person.Best(scores, count);

        var mixed = Math.Max(MixedPool, 2 * count);
        var chosen = Sliders.Choose(person.Best(scores, Math.Max(Pool, 3 * count)), wishes is { Calibration: 0, Diversity: 0 } ? count : mixed,
            new Slider(wishes.Novelty, Unlikeness(person, wishes.Novelty)),
            new Slider(wishes.Popularity, person.Models.PopularityOf),
            new Slider(wishes.Length, item => traits.Minutes[item]),
            new Slider(person.Taste.LessLike.Count > 0 ? -1 : 0, item => person.LikenessToUnwanted(item)),
            new Slider(person.Taste.Liked.Count > 0 ? Stated : 0, item => person.Taste.Liked.Contains(person.TitleAt(item).Value) ? 1 : 0));
        if (wishes.Calibration > 0)
            chosen = CalibratedList.Choose(chosen, wishes.Diversity > 0 ? Math.Max(mixed / 2, count) : count, wishes.Calibration, traits.Genres, Mixture(person, traits));
        if (wishes.Diversity > 0)
            chosen = MaximalMarginalRelevance.Choose(chosen, count, 1 - wishes.Diversity, (a, b) => person.Models.Content.Cosine(a, b));
        return [.. chosen.Select(item => item with { Score = scores[item.Item] })];
    }

    /// <summary>How little a title has in common with everything they have seen, whether they liked it or not.</summary>
    static Func<int, float> Unlikeness(Recommender person, double slider)
    {
        if (slider == 0)
            return _ => 0;
        var seen = History.Of(person.History.Items.ToArray().Select(item => new Event(item, float.NaN)));
        var likeness = new float[person.Models.Content.Items.Count];
        person.Models.Content.Score(seen, likeness);
        return item => -likeness[item];
    }

    /// <summary>The genres of what they liked, each title as much as they liked it; what they only watched counts a little.</summary>
    static double[] Mixture(Recommender person, TitleTraits traits) => traits.Genres.Mixture(
        from e in person.Taste.Events
        let item = person.Models.Blend.Items.IndexOf(e.Title.Value)
        where item >= 0 && (e.Rating is null or >= TasteEvent.LikedFrom)
        select (item, e.Rating is { } tenths ? (tenths - TasteEvent.LikedFrom + 10) / 40.0 : 0.25));
}
