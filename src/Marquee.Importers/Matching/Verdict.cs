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
        if (asGood is not [var only])
            return Unsure(asGood.Count > 0 ? asGood : enough, Reasons.SeveralFit(item, asGood));
        return Contradicts(item, only.Title) is { } provider
            ? Unsure(asGood, Reasons.OtherId(provider))
            : new TitleMatch(MatchOutcome.Matched, [only.Title], Reasons.Fits(item, only));
    }

    static TitleMatch Far(ImportedItem item, List<Finding> findings)
    {
        var near = findings.Where(finding => finding.YearsApart <= YearsWorthAsking && (finding.Rank != NameRank.Part || finding.YearsApart <= 1)).ToList();
        return near.Count > 0
            ? Unsure(near, Reasons.YearsApart(item, near))
            : new TitleMatch(MatchOutcome.Unmatched, [], Reasons.OtherYears(item, findings));
    }

    static TitleMatch Unsure(List<Finding> findings, string reason) => new(
        MatchOutcome.Unsure,
        [.. findings.OrderBy(finding => finding.Cost).ThenByDescending(finding => finding.Title.Popularity).Select(finding => finding.Title)],
        reason);

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
