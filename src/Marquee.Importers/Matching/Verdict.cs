namespace Marquee.Importers.Matching;

/// <summary>Decides between the titles whose name fits.</summary>
internal static class Verdict
{
    // Beyond this the title is another film of that name, not a slip in the year.
    const int YearsWorthAsking = 3;

    public static TitleMatch On(ImportedItem item, List<Finding> findings)
    {
        var ofKind = findings.Where(finding => Agrees(item.Kind, finding.Title.Kind)).ToList();
        if (ofKind.Count == 0)
            return new TitleMatch(MatchOutcome.Unmatched, [], findings.Count == 0 ? Reasons.NoSuchTitle(item) : Reasons.OtherKind(item, findings));

        var enough = ofKind.Where(finding => finding.IsEnough).ToList();
        if (enough.Count == 0)
            return Far(item, ofKind);

        var best = enough.Min(finding => finding.Cost);
        // Without a year the name alone must do, and then it must be the only one.
        var asGood = item.Year is null ? enough.Where(finding => finding.Rank != NameRank.Part).ToList() : enough.Where(finding => finding.Cost == best).ToList();
        if (asGood.Count == 0)
            return Unsure(item, enough, Reasons.SeveralFit(item, asGood));
        if (Outstanding(item, asGood) is not { } only)
            return Unsure(item, asGood, Reasons.SeveralFit(item, asGood));
        var evidence = Evidence.Of(item, only.Title);
        if (Contradicts(item, only.Title) is { } provider)
            return Unsure(item, asGood, Reasons.OtherId(provider));
        if (only.YearsApart != 0 && evidence is { People: false, Runtime: not true })
            return Unsure(item, asGood, Reasons.OtherPeople(only.Title));
        return new TitleMatch(MatchOutcome.Matched, [only.Title], Reasons.Fits(item, only) + evidence.Words) { Scores = [only.Score(evidence)] };
    }

    // The only one, or the one that length and people single out.
    static Finding? Outstanding(ImportedItem item, List<Finding> asGood)
    {
        if (asGood is [var only])
            return only;
        var weighed = asGood.Select(finding => (finding, Evidence.Of(item, finding.Title).Weight)).OrderByDescending(pair => pair.Weight).ToList();
        return weighed[0].Weight > 0 && weighed[0].Weight >= weighed[1].Weight + 2 ? weighed[0].finding : null;
    }

    static TitleMatch Far(ImportedItem item, List<Finding> findings)
    {
        var near = findings.Where(finding => finding.YearsApart <= YearsWorthAsking && (finding.Rank != NameRank.Part || finding.YearsApart <= 1)).ToList();
        return near.Count > 0
            ? Unsure(item, near, Reasons.YearsApart(item, near))
            : new TitleMatch(MatchOutcome.Unmatched, [], Reasons.OtherYears(item, findings));
    }

    static TitleMatch Unsure(ImportedItem item, List<Finding> findings, string reason)
    {
        var ordered = findings.Select(finding => (finding, score: finding.Score(Evidence.Of(item, finding.Title))))
            .OrderByDescending(pair => pair.score).ThenByDescending(pair => pair.finding.Title.Popularity).ToList();
        return new TitleMatch(MatchOutcome.Unsure, [.. ordered.Select(pair => pair.finding.Title)], reason)
        {
            Scores = [.. ordered.Select(pair => pair.score / Math.Max(2, ordered.Count))],
        };
    }

    static bool Agrees(TitleKind one, TitleKind other) => one == other || one == TitleKind.Unknown || other == TitleKind.Unknown;

    // Same name, same year, and yet the catalogue knows it under another id of the same provider: two films, or a mistake in one of the two.
    static string? Contradicts(ImportedItem item, CatalogueTitle title)
    {
        foreach (var id in item.ExternalIds)
            if (title.ExternalIds.Any(other => other.Provider == id.Provider) && !title.ExternalIds.Contains(id))
                return id.Provider;
        return null;
    }
}
