using Marquee.Features.Catalogue;
using Marquee.Features.Recommendations.Wishes;

namespace Marquee.Features.Recommendations.Rows;

/// <summary>
/// Titles they loved a year ago or longer, best rated first: the one row that shows what somebody knows, because that is what it is for. Hidden and capped titles stay out of it too.
/// </summary>
static class ComfortRewatches
{
    static readonly TimeSpan AWhile = TimeSpan.FromDays(365);

    public static IReadOnlyList<RankedTitle> Of(Recommender person, TitleTraits traits, string? cap, DateTime today, int length)
    {
        var before = new DateTimeOffset(DateTime.SpecifyKind(today, DateTimeKind.Utc) - AWhile).ToUnixTimeMilliseconds();
        var items = person.Models.Blend.Items;
        var favourites =
            from e in person.Taste.Events
            where e.Rating >= TasteEvent.LovedFrom && e.At > 0 && e.At < before && !person.Taste.Hidden.Contains(e.Title.Value)
            let item = items.IndexOf(e.Title.Value)
            where item >= 0 && Certifications.Allows(cap, traits.Certifications[item])
            orderby e.Rating descending, e.At, e.Title.Value
            select new RankedTitle(e.Title, e.Stars, null, person.Models.Blend.Name, [new Evidence(e.Title, e.Stars)], "a favourite of yours");
        return [.. favourites.Take(length)];
    }
}
