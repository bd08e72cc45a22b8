using Marquee.Importers.Reading;

namespace Marquee.Importers.Generic;

/// <summary>Rows of a mapped file.</summary>
internal sealed class GenericRows(ExportFile file, ColumnMapping mapping, DateOrder order)
{
    readonly RatingScale _scale = mapping.BestRating switch { 5 => RatingScale.HalfStars, 100 => RatingScale.Hundred, _ => RatingScale.Decimals };
    readonly HashSet<string> _lists = [];

    public IEnumerable<ExportRow> Read(CancellationToken cancel)
    {
        foreach (var row in GenericFile.Rows(file, cancel))
        {
            if (row.Fault is not null)
            {
                yield return Refused(row, row.Fault);
                continue;
            }

            var (item, fault) = Read(row);
            if (fault is not null)
                yield return Refused(row, fault);
            else
            {
                if (item.ListPlace is { } place && _lists.Count < 10_000 && _lists.Add(place.ListKey))
                    yield return new ImportedList(item.File, item.Line, item.RawText, place.ListKey, place.ListName);
                yield return item;
            }
        }
    }

    static RefusedRow Refused(GenericRow row, string fault) => new(row.Item.File, row.Item.Line, row.Item.RawText, fault);

    (ImportedItem Item, string? Fault) Read(GenericRow row)
    {
        var cells = new MappedCells(row, mapping, order);
        var kind = Kind(cells.Text(ImportField.Kind));
        var season = cells.Number(ImportField.Season);
        var episode = cells.Number(ImportField.Episode);
        var show = cells.Name(ImportField.ShowTitle);
        var isEpisode = (season is not null || episode is not null) && kind != TitleKind.Film;
        var (rating, written, remark) = cells.Rating(_scale);
        var item = row.Item with
        {
            Title = show ?? cells.Name(ImportField.Title),
            OriginalTitle = cells.Name(ImportField.OriginalTitle),
            Year = Years.Plain(cells.Text(ImportField.Year)) ?? Years.Leading(cells.Text(ImportField.Year)),
            Kind = isEpisode || show is not null ? TitleKind.Show : kind,
            ExternalIds = cells.Ids(),
            Episode = isEpisode
                ? new ImportedEpisode(season, episode, cells.Name(ImportField.EpisodeTitle) ?? (show is null ? null : cells.Name(ImportField.Title))) { LastNumber = cells.Number(ImportField.LastEpisode) }
                : null,
            Rating = rating,
            RatingAsWritten = written,
            RatedAt = rating is null ? null : cells.Moment(ImportField.RatedAt)?.At,
            Review = cells.Text(ImportField.Review) is { Length: > 0 } text ? new ImportedText(text, cells.Flag(ImportField.Spoiler)) : null,
            PrivateNote = cells.Text(ImportField.Note) is { Length: > 0 } note ? note : null,
            Tags = cells.Text(ImportField.Tags).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            IsLiked = cells.Flag(ImportField.Liked),
            OwnedAs = cells.Text(ImportField.Owned) is { Length: > 0 } owned && !MappedCells.IsNo(owned) ? owned : null,
            State = State(cells.Text(ImportField.Status)),
            People = cells.Text(ImportField.Directors).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            RuntimeMinutes = cells.Number(ImportField.Runtime),
            Progress = cells.Number(ImportField.Progress) is >= 0 and <= 100 and var percent ? new ViewingProgress(percent) : null,
            ListPlace = cells.Name(ImportField.List) is { } list ? new ListPlace(list, list, cells.Number(ImportField.ListPosition)) : null,
            Remark = remark,
        };
        item = item with { Viewing = Viewed(cells, item), OnWatchlist = Listed(cells, item), ListedAt = cells.Moment(ImportField.ListedAt)?.At };
        return item.Title is null && item.ExternalIds.Count == 0 ? (item, "The row has no title and no id.") : (item, cells.Fault);
    }

    Viewing? Viewed(MappedCells cells, ImportedItem item)
    {
        var text = cells.Text(ImportField.WatchedAt);
        var plays = cells.Number(ImportField.Plays) ?? 0;
        var rewatch = cells.Flag(ImportField.Rewatch);
        if (text.Length > 0 && !MappedCells.IsNo(text))
            return cells.Flag(ImportField.WatchedAt) ? Viewing.SomeTime : Viewing.From(cells.Moment(ImportField.WatchedAt)) with { Rewatch = rewatch };
        if (plays is > 0 and < 10_000)
            return Viewing.SomeTime with { Times = plays };
        return mapping.Meaning == RowMeaning.Watched || (item.State == WatchState.Completed && item.Kind != TitleKind.Show) ? Viewing.SomeTime : null;
    }

    bool Listed(MappedCells cells, ImportedItem item) =>
        cells.Flag(ImportField.Watchlist) || item.State == WatchState.Planned
        || (item.Viewing is null && item.ListPlace is null && cells.Text(ImportField.ListedAt).Length > 0)
        || (mapping.Meaning == RowMeaning.Watchlist && item.Viewing is null && item.ListPlace is null);

    static TitleKind Kind(string text) => Matching.TitleKey.Letters(text) switch
    {
        "movie" or "film" or "movies" or "tvmovie" or "short" or "documentary" => TitleKind.Film,
        "show" or "tv" or "series" or "tvshow" or "tvseries" or "episode" or "season" or "anime" or "tvminiseries" => TitleKind.Show,
        _ => TitleKind.Unknown,
    };

    internal static WatchState State(string text) => Matching.TitleKey.Letters(text) switch
    {
        "watched" or "completed" or "finished" or "seen" or "done" => WatchState.Completed,
        "watching" or "inprogress" or "current" or "progress" or "started" => WatchState.Watching,
        "planned" or "plantowatch" or "towatch" or "planning" or "watchlist" or "wanttowatch" => WatchState.Planned,
        "paused" or "onhold" or "hold" => WatchState.Paused,
        "dropped" or "abandoned" or "stopped" => WatchState.Dropped,
        _ => WatchState.Unsaid,
    };
}
