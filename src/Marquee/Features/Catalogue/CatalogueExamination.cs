using System.Globalization;
using Marquee.Data;
using Marquee.Features.Catalogue.Populations;
using Marquee.Platform.Doctor;

namespace Marquee.Features.Catalogue;

/// <summary>What <c>marquee doctor</c> says of titles and populations.</summary>
sealed class CatalogueExamination(Database database) : IExamination
{
    sealed record Counts(long Films, long Shows, long Episodes, long Unsearchable);

    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var counts = await connection.FirstAsync<Counts>(
            $"""
            select (select count(*) from titles where kind = 'film' and {TitleSight.Anybody.Allows()}) as films,
                   (select count(*) from titles where kind = 'show' and {TitleSight.Anybody.Allows()}) as shows,
                   (select count(*) from episodes) as episodes,
                   (select count(*) from titles t left join search_documents d on d.title_id = t.id where {TitleSight.Anybody.Allows("t")} and d.title_id is null) as unsearchable
            """, null, cancel);
        var populations = await connection.PopulationsAsync(cancel);
        return
        [
            OfTitles(counts!),
            new("Search", counts!.Unsearchable == 0, counts.Unsearchable == 0
                ? "every title can be found"
                : string.Create(CultureInfo.InvariantCulture, $"{counts.Unsearchable:N0} titles are not indexed: start the program once, it indexes them")),
            new("Populations", populations.Count > 0, populations.Count > 0
                ? string.Join("; ", populations.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name}: {p.Ratings:N0} ratings of {p.Users:N0} people")))
                : "nobody to learn from: start with the sample, or run 'marquee datasets load DIR'"),
        ];
    }

    static Finding OfTitles(Counts counts) => counts.Films + counts.Shows > 0
        ? new("Catalogue", true, string.Create(CultureInfo.InvariantCulture, $"{counts.Films:N0} films, {counts.Shows:N0} shows, {counts.Episodes:N0} episodes"))
        : new("Catalogue", false, "empty: start without '--sample none', or run 'marquee datasets load DIR'");
}
