using System.Data.Common;
using System.Globalization;
using Marquee.Data;

namespace Marquee.Features.Catalogue.Writing;

/// <summary>Writes what hangs on titles: names, genres, keywords, credits, seasons and episodes. The titles' old parts, if any, are gone already.</summary>
static class WriteTitleParts
{
    public static async Task HandleAsync(
        DbConnection connection, Dialect dialect, IReadOnlyList<(TitleId Id, TitleDraft Draft)> titles, CancellationToken cancel)
    {
        var genres = await Vocabulary.EnsureAsync(connection, dialect, "genres", titles.SelectMany(t => t.Draft.Genres), cancel);
        var keywords = await Vocabulary.EnsureAsync(connection, dialect, "keywords", titles.SelectMany(t => t.Draft.Keywords), cancel);
        var people = await Vocabulary.EnsureAsync(connection, dialect, "people", titles.SelectMany(t => CreditsOf(t.Draft).Select(c => c.Name)), cancel);

        await connection.BulkCopyAsync("title_genres", ["title_id", "genre_id"],
            titles.SelectMany(t => t.Draft.Genres.Distinct().Select(name => new object?[] { t.Id.Value, genres[name] })), cancel);
        await connection.BulkCopyAsync("title_keywords", ["title_id", "keyword_id", "position"],
            titles.SelectMany(t => t.Draft.Keywords.Distinct().Select((name, place) => new object?[] { t.Id.Value, keywords[name], place })), cancel);
        await CopyWithIdsAsync(connection, dialect, "title_names", ["title_id", "name", "match_key"],
            [.. titles.SelectMany(t => NamesOf(t.Draft).Select(name => new object?[] { t.Id.Value, name, TitleKey.Of(name) }))], cancel);
        await CopyWithIdsAsync(connection, dialect, "credits", ["title_id", "person_id", "role", "billing"],
            [.. titles.SelectMany(t => CreditsOf(t.Draft).Select(c => new object?[] { t.Id.Value, people[c.Name], c.Role, c.Billing }))], cancel);
        await WriteSeasonsAsync(connection, dialect, [.. titles.Where(t => t.Draft.Seasons.Count > 0)], cancel);
    }

    static IEnumerable<string> NamesOf(TitleDraft draft) =>
        draft.OtherNames.Append(draft.OriginalTitle).OfType<string>().Distinct().Where(name => name != draft.Title && TitleKey.Of(name).Length > 0);

    static IEnumerable<(string Name, string Role, int Billing)> CreditsOf(TitleDraft draft) =>
    [
        .. draft.Directors.Distinct().Select((name, billing) => (name, "director", billing)),
        .. draft.Creators.Distinct().Select((name, billing) => (name, "creator", billing)),
        .. draft.Cast.Distinct().Select((name, billing) => (name, "cast", billing)),
    ];

    /// <summary>Plays point at episodes: those that are there stay as they are, and the missing ones are added.</summary>
    static async Task WriteSeasonsAsync(
        DbConnection connection, Dialect dialect, IReadOnlyList<(TitleId Id, TitleDraft Draft)> shows, CancellationToken cancel)
    {
        var known = await connection.QueryAsync<KnownEpisode>(
            $"""
            select s.title_id, s.number as season, s.id as season_id, e.number as episode
            from seasons s left join episodes e on e.season_id = s.id where {dialect.Among("s.title_id", "@ids")}
            """, new { ids = IdSet.Of(shows.Select(show => show.Id)) }, cancel);
        var seasonIds = known.DistinctBy(k => k.SeasonId).ToDictionary(k => (k.TitleId, k.Season), k => k.SeasonId.Value);
        var episodes = known.Select(k => (k.SeasonId.Value, k.Episode)).ToHashSet();

        var newSeasons = shows.SelectMany(show => show.Draft.Seasons.Where(s => !seasonIds.ContainsKey((show.Id, s.Number))).Select(s => (show.Id, Season: s))).ToList();
        var firstSeason = await CopyWithIdsAsync(connection, dialect, "seasons", ["title_id", "number", "air_date"],
            [.. newSeasons.Select(s => new object?[] { s.Id.Value, s.Season.Number, Day(s.Season.AirDate) })], cancel);
        for (var i = 0; i < newSeasons.Count; i++)
            seasonIds.Add((newSeasons[i].Id, newSeasons[i].Season.Number), firstSeason + i);

        await CopyWithIdsAsync(connection, dialect, "episodes", ["title_id", "season_id", "number", "name", "air_date", "runtime"],
            [.. from show in shows
                from season in show.Draft.Seasons
                let seasonId = seasonIds[(show.Id, season.Number)]
                from episode in season.Episodes
                where !episodes.Contains((seasonId, episode.Number))
                select new object?[] { show.Id.Value, seasonId, episode.Number, episode.Name, Day(episode.AirDate), episode.Runtime }], cancel);
    }

    /// <returns>The key of the first row; the others follow it.</returns>
    static async Task<long> CopyWithIdsAsync(
        DbConnection connection, Dialect dialect, string table, string[] columns, IReadOnlyList<object?[]> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
            return 0;
        var first = await IdBlock.ReserveAsync(connection, dialect, table, rows.Count, cancel);
        await connection.BulkCopyAsync(table, ["id", .. columns], rows.Select((row, i) => (object?[])[first + i, .. row]), cancel);
        return first;
    }

    static string? Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);

    sealed record KnownEpisode(TitleId TitleId, int Season, SeasonId SeasonId, int? Episode);
}
