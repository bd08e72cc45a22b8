namespace Marquee.Features.Recommendations.Rows;

/// <summary>
/// Titles unlike what the person usually watches that they should love all the same: little in common with their history by what
/// they are made of, and a predicted rating above their own middle.
/// </summary>
static class Stretch
{
    /// <summary>Titles nearer to the person's taste than this share of the catalogue are no stretch.</summary>
    const double UnlikeShare = 0.5;

    public static IReadOnlyList<RankedTitle> Of(Recommender person, int length, IReadOnlySet<long> shown)
    {
        var models = person.Models;
        var (content, stars, blend) = (person.ScoresOf(models.Content), person.ScoresOf(models.Ratings), person.ScoresOf(models.Blend));
        var rated = Enumerable.Range(0, content.Length).Where(models.IsRated).ToArray();
        if (rated.Length == 0)
            return [];
        var unlike = Quantile(rated, content, UnlikeShare);
        var good = Quantile(rated, stars, 0.8);
        // Of what is left, the titles the whole blend thinks best of: unusual for this person, not merely unusual.
        return [.. person.Best(blend, length, item =>
                !models.IsRated(item) || content[item] > unlike || stars[item] < good || shown.Contains(models.Blend.Items[item]))
            .Select(ranked => person.Describe(models.Blend, ranked))];
    }

    static float Quantile(int[] items, float[] values, double share)
    {
        var sorted = items.Select(item => values[item]).Order().ToArray();
        return sorted[(int)(share * (sorted.Length - 1))];
    }
}
