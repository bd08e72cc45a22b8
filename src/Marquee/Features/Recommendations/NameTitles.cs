using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Recommendations.Learning;

namespace Marquee.Features.Recommendations;

/// <summary>Turns ranked ids into titles to be shown.</summary>
static class NameTitles
{
    /// <summary>The cards of ranked titles, of all their evidence, and of <paramref name="others"/>, with one query.</summary>
    public static async Task<IReadOnlyDictionary<TitleId, TitleCard>> CardsAsync(
        this Database database, IEnumerable<RankedTitle> ranked, IEnumerable<TitleId> others, TitleSight sight, CancellationToken cancel)
    {
        var ids = ranked.SelectMany(r => r.Evidence.Select(e => e.Title).Prepend(r.Title)).Concat(others).Distinct().ToList();
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.TitleCardsAsync(database.Dialect, ids, sight, cancel)).ToDictionary(card => card.Id);
    }

    /// <summary>The titles with their reasons. One that has left the catalogue since the models were trained is left out, as evidence too.</summary>
    public static IReadOnlyList<RecommendedTitle> Named(
        this IEnumerable<RankedTitle> ranked, Taste taste, LoadedModels models, IReadOnlyDictionary<TitleId, TitleCard> cards) =>
    [..
        from r in ranked
        where cards.ContainsKey(r.Title)
        let known = r with { Evidence = [.. r.Evidence.Where(e => cards.ContainsKey(e.Title))] }
        select new RecommendedTitle(
            cards[known.Title],
            known.Score,
            PredictedRating.FromStars(known.Stars, known.Range),
            Reasons.Of(known, taste, title => cards[title].Title),
            known.Source,
            [.. known.Evidence.Select(e => new NamedEvidence(cards[e.Title], e.Contribution))],
            known.Note)
        {
            Together = known.Together is { } together
                ? [.. together.Select(member => new MemberPrediction(member.Profile, PredictedRating.FromStars(member.Stars, member.Range)))]
                : null,
        },
    ];
}
