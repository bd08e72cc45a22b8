using Marquee.Importers.Reading;

namespace Marquee.Importers.TvTime;

/// <summary>Which of TV Time's files a file is.</summary>
internal enum TvTimeFile
{
    Records,
    OldRecords,
    Followed,
    SpecialStatus,
    Votes,
    PersonalLists,
    Episodes,
    Films,
    Series,
    Lists,
    SeriesJson,
    FilmsJson,
    Liberator,
    Native,
}

internal static class TvTimeFiles
{
    public static TvTimeFile? Which(ExportFile file)
    {
        if (file.Json is { } json)
            return Which(json.Sample, file.Path[^1]);
        // What one felt has the form of what one voted.
        if (file.Path[^1].Contains("emotion", StringComparison.OrdinalIgnoreCase))
            return null;
        return file.HasColumns("key", "created_at") && (file.HasColumns("s_id") || file.HasColumns("series_name")) ? TvTimeFile.Records
            : file.HasColumns("type", "watch_date_range_key") || file.HasColumns("type-uuid-n", "type") ? TvTimeFile.OldRecords
            : file.HasColumns("tv_show_name", "active") ? TvTimeFile.Followed
            : file.HasColumns("tv_show_name", "status", "tv_show_id") ? TvTimeFile.SpecialStatus
            : file.HasColumns("vote_key", "episode_id") ? TvTimeFile.Votes
            : file.HasColumns("s_key", "objects", "name") ? TvTimeFile.PersonalLists
            : file.HasColumns("series_tvdb_id", "season", "episode") ? TvTimeFile.Episodes
            : file.HasColumns("list_id", "list_name", "item_type") ? TvTimeFile.Lists
            : file.HasColumns("is_watched", "is_watchlisted", "type") ? TvTimeFile.Liberator
            : file.HasColumns("uuid", "title", "is_watched") ? TvTimeFile.Films
            : file.HasColumns("uuid", "tvdb_id", "title", "status") ? TvTimeFile.Series
            : file.HasColumns("show_name", "episode_season_number", "episode_number") ? TvTimeFile.Native
            : null;
    }

    static TvTimeFile? Which(JsonSample sample, string name) =>
        sample.Has("", "id.tvdb", "seasons") ? TvTimeFile.SeriesJson
        : sample.Has("", "id.tvdb", "is_watched") || sample.Has("", "id.imdb", "is_watched") ? TvTimeFile.FilmsJson
        : sample.Records.Count > 0 || !sample.HasPath("") ? null
        : name.StartsWith("tvtime-series", StringComparison.OrdinalIgnoreCase) ? TvTimeFile.SeriesJson
        : name.StartsWith("tvtime-movies", StringComparison.OrdinalIgnoreCase) ? TvTimeFile.FilmsJson
        : null;
}
