using Marquee.Features.Catalogue.Absorbing;
using Marquee.Features.Imports.Keeping;

namespace Marquee.Features.Imports.Passes;

/// <summary>Titles that a file names and the catalogue does not have are looked for at TMDB, where it is connected: each once, so many a file.</summary>
sealed class FetchMissing(FetchUnknownTitles fetch)
{
    const int MostAFile = 500;

    /// <param name="rows">Some rows of the file; those that TMDB knows surely are matched afterwards.</param>
    /// <param name="asked">How many this file asked for before.</param>
    /// <param name="cancel">What was found until then stays in the catalogue.</param>
    /// <returns>How many it has asked for now.</returns>
    public async Task<int> HandleAsync(IReadOnlyList<PlacedRow> rows, int asked, CancellationToken cancel)
    {
        if (!fetch.IsConnected || asked >= MostAFile)
            return asked;
        var missing = rows.Where(row => row.Row is { Outcome: RowOutcomes.Unmatched, Alike: not null } && row.Item?.Title is { Length: > 0 }).GroupBy(row => row.Row.Alike!).ToList();
        if (missing.Count == 0)
            return asked;
        var answers = await fetch.HandleAsync([.. missing.Select(group => Unknown(group.First()))], MostAFile - asked, cancel);
        foreach (var (group, answer) in missing.Zip(answers))
            if (answer.Title is { } title)
                foreach (var row in group)
                {
                    row.Title = title.Value;
                    row.Row = row.Row with { Outcome = RowOutcomes.Matched, TitleId = title.Value, MatchedBy = "tmdb", Reason = answer.Reason };
                }

        return asked + answers.Count(answer => answer.WasAsked);
    }

    static UnknownTitle Unknown(PlacedRow row) => new(
        row.Row.Kind == "film" ? "film" : "show", row.Item!.Title!, row.Item.OriginalTitle, row.Item.Year, [.. row.Item.ExternalIds.Select(id => (id.Provider, id.Value))]);
}
