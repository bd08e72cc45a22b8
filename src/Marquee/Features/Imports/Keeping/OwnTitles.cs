using System.Data.Common;
using Marquee.Data;
using Marquee.Importers;

namespace Marquee.Features.Imports.Keeping;

/// <summary>Titles that the catalogue does not know become titles of the profile's own, each once however often it is imported.</summary>
/// <param name="all">Whether all that nobody knows are made; otherwise those that somebody chose.</param>
sealed class OwnTitles(DbConnection connection, Dialect dialect, ProfileId profile, BatchId batch, int chunk, bool all, DateTimeOffset now)
{
    const int LongestName = 500;

    public async Task PlaceAsync(IReadOnlyList<PlacedRow> rows, CancellationToken cancel)
    {
        var unknown = rows.Where(row => (row.Row.Decision == RowDecisions.Own || (all && row.Row.Outcome == RowOutcomes.Unmatched)) && row.Title is null && row.Item is { Title: { Length: > 0 } title } && TitleKey.Of(title).Length > 0).ToList();
        if (unknown.Count == 0)
            return;
        var known = (await connection.QueryAsync<Known>(
            $"select coalesce(merged_into, id) as id, kind, match_key, year from titles where made_by = @profile and manual and {dialect.Among("match_key", "@keys")}",
            new { profile, keys = new TextSet(unknown.Select(row => TitleKey.Of(row.Item!.Title!)).Distinct()) }, cancel))
            .GroupBy(k => (k.Kind, k.MatchKey, k.Year)).ToDictionary(k => k.Key, k => k.First().Id);
        foreach (var row in unknown)
        {
            var item = row.Item!;
            var key = (KindOf(item), TitleKey.Of(item.Title!), item.Year);
            if (!known.TryGetValue(key, out var id))
                known[key] = id = await MakeAsync(item, key.Item1, key.Item2, cancel);
            row.Title = id;
        }
    }

    async Task<long> MakeAsync(ImportedItem item, string kind, string matchKey, CancellationToken cancel)
    {
        var title = item.Title!.Length > LongestName ? item.Title[..LongestName] : item.Title;
        var id = await connection.ScalarAsync<long>(
            """
            insert into titles (kind, title, original_title, sort_title, match_key, year, runtime, manual, made_by, created_at, metadata_updated_at)
            values (@kind, @title, @OriginalTitle, @matchKey, @matchKey, @Year, @RuntimeMinutes, true, @profile, @now, @now) returning id
            """, new { kind, title, item.OriginalTitle, matchKey, item.Year, item.RuntimeMinutes, profile, now }, cancel);
        foreach (var known in item.ExternalIds)
            await connection.ExecuteAsync("insert into manual_title_ids (title_id, provider, value) values (@id, @Provider, @Value) on conflict do nothing", new { id, known.Provider, known.Value }, cancel);
        await connection.ExecuteAsync(
            "insert into import_changes (batch_id, chunk, entity, row_key, became) values (@batch, @chunk, 'titles', cast(@id as text), 'made')", new { batch, chunk, id }, cancel);
        return id;
    }

    static string KindOf(ImportedItem item) => item.Kind == TitleKind.Show || item.Episode is not null ? "show" : "film";

    sealed record Known(long Id, string Kind, string MatchKey, int? Year);
}
