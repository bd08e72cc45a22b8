using System.Data.Common;
using Marquee.Data;
using Marquee.Importers;

namespace Marquee.Features.Imports.Keeping;

/// <summary>Rows that name an episode by its own outside id and no show: IMDb's ratings of episodes, votes of TV Time.</summary>
static class EpisodeIds
{
    const string ByEpisode = "episode";

    public static async Task PlaceAsync(DbConnection connection, Dialect dialect, IReadOnlyList<PlacedRow> rows, CancellationToken cancel)
    {
        var asked = rows.Where(row => row.Item?.Episode is { ExternalIds.Count: > 0 } && (row.Title is null || row.Row.MatchedBy == ByEpisode)).ToList();
        if (asked.Count == 0)
            return;
        var known = (await connection.QueryAsync<Known>(
            $"""
            select x.provider, x.value, x.title_id, e.season_id, x.episode_id from external_ids x join episodes e on e.id = x.episode_id
            where x.kind = 'episode' and {dialect.Among("x.value", "@values")}
            """, new { values = new TextSet(asked.SelectMany(row => row.Item!.Episode!.ExternalIds).Select(id => id.Value).Distinct()) }, cancel))
            .ToDictionary(k => new ExternalId(k.Provider, k.Value));
        foreach (var row in asked)
            foreach (var id in row.Item!.Episode!.ExternalIds)
                if (row.Episodes.Count == 0 && known.TryGetValue(id, out var found))
                {
                    (row.Title, row.Season, row.Episodes) = (found.TitleId, found.SeasonId, [found.EpisodeId]);
                    row.Row = row.Row with { Outcome = RowOutcomes.Matched, TitleId = found.TitleId, MatchedBy = ByEpisode, Reason = $"Same {id.Provider} id of the episode." };
                }
    }

    sealed record Known(string Provider, string Value, long TitleId, long SeasonId, long EpisodeId);
}
