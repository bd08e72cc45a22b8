using Marquee.Importers.Reading;

namespace Marquee.Importers.TvTime;

/// <summary>"Export my data", as tables and as JSON, and Liberator's table, which holds the same in one.</summary>
internal static class TvTimeExport
{
    /// <summary>Reads rows that may count viewings: those without a time come as an item of their own.</summary>
    public static IEnumerable<ExportRow> Rows(ExportFile file, Func<RowCells, ImportedItem?> read, CancellationToken cancel)
    {
        foreach (var cells in TableRows.Cells(file, file.Table(), cancel))
        {
            var item = cells.Fault is null ? read(cells) : null;
            if (cells.Fault is not null)
                yield return cells.Refused();
            else if (item is not null)
                yield return cells.Remark is { } remark ? item with { Remark = remark } : item;
            if (item is { Viewing: not null } && cells.Fault is null && cells.Number("rewatch_count") is > 0 and < 10_000 and var more)
                yield return cells.Item() with
                {
                    Title = item.Title,
                    Year = item.Year,
                    Kind = item.Kind,
                    ExternalIds = item.ExternalIds,
                    Episode = item.Episode,
                    Viewing = Viewing.SomeTime with { Times = more, Rewatch = true },
                };
        }
    }

    public static ImportedItem? Episode(RowCells cells)
    {
        if (!cells.Flag("is_watched"))
            return null;
        var season = cells.Flag("special") ? 0 : cells.Number("season");
        return cells.Item() with
        {
            Title = cells.Required("show", "title"),
            Kind = TitleKind.Show,
            ExternalIds = cells.Ids(("tvdb", "series_tvdb_id"), ("imdb", "series_imdb_id")),
            Episode = new ImportedEpisode(season, cells.Number("episode")) { ExternalIds = cells.Ids(("tvdb", "tvdb_id")) },
            Viewing = Viewing.From(cells.Moment("watched_at")),
        };
    }

    public static ImportedItem Film(RowCells cells)
    {
        var isWatched = cells.Flag("is_watched");
        return cells.Item() with
        {
            Title = cells.Required("film", "title"),
            Year = cells.Year("year"),
            Kind = TitleKind.Film,
            ExternalIds = cells.Ids(("tvdb", "tvdb_id"), ("imdb", "imdb_id")),
            Viewing = isWatched ? Viewing.From(cells.Moment("watched_at")) : null,
            OnWatchlist = !isWatched,
            ListedAt = isWatched ? null : cells.Date("created_at"),
        };
    }

    public static ImportedItem? Liberated(RowCells cells)
    {
        var type = cells.Text("type");
        var isEpisode = cells.Number("episode") is not null;
        var ids = cells.Ids(("tvdb", "tvdb_id"), ("imdb", "imdb_id"));
        var isWatched = cells.Flag("is_watched");
        var item = cells.Item() with
        {
            Title = ids.Count == 0 ? cells.Required("title", "title") : cells.Optional("title"),
            Kind = type is "movie" ? TitleKind.Film : TitleKind.Show,
            ExternalIds = isEpisode ? [] : ids,
            Episode = isEpisode ? new ImportedEpisode(cells.Flag("is_special") ? 0 : cells.Number("season"), cells.Number("episode")) { ExternalIds = ids } : null,
            Viewing = isWatched && (isEpisode || type is "movie") ? Viewing.From(cells.Moment("watched_at")) : null,
            OnWatchlist = cells.Flag("is_watchlisted"),
            State = isEpisode ? WatchState.Unsaid : TvTimeShows.State(cells.Text("status")),
            Rating = cells.SideRating(RatingScale.Points, "rating"),
        };
        return item.Viewing is null && !item.OnWatchlist && item.State == WatchState.Unsaid && item.Rating is null ? null : item;
    }

    public static IEnumerable<ExportRow> Series(JsonRow row)
    {
        var show = Named(row, TitleKind.Show);
        if (row.Fault is not null)
            return [];
        var state = TvTimeShows.State(row.Value["status"].Text ?? "");
        return
        [
            show with { State = state, OnWatchlist = state == WatchState.Planned },
            .. from season in row.Value["seasons"].Items
               from episode in season["episodes"].Items
               where episode["is_watched"].IsTrue
               select show with
               {
                   Episode = new ImportedEpisode(episode["special"].IsTrue ? 0 : season["number"].Int, episode["number"].Int) { ExternalIds = Ids(episode) },
                   Viewing = Viewing.From(episode["watched_at"].Moment),
               },
        ];
    }

    public static IEnumerable<ExportRow> FilmRecord(JsonRow row)
    {
        var film = Named(row, TitleKind.Film);
        var isWatched = row.Value["is_watched"].IsTrue;
        return [film with { Viewing = isWatched ? Viewing.From(row.Value["watched_at"].Moment) : null, OnWatchlist = !isWatched }];
    }

    static ImportedItem Named(JsonRow row, TitleKind kind)
    {
        var item = row.Item() with { Title = row.Value["title"].Name, Year = row.Value["year"].Year, Kind = kind, ExternalIds = Ids(row.Value) };
        if (item.Title is null && item.ExternalIds.Count == 0)
            row.Refuse("The record names no title.");
        return item;
    }

    // IMDb's may be −1, which is none.
    static List<ExternalId> Ids(JsonNode node) => node["id"].Ids(("tvdb", "tvdb"), ("imdb", "imdb"));
}
