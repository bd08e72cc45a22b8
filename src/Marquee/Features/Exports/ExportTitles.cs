using System.Data.Common;
using Marquee.Data;
using Marquee.Importers;

namespace Marquee.Features.Exports;

/// <summary>The titles and episodes of a library, as records name them: with every outside id, so that any instance finds them again.</summary>
sealed class ExportTitles
{
    // Whatever a profile has to do with.
    const string Mine =
        """
        (select title_id from tracked_titles where profile_id = @profile union select i.title_id from list_items i join lists l on l.id = i.list_id where l.profile_id = @profile
        union select title_id from reviews where profile_id = @profile union select title_id from watch_progress where profile_id = @profile
        union select title_id from plays where profile_id = @profile union select title_id from ratings where profile_id = @profile
        union select title_id from hidden_titles where profile_id = @profile)
        """;

    readonly Dictionary<long, ImportedItem> _titles = [];
    readonly Dictionary<long, ImportedEpisode> _episodes = [];
    readonly Dictionary<long, ImportedEpisode> _seasons = [];

    public static async Task<ExportTitles> LoadAsync(DbConnection connection, Dialect dialect, ProfileId profile, CancellationToken cancel)
    {
        await using var answer = await connection.QueryManyAsync(
            $"""
            select t.id, t.kind, t.title, t.original_title, t.year, t.runtime from titles t where t.id in {Mine};
            select title_id as id, provider, value from external_ids where kind in ('film', 'show') and title_id in {Mine}
            union select title_id, provider, value from manual_title_ids where title_id in {Mine} order by 1, 2, 3;
            select s.id as season_id, s.number as season, e.id as episode_id, e.number, e.name from seasons s left join episodes e on e.season_id = s.id where s.title_id in {Mine};
            select episode_id as id, provider, value from external_ids where kind = 'episode' and title_id in {Mine} order by 2, 3;
            """, new { profile }, cancel);
        var titles = new ExportTitles();
        var rows = (await answer.ReadAsync<TitleRow>()).ToList();
        var ids = (await answer.ReadAsync<IdRow>()).ToLookup(id => id.Id, id => new ExternalId(id.Provider, id.Value));
        foreach (var row in rows)
            titles._titles[row.Id] = new ImportedItem("", 0, "")
            {
                Title = row.Title,
                OriginalTitle = row.OriginalTitle,
                Year = row.Year,
                Kind = row.Kind == "show" ? TitleKind.Show : TitleKind.Film,
                ExternalIds = [.. ids[row.Id]],
                RuntimeMinutes = row.Runtime > 0 ? row.Runtime : null,
            };
        var parts = (await answer.ReadAsync<PartRow>()).ToList();
        var partIds = (await answer.ReadAsync<IdRow>()).ToLookup(id => id.Id, id => new ExternalId(id.Provider, id.Value));
        foreach (var part in parts)
        {
            titles._seasons[part.SeasonId] = new ImportedEpisode(part.Season, null);
            if (part.EpisodeId is { } episode)
                titles._episodes[episode] = new ImportedEpisode(part.Season, part.Number, part.Name) { ExternalIds = [.. partIds[episode]] };
        }

        return titles;
    }

    /// <summary>A record about a title, or about an episode or season of it, that says nothing yet.</summary>
    public ImportedItem About(long title, long? episode = null, long? season = null) => _titles[title] with
    {
        Episode = episode is { } e ? _episodes[e] : season is { } s ? _seasons[s] : null,
    };

    sealed record TitleRow(long Id, string Kind, string Title, string? OriginalTitle, int? Year, int? Runtime);

    sealed record IdRow(long Id, string Provider, string Value);

    sealed record PartRow(long SeasonId, int Season, long? EpisodeId, int? Number, string? Name);
}
