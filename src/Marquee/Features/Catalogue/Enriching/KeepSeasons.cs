using System.Data.Common;
using System.Globalization;
using Marquee.Data;
using Marquee.Providers.Tmdb;

namespace Marquee.Features.Catalogue.Enriching;

/// <summary>
/// Seasons and episodes as the provider tells them. Those that are there are changed where they stand; those the provider has no more stay,
/// for somebody may have seen them.
/// </summary>
static class KeepSeasons
{
    sealed record Row(SeasonId SeasonId, int Season, EpisodeId? EpisodeId, int? Number, string? Name, DateOnly? AirDate, int? Runtime, string? Overview, string? StillPath);

    public static async Task HandleAsync(DbConnection connection, TitleId id, IReadOnlyList<TmdbSeason> seasons, CancellationToken cancel)
    {
        if (seasons.Count == 0)
            return;
        var rows = await connection.QueryAsync<Row>(
            """
            select s.id as season_id, s.number as season, e.id as episode_id, e.number, e.name, e.air_date, e.runtime, e.overview, e.still_path
            from seasons s left join episodes e on e.season_id = s.id where s.title_id = @id
            """, new { id }, cancel);
        var known = rows.Where(row => row.Number is not null).ToDictionary(row => (row.Season, row.Number!.Value));
        var numbers = new List<object>();
        foreach (var season in seasons)
        {
            var seasonId = await connection.ScalarAsync<long>(
                """
                insert into seasons (title_id, number, name, air_date, overview, poster_path) values (@id, @Number, @Name, @AirDate, @Overview, @PosterPath)
                on conflict (title_id, number) do update set name = excluded.name, air_date = coalesce(excluded.air_date, seasons.air_date),
                    overview = coalesce(excluded.overview, seasons.overview), poster_path = coalesce(excluded.poster_path, seasons.poster_path)
                returning id
                """, new { id, season.Number, season.Name, season.AirDate, season.Overview, season.PosterPath }, cancel);
            numbers.Add(Number("season", season.Id, id, seasonId, null));
            foreach (var episode in season.Episodes)
            {
                var there = known.GetValueOrDefault((season.Number, episode.Number));
                var episodeId = there is null ? await AddAsync(connection, id, seasonId, episode, cancel) : there.EpisodeId!.Value.Value;
                if (there is not null && !Same(there, episode))
                    await ChangeAsync(connection, episodeId, episode, cancel);
                numbers.Add(Number("episode", episode.Id, id, seasonId, episodeId));
            }
        }

        await connection.ExecuteAsync(
            """
            insert into external_ids (kind, provider, value, title_id, season_id, episode_id) values (@kind, 'tmdb', @value, @id, @season, @episode)
            on conflict (kind, provider, value) do nothing
            """, numbers, cancel);
    }

    static object Number(string kind, long value, TitleId id, long season, long? episode) =>
        new { kind, value = value.ToString(CultureInfo.InvariantCulture), id, season = (long?)season, episode };

    static bool Same(Row row, TmdbEpisode episode) =>
        row.Name == episode.Name && row.AirDate == (episode.AirDate ?? row.AirDate) && row.Runtime == (episode.Runtime ?? row.Runtime)
        && row.Overview == (episode.Overview ?? row.Overview) && row.StillPath == (episode.StillPath ?? row.StillPath);

    static Task<long> AddAsync(DbConnection connection, TitleId id, long season, TmdbEpisode episode, CancellationToken cancel) => connection.ScalarAsync<long>(
        """
        insert into episodes (title_id, season_id, number, name, air_date, runtime, overview, still_path)
        values (@id, @season, @Number, @Name, @AirDate, @Runtime, @Overview, @StillPath) returning id
        """, new { id, season, episode.Number, episode.Name, episode.AirDate, episode.Runtime, episode.Overview, episode.StillPath }, cancel);

    static Task<int> ChangeAsync(DbConnection connection, long id, TmdbEpisode episode, CancellationToken cancel) => connection.ExecuteAsync(
        """
        update episodes set name = @Name, air_date = coalesce(@AirDate, air_date), runtime = coalesce(@Runtime, runtime),
            overview = coalesce(@Overview, overview), still_path = coalesce(@StillPath, still_path) where id = @id
        """, new { id, episode.Name, episode.AirDate, episode.Runtime, episode.Overview, episode.StillPath }, cancel);
}
