using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Imports;
using Marquee.Features.Recommendations.Learning;
using Marquee.Importers;
using Marquee.Importers.Matching;
using Marquee.Platform.Errors;

namespace Marquee.Features.Recommendations.FromFile;

/// <summary>What was understood of a file, and what to watch by it.</summary>
/// <param name="Source">The stable key of the export's source.</param>
/// <param name="SourceName">Its name as people write it.</param>
/// <param name="Rows">All rows read.</param>
/// <param name="Matched">Rows whose title was found.</param>
/// <param name="Unsure">Rows that fit several titles equally well; they say nothing.</param>
/// <param name="Unmatched">Rows whose title was not found or that could not be read, each with its reason.</param>
/// <param name="Taste">What the matched rows say.</param>
/// <param name="Recommendations">The list.</param>
sealed record FileAnswer(
    string Source, string SourceName, int Rows, int Matched, int Unsure, IReadOnlyList<MatchedRow> Unmatched, Taste Taste, Recommendations Recommendations);

/// <summary>Recommends by an export file alone; nothing of it is kept.</summary>
sealed class RecommendForFile(MatchingCatalogue catalogue, CurrentModels models, Database database)
{
    public async Task<FileAnswer> HandleAsync(Stream bytes, string fileName, string? model, int count, CancellationToken cancel)
    {
        var loaded = models.Require();
        var ranking = loaded.Find(model);
        var index = await catalogue.IndexAsync(cancel);
        var (source, sourceName, rows) = Read(bytes, fileName, index, cancel);

        var taste = TasteOf(rows);
        var ranked = taste.Events.Count == 0 ? [] : new Recommender(loaded, taste).Rank(ranking, count);
        var titles = ranked.Named(taste, loaded, await database.CardsAsync(ranked, [], TitleSight.Anybody, cancel));
        return new FileAnswer(
            source, sourceName, rows.Count,
            rows.Count(row => row.Outcome == RowOutcomes.Matched),
            rows.Count(row => row.Outcome == RowOutcomes.Unsure),
            [.. rows.Where(row => row.Outcome is RowOutcomes.Unmatched or RowOutcomes.Refused)],
            taste,
            new Recommendations(ranking.Name, loaded.Version, titles));
    }

    static (string Source, string SourceName, List<MatchedRow> Rows) Read(Stream bytes, string fileName, TitleIndex index, CancellationToken cancel)
    {
        try
        {
            using var export = HistoryExport.Open(bytes, fileName);
            return (export.SourceKey, export.SourceName, export.Rows(cancel).Where(row => row is not ImportedList).Select(row => MatchedRow.Of(row, index)).ToList());
        }
        catch (ExportRefused refused)
        {
            throw new Invalid(refused.Code, refused.Message, "history");
        }
    }

    /// <summary>One event a title: its latest rating, or that it was seen. A title only on the watchlist says nothing yet.</summary>
    static Taste TasteOf(IEnumerable<MatchedRow> rows)
    {
        var events =
            from row in rows
            where row.TitleId is not null && row.Item!.Episode is null && (row.Item.Rating is not null || row.Item.Viewing is not null)
            group row.Item by row.TitleId!.Value into title
            let rated = title.Where(item => item.Rating is not null).MaxBy(item => item.RatedAt ?? item.Viewing?.At)
            let at = rated is not null ? rated.RatedAt ?? rated.Viewing?.At : title.Max(item => item.Viewing?.At)
            select new TasteEvent(new TitleId(title.Key), rated?.Rating, at?.ToUnixTimeMilliseconds() ?? 0);
        return new Taste([.. events], new HashSet<long>());
    }
}
