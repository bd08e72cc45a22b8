namespace Marquee.Features.Recommendations.Rows;

/// <summary>Rows about titles that the person loved: what is near each of them and not seen yet.</summary>
static class BecauseYouLoved
{
    const int Rows = 3;
    const int FewestTitles = 4;
    const int FeaturesNamed = 2;

    /// <param name="person">Who.</param>
    /// <param name="forYou">Their best list: the loved titles that speak loudest for it get a row first.</param>
    /// <param name="length">The titles a row has at most.</param>
    public static IEnumerable<RowDraft> Of(Recommender person, IReadOnlyList<RankedTitle> forYou, int length)
    {
        var shown = forYou.Take(length / 2).Select(r => r.Title.Value).ToHashSet();
        var rows = 0;
        foreach (var loved in Loudest(person, forYou))
        {
            if (rows == Rows)
                yield break;
            var near = Near(person, loved, length, shown);
            if (near.Count < FewestTitles)
                continue;
            rows++;
            shown.UnionWith(near.Select(r => r.Title.Value));
            yield return new RowDraft("Because you loved {0}", ReasonKind.Taste, Liked(person, loved), near, loved.Title);
        }
    }

    static IEnumerable<TasteEvent> Loudest(Recommender person, IReadOnlyList<RankedTitle> forYou)
    {
        var voices = forYou.SelectMany(r => r.Evidence).GroupBy(e => e.Title).ToDictionary(g => g.Key, g => g.Sum(e => e.Contribution));
        return person.Taste.Events
            .Where(e => e.Rating >= TasteEvent.LovedFrom)
            .OrderByDescending(e => voices.GetValueOrDefault(e.Title))
            .ThenByDescending(e => e.Rating).ThenByDescending(e => e.At).ThenBy(e => e.Title.Value);
    }

    static List<RankedTitle> Near(Recommender person, TasteEvent loved, int length, HashSet<long> shown)
    {
        var (blend, content) = (person.Models.Blend, person.Models.Content);
        var about = blend.Items.IndexOf(loved.Title.Value);
        if (about < 0)
            return [];
        return person.Models.Nearness.Similar(about, 4 * length)
            .Where(near => !person.MustNotShow(near.Item) && !shown.Contains(blend.Items[near.Item]))
            .Take(length)
            .Select(near => new RankedTitle(
                person.TitleAt(near.Item), near.Similarity, person.Stars(near.Item), blend.Name,
                [new Evidence(loved.Title, near.Similarity)],
                FeatureWords.List(content.Telling(about, near.Item, FeaturesNamed))))
            .ToList();
    }

    static string? Liked(Recommender person, TasteEvent loved)
    {
        var item = person.Models.Content.Items.IndexOf(loved.Title.Value);
        return FeatureWords.List(person.Models.Content.Telling(item, item, 3));
    }
}
