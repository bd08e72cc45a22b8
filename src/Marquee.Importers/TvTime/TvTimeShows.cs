using Marquee.Importers.Reading;

namespace Marquee.Importers.TvTime;

/// <summary>What TV Time says about shows as a whole, and the votes on episodes and films.</summary>
internal static class TvTimeShows
{
    public static ImportedItem Followed(RowCells cells) => Named(cells) with
    {
        State = cells.Flag("archived") ? WatchState.Dropped : cells.Flag("active") ? WatchState.Watching : WatchState.Unsaid,
    };

    public static ImportedItem SpecialStatus(RowCells cells) => Named(cells) with
    {
        State = State(cells.Text("status")),
        OnWatchlist = cells.Text("status") == "for_later",
    };

    public static ImportedItem Series(RowCells cells)
    {
        var state = State(cells.Text("status"));
        return cells.Item() with
        {
            Title = cells.Required("show", "title"),
            Kind = TitleKind.Show,
            ExternalIds = cells.Ids(("tvdb", "tvdb_id"), ("imdb", "imdb_id")),
            State = state,
            OnWatchlist = state == WatchState.Planned,
            ListedAt = state == WatchState.Planned ? cells.Date("created_at") : null,
        };
    }

    /// <summary>A vote; its number, the last part of the key, is the picture of a face.</summary>
    public static ImportedItem? Vote(RowCells cells)
    {
        var key = cells.Text("vote_key");
        int? points = key[(key.LastIndexOf('-') + 1)..] switch { "1" => 2, "27" => 4, "28" => 6, "29" => 8, "3" => 10, _ => null };
        if (points is null)
        {
            cells.Refuse($"“{Shortened.To(key, 40)}” is not a vote that is known.");
            return null;
        }

        var item = cells.Item() with { Rating = points * 10, RatingAsWritten = $"{points / 2} of 5" };
        if (cells.Text("movie_name").Length > 0)
            return item with { Title = cells.Required("film", "movie_name"), Kind = TitleKind.Film };
        var ids = cells.Ids((ExternalId.TvdbProvider, "episode_id"));
        if (ids.Count == 0)
            cells.Refuse("The row names no episode and no film.");
        return item with { Kind = TitleKind.Show, Episode = new ImportedEpisode(null, null) { ExternalIds = ids } };
    }

    /// <summary>The words of all shapes.</summary>
    public static WatchState State(string status) => status switch
    {
        "continuing" or "watching" => WatchState.Watching,
        "up_to_date" => WatchState.Watching,
        "stopped" or "archived" or "dropped" => WatchState.Dropped,
        "not_started_yet" or "for_later" or "watch_later" => WatchState.Planned,
        "completed" or "ended" or "finished" => WatchState.Completed,
        "paused" => WatchState.Paused,
        _ => WatchState.Unsaid,
    };

    static ImportedItem Named(RowCells cells) => cells.Item() with
    {
        Title = cells.Required("show", "tv_show_name"),
        Kind = TitleKind.Show,
        ExternalIds = cells.Ids((ExternalId.TvdbProvider, "tv_show_id")),
    };
}
