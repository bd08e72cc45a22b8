using System.Globalization;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Recommendations.Exposures;
using Marquee.Features.Recommendations.Learning;
using Marquee.Features.Recommendations.Rows;
using Marquee.Features.Recommendations.Wishes;
using Marquee.Platform;

namespace Marquee.Features.Recommendations;

/// <summary>One row of the home page.</summary>
/// <param name="Heading">What it is called: "Because you loved Heat".</param>
/// <param name="Kind">What kind of reason holds it together.</param>
/// <param name="Note">A few words beside the heading.</param>
/// <param name="Titles">The titles, best first; never empty.</param>
sealed record HomeRow(string Heading, ReasonKind Kind, string? Note, IReadOnlyList<RecommendedTitle> Titles);

/// <summary>The home page's content.</summary>
/// <param name="Tonight">The one pick on the letter-board; null when there is nothing to recommend at all.</param>
/// <param name="Rows">The rows, in order.</param>
/// <param name="KnowsTaste">Whether these rows are about this person, or about everybody.</param>
sealed record Home(RecommendedTitle? Tonight, IReadOnlyList<HomeRow> Rows, bool KnowsTaste);

/// <summary>Puts the home page together, for a person with a taste and for somebody new.</summary>
sealed class HomeRows(
    CurrentModels models, Database database, LoadTaste loadTaste, CurrentProfile current,
    HouseholdMembers household, LeaveOut leaveOut, LoadTraits loadTraits, RecommendationCache cache, CountExposures exposures, TimeProvider clock)
{
    const int RowLength = 20;

    /// <summary>Liked titles are looked for among so many of the best known.</summary>
    const int LikedAmong = 1_000;

    public async Task<Home> HandleAsync(CancellationToken cancel)
    {
        if (models.Loaded is not { } loaded)
            return new Home(null, [], KnowsTaste: false);
        var profile = await current.FindAsync(cancel);
        var today = clock.GetUtcNow().UtcDateTime.Date;
        var sofa = await household.OfAsync(profile, [], cancel);
        var home = await cache.GetAsync(("home", sofa.Key, loaded.Version, today), async () =>
        {
            var person = new Recommender(loaded, await loadTaste.OfAsync(profile), await leaveOut.OfAsync(loaded, sofa.Cap, ListWishes.None, CancellationToken.None));
            var rows = person.Taste.Events.Count > 0 ? ForTaste(person, await loadTraits.OfAsync(loaded), sofa.Cap, today) : ForAnybody(person, today);
            return await NamedAsync([.. rows.Where(row => row.Titles.Count > 0)], person, sofa.Sight);
        });
        exposures.Shown(profile, CountExposures.Home, loaded.Version, home.Rows.SelectMany(row => row.Titles).Select(title => title.Title.Id));
        return home;
    }

    static List<RowDraft> ForTaste(Recommender person, TitleTraits traits, string? cap, DateTime today)
    {
        var models = person.Models;
        var forYou = ChooseTitles.Of(person, person.ScoresOf(models.Blend), ListWishes.None, traits, RowLength).Select(item => person.Describe(models.Blend, item)).ToList();
        var rows = new List<RowDraft> { new("For you", ReasonKind.Taste, "From everything you rated", forYou) };
        rows.AddRange(BecauseYouLoved.Of(person, forYou, RowLength));
        var shown = rows.SelectMany(row => row.Titles).Select(r => r.Title.Value).ToHashSet();
        rows.Add(new("A stretch", ReasonKind.Stretch, "Outside your usual, and still likely to please", Stretch.Of(person, RowLength, shown)));
        rows.Add(new("New for you", ReasonKind.Taste, "The newest here that you should like", NewForYou.Of(person, traits, RowLength)));
        rows.Add(new("Watch it again", ReasonKind.Taste, "You loved them, and it has been a while", ComfortRewatches.Of(person, traits, cap, today, RowLength)));
        rows.Add(new("Popular with everyone", ReasonKind.Popular, "Not seen by you yet", person.Rank(models.Popularity, RowLength)));
        return rows;
    }

    static List<RowDraft> ForAnybody(Recommender person, DateTime today)
    {
        var popular = person.Rank(person.Models.Popularity, 3 * RowLength);
        // Another pick each day, the same for everybody: the popular ones in turn.
        var pick = popular.Take(RowLength).ElementAtOrDefault(today.DayOfYear % RowLength);
        var liked = person.Taste.Liked.Count == 0 ? [] : person.Rank(person.Models.Popularity, LikedAmong).Where(title => person.Taste.Liked.Contains(title.Title.Value)).Take(RowLength).ToList();
        return
        [
            new("What you said you like", ReasonKind.Taste, "Best known among your genres, people and languages", liked),
            new("Popular with everyone", ReasonKind.Popular, "What most people here have seen",
                [.. popular.Take(RowLength).OrderByDescending(title => title == pick)]),
            new("Best rated", ReasonKind.Popular, "Among titles that many have seen", [.. popular.OrderByDescending(title => title.Stars).Take(RowLength)]),
            new("Hidden gems", ReasonKind.Stretch, "Fewer have seen them, and those who did rated them well", HiddenGems.Of(person, RowLength)),
        ];
    }

    async Task<Home> NamedAsync(List<RowDraft> drafts, Recommender person, TitleSight sight)
    {
        var cards = await database.CardsAsync(drafts.SelectMany(d => d.Titles), drafts.Select(d => d.About).OfType<TitleId>(), sight, CancellationToken.None);
        // What a title is about may have left the catalogue, or what this person may meet, since its taste was read.
        var rows = drafts.Where(draft => draft.About is not { } about || cards.ContainsKey(about)).Select(draft => new HomeRow(
            string.Format(CultureInfo.InvariantCulture, draft.Heading, draft.About is { } about ? cards[about].Title : null),
            draft.Kind,
            draft.Note,
            draft.Titles.Named(person.Taste, person.Models, cards))).Where(row => row.Titles.Count > 0).ToList();
        return new Home(rows.FirstOrDefault()?.Titles[0], rows, person.Taste.Events.Count > 0);
    }
}
