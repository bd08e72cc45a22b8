using System.Globalization;
using Marquee.Importers.Reading;

namespace Marquee.Importers.TvTime;

/// <summary>The two generations of records in the personal data, and the old table of episodes. Shows and episodes have TVDB's numbers, films none.</summary>
internal static class TvTimeRecords
{
    const string WatchDate = "watch-date-";

    /// <summary>A record of the newer kind; what it is stands at the beginning of its key.</summary>
    public static ImportedItem? New(RowCells cells)
    {
        var key = cells.Text("key");
        if (key.StartsWith("watch-episode", StringComparison.Ordinal) || key.StartsWith("rewatch-episode", StringComparison.Ordinal))
            return Episode(cells, Viewed(cells.Moment("created_at"), key[0] == 'r')) with { SourceEventId = cells.Text("uuid") is { Length: > 0 } uuid ? uuid : key };
        if (key.StartsWith("user-series", StringComparison.Ordinal))
            return Show(cells) with
            {
                State = cells.Flag("is_for_later") ? WatchState.Planned : cells.Flag("is_archived") ? WatchState.Dropped : cells.Flag("is_followed") ? WatchState.Watching : WatchState.Unsaid,
                OnWatchlist = cells.Flag("is_for_later"),
            };
        return cells.Text("movie_name").Length > 0 ? Film(cells, key) : null;
    }

    /// <summary>A record of the older kind: films, and episodes where the newer kind is missing.</summary>
    public static ImportedItem? Old(RowCells cells, bool withEpisodes)
    {
        var type = cells.Text("type");
        if (cells.Text("movie_name").Length > 0 || cells.Text("entity_type") == "movie")
            return Film(cells, type);
        if (!withEpisodes || cells.Text("series_name").Length == 0)
            return null;
        return type switch
        {
            "watch" or "rewatch" => Episode(cells, Viewed(Watched(cells), type == "rewatch")),
            "follow" => Show(cells) with { State = WatchState.Watching },
            _ => null,
        };
    }

    /// <summary>A row of the old table: a show by name, an episode by number and name.</summary>
    public static ImportedItem Native(RowCells cells)
    {
        var moment = cells.Text("ts") is { Length: > 0 } seconds && seconds.All(char.IsAsciiDigit) ? cells.Epoch("ts") : cells.Moment("created_at", "ts");
        return cells.Item() with
        {
            Title = cells.Required("show", "show_name"),
            Kind = TitleKind.Show,
            Episode = new ImportedEpisode(cells.Number("episode_season_number"), cells.Number("episode_number"), cells.Optional("episode_name"))
            {
                ExternalIds = cells.Ids((ExternalId.TvdbProvider, "episode_id")),
            },
            Viewing = Viewing.From(moment),
        };
    }

    static ImportedItem? Film(RowCells cells, string type)
    {
        // Following says that the film is known there, no more.
        if (type.StartsWith("follow", StringComparison.Ordinal))
            return null;
        var item = cells.Item() with
        {
            Title = cells.Required("film", "movie_name"),
            Year = Years.Leading(cells.Text("release_date")),
            Kind = TitleKind.Film,
            SourceEventId = cells.Text("uuid") is { Length: > 0 } uuid ? uuid + "/" + type : null,
        };
        return type.StartsWith("towatch", StringComparison.Ordinal)
            ? item with { OnWatchlist = true, ListedAt = cells.Date("created_at") }
            : item with { Viewing = Viewed(Watched(cells), type.StartsWith("rewatch", StringComparison.Ordinal)) };
    }

    static ImportedItem Show(RowCells cells)
    {
        var ids = cells.Ids((ExternalId.TvdbProvider, "s_id"), (ExternalId.TvdbProvider, "series_id"));
        return cells.Item() with
        {
            Title = ids.Count == 0 ? cells.Required("show", "series_name") : cells.Optional("series_name"),
            Kind = TitleKind.Show,
            ExternalIds = ids,
        };
    }

    static ImportedItem Episode(RowCells cells, Viewing viewing)
    {
        var episode = new ImportedEpisode(cells.Number("season_number", "s_no"), cells.Number("episode_number", "ep_no"))
        {
            ExternalIds = cells.Ids((ExternalId.TvdbProvider, "ep_id"), (ExternalId.TvdbProvider, "episode_id")),
        };
        if (episode.IsWholeSeason)
            cells.Refuse("The row names no episode.");
        return Show(cells) with { Episode = episode, Viewing = viewing };
    }

    static Viewing Viewed(Moment? moment, bool rewatch) => Viewing.From(moment) with { Rewatch = rewatch };

    // The moment stands in a key, "watch-date-1612345678"; else when the record was made.
    static Moment? Watched(RowCells cells)
    {
        var key = cells.Text("watch_date_range_key");
        var at = key.IndexOf(WatchDate, StringComparison.Ordinal);
        if (at >= 0 && long.TryParse(key.AsSpan(at + WatchDate.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return Moments.FromEpoch(seconds);
        return cells.Moment("watch_date", "created_at");
    }
}
