using Marquee.Data;
using Marquee.Engine;
using Marquee.Features.Catalogue;
using Marquee.Features.Recommendations.Learning;
using Marquee.Platform;

namespace Marquee.Features.Recommendations;

/// <summary>A predicted rating taken apart, on the ten-point scale: <paramref name="Start"/> and all shares add up to the prediction.</summary>
/// <param name="Predicted">The rating we expect.</param>
/// <param name="Start">Where it starts: how people in general, and this person in general, rate this title.</param>
/// <param name="Shares">What each of the person's ratings adds or takes away, the strongest first.</param>
/// <param name="Others">The sum of the shares too small to name.</param>
/// <param name="OtherCount">How many those are.</param>
sealed record WhyThisAnswer(PredictedRating Predicted, decimal Start, IReadOnlyList<RatingShare> Shares, decimal Others, int OtherCount);

/// <summary>One of the person's ratings and what it adds, in points.</summary>
sealed record RatingShare(TitleCard Title, decimal Rating, decimal Points);

/// <summary>"Why we recommended this": how much each of your ratings added.</summary>
sealed class WhyThis(CurrentModels models, Database database, LoadTaste loadTaste, CurrentProfile current)
{
    const int SharesNamed = 6;

    (TitleId Title, Task<WhyThisAnswer?> Answer)? _asked;

    /// <summary>Null when there is nothing to say: no ratings yet, a title nobody has rated, or one the person has rated themselves.</summary>
    public Task<WhyThisAnswer?> HandleAsync(TitleId title, CancellationToken cancel)
    {
        // A title page asks twice, for the score in its head and for the panel.
        if (_asked is not { } asked || asked.Title != title)
            _asked = asked = (title, ExplainAsync(title, cancel));
        return asked.Answer;
    }

    async Task<WhyThisAnswer?> ExplainAsync(TitleId title, CancellationToken cancel)
    {
        if (models.Loaded is not { } loaded || await current.FindAsync(cancel) is not { } profile)
            return null;
        var taste = await loadTaste.OfAsync(profile);
        var item = loaded.Blend.Items.IndexOf(title.Value);
        if (item < 0 || taste.Of(title)?.Rating is not null || !taste.Events.Any(e => e.Rating is not null))
            return null;
        var history = taste.In(loaded.Blend.Items);
        var person = new Recommender(loaded, taste);
        if (PredictedRating.FromStars(person.Stars(item), person.Range(item)) is not { } predicted)
            return null;

        var explanation = loaded.Blend.ExplainRating(history, item);
        var strongest = explanation.Contributions.OrderByDescending(c => Math.Abs(c.Amount)).ToList();
        var named = strongest.Take(SharesNamed).OrderByDescending(c => c.Amount).ToList();
        await using var connection = await database.OpenAsync(cancel);
        var ids = named.Select(c => new TitleId(loaded.Blend.Items[c.Item])).ToList();
        var cards = (await connection.TitleCardsAsync(database.Dialect, ids, TitleSight.Of(profile), cancel)).ToDictionary(card => card.Id);
        named.RemoveAll(c => !cards.ContainsKey(new TitleId(loaded.Blend.Items[c.Item])));
        return new WhyThisAnswer(
            predicted,
            Points(explanation.Base),
            [.. named.Select(c => Share(c, loaded, taste, cards))],
            Points(strongest.Except(named).Sum(c => c.Amount)),
            strongest.Count - named.Count);
    }

    static RatingShare Share(Contribution contribution, LoadedModels loaded, Taste taste, IReadOnlyDictionary<TitleId, TitleCard> cards)
    {
        var title = new TitleId(loaded.Blend.Items[contribution.Item]);
        return new RatingShare(cards[title], (taste.Of(title) is { Stars: var stars } && !float.IsNaN(stars) ? (decimal)stars * 2 : 0), Points(contribution.Amount));
    }

    static decimal Points(float stars) => Math.Round((decimal)stars * 2, 2);
}
