using Marquee.Importers.Reading;

namespace Marquee.Importers.Simkl;

/// <summary>One title of Simkl: where the person stands with it, rating, memo, and its episodes with their times.</summary>
internal static class SimklRows
{
    public static IEnumerable<ExportRow> Read(JsonRow row)
    {
        if (row.Path is not ("movies" or "shows" or "anime"))
            return [];
        var value = row.Value;
        var title = value.Any("movie", "show", "anime");
        var isFilm = row.Path == "movies" || value["anime_type"].Text == "movie";
        var item = row.Item() with
        {
            Title = title["title"].Name,
            Year = title["year"].Year,
            Kind = isFilm ? TitleKind.Film : TitleKind.Show,
            ExternalIds = title["ids"].Ids(("imdb", "imdb"), ("tmdb", "tmdb"), ("tvdb", "tvdb"), ("simkl", "simkl"), ("simkl", "simkl_id")),
        };
        if (item.Title is null && item.ExternalIds.Count == 0)
        {
            row.Refuse("The record names no title.");
            return [];
        }

        return [Stands(item, value, isFilm), .. Episodes(item, value)];
    }

    static ImportedItem Stands(ImportedItem item, JsonNode value, bool isFilm)
    {
        var state = State(value["status"].Text);
        var last = value["last_watched_at"].Moment;
        var stands = item with
        {
            State = state,
            OnWatchlist = state == WatchState.Planned,
            ListedAt = state == WatchState.Planned ? value["added_to_watchlist_at"].At : null,
            PrivateNote = value["memo"]["text"].Text,
            Viewing = isFilm && state == WatchState.Completed ? Viewing.From(last) : null,
            Progress = isFilm || value["watched_episodes_count"].Int is not { } seen ? null : new ViewingProgress(Episodes: seen),
        };
        return JsonRow.Rated(stands, RatingScale.Points, value["user_rating"], value["user_rated_at"].At);
    }

    static IEnumerable<ImportedItem> Episodes(ImportedItem item, JsonNode value) =>
        from season in value["seasons"].Items
        from episode in season["episodes"].Items
        where episode["number"].IsThere
        select item with
        {
            Episode = new ImportedEpisode(season["number"].Int, episode["number"].Int),
            Viewing = Viewing.From(episode["watched_at"].Moment),
        };

    static WatchState State(string? status) => status switch
    {
        "plantowatch" => WatchState.Planned,
        "watching" => WatchState.Watching,
        "completed" => WatchState.Completed,
        "hold" => WatchState.Paused,
        "dropped" or "notinteresting" => WatchState.Dropped,
        _ => WatchState.Unsaid,
    };
}
