namespace Marquee.Features.Recommendations.Rows;

/// <summary>Titles that fewer people have met and those who did rated well, for somebody of whom nothing is known.</summary>
static class HiddenGems
{
    public static IReadOnlyList<RankedTitle> Of(Recommender person, int length)
    {
        var models = person.Models;
        var items = models.Blend.Items.Count;
        var known = Enumerable.Range(0, items).Where(models.IsRated).Select(models.PopularityOf).Order().ToArray();
        if (known.Length == 0)
            return [];
        // Not the crowd's films and not those of a handful, whose average says little.
        var (fewest, most) = (known[known.Length * 3 / 4], known[known.Length * 19 / 20]);
        return [.. person.Best(person.ScoresOf(models.Ratings), length, item => models.PopularityOf(item) < fewest || models.PopularityOf(item) > most)
            .Select(ranked => person.Describe(models.Ratings, ranked))];
    }
}
