namespace Marquee.Importers.Matching;

/// <summary>Why an item was matched or not, in sentences for the person.</summary>
internal static class Reasons
{
    const string SameNameAndYear = "Same name, same year.";

    public static string SameId(ExternalId id) => id.Provider switch
    {
        ExternalId.ImdbProvider => "Same IMDb id.",
        ExternalId.TmdbProvider => "Same TMDB id.",
        ExternalId.MovieLensProvider => "Same MovieLens id.",
        ExternalId.TvdbProvider => "Same TVDB id.",
        ExternalId.TraktProvider => "Same Trakt id.",
        _ => $"Same {id.Provider} id.",
    };

    public static string NoSuchId(IReadOnlyList<ExternalId> ids) =>
        $"No title in the catalogue has the id {string.Join(" or ", ids)}, and the row gives no name.";

    public static string EpisodeAlone(ImportedItem item) => item.Episode?.ExternalIds is { Count: > 0 } ids
        ? $"The row names an episode by the id {ids[0]} alone, and no show."
        : "The row gives no name.";

    public static string NoSuchTitle(ImportedItem item) => $"No title in the catalogue is called “{item.Title}”.";

    public static string OtherKind(ImportedItem item, List<Finding> findings) =>
        $"“{item.Title}” is a {Word(item.Kind)} in the file; the catalogue has only a {Word(findings[0].Title.Kind)} of that name.";

    public static string Fits(ImportedItem item, Finding finding) => (finding.Rank, finding.YearsApart) switch
    {
        (NameRank.Own, 0) => SameNameAndYear,
        (NameRank.Own, 1) => $"Same name, and a year apart: {finding.Title.Year} here, {item.Year} in the file.",
        (NameRank.Own, _) => "The only title of that name; one side gives no year.",
        (NameRank.Other, 0) => $"Another name of {Named(finding.Title)}.",
        (NameRank.Other, 1) => $"Another name of {Named(finding.Title)}, and a year apart.",
        (NameRank.Other, _) => $"Another name of {Named(finding.Title)}; one side gives no year.",
        _ => $"Part of the name of {Named(finding.Title)}, and the only such title of that year.",
    };

    public static string SeveralFit(ImportedItem item, List<Finding> findings) => findings.Count < 2
        ? $"Titles begin or end with “{item.Title}”, but without a year none of them stands out."
        : item.Year is null
            ? $"{findings.Count} titles are called that, and the file gives no year."
            : $"{findings.Count} titles fit “{item.Title}” ({item.Year}) equally well.";

    public static string OtherId(string provider) =>
        $"Name and year fit, but the {(provider == ExternalId.ImdbProvider ? "IMDb" : provider)} id is another one.";

    public static string OtherPeople(CatalogueTitle title) => $"The name fits {Named(title)}, but the year is another one and so is the director.";

    public static string YearsApart(ImportedItem item, List<Finding> findings) =>
        $"The catalogue has it from {Years(findings)}; the file says {item.Year}.";

    public static string OtherYears(ImportedItem item, List<Finding> findings) =>
        $"The catalogue has “{item.Title}” only from {Years(findings)}, not from {item.Year}.";

    static string Years(IEnumerable<Finding> findings) =>
        string.Join(" and ", findings.Select(finding => finding.Title.Year).Distinct().Order().Take(4));

    static string Named(CatalogueTitle title) => title.Year is null ? title.Title : $"{title.Title} ({title.Year})";

    static string Word(TitleKind kind) => kind == TitleKind.Show ? "show" : "film";
}
