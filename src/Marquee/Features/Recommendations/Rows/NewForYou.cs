using Marquee.Features.Recommendations.Wishes;

namespace Marquee.Features.Recommendations.Rows;

/// <summary>Titles of the newest two years that the catalogue has, those first that the blend thinks best of for this person.</summary>
static class NewForYou
{
    const int Years = 2;

    public static IReadOnlyList<RankedTitle> Of(Recommender person, TitleTraits traits, int length)
    {
        var newest = traits.Years.Max();
        var scores = person.ScoresOf(person.Models.Blend);
        return newest == 0 ? [] : [..
            person.Best(scores, length, item => traits.Years[item] <= newest - Years).Select(item => person.Describe(person.Models.Blend, item))];
    }
}
