using Marquee.Importers.Generic;
using Marquee.Importers.Reading;

namespace Marquee.Importers.Yamtrack;

/// <summary>
/// Yamtrack's table: a row for each film, show, season and episode, with score, status, dates, notes. Other media are in it too and
/// are left out with a word.
/// </summary>
internal sealed class YamtrackSource : ISource
{
    public string Key => "yamtrack";

    public string Name => "Yamtrack";

    public Recognised? Recognise(ExportContents contents)
    {
        var files = contents.Tables.Where(file => file.HasColumns("media_id", "source", "media_type")).ToList();
        return files.Count == 0 ? null
            : new Recognised([.. files.Select(file => file.Name)], [], cancel => files.SelectMany(file => TableRows.Read(file, Read, cancel)));
    }

    static ImportedItem? Read(RowCells cells)
    {
        var type = cells.Text("media_type").ToLowerInvariant();
        if (type is not ("movie" or "tv" or "season" or "episode"))
            cells.Skip($"This is {(type is "anime" ? "anime by a number that no catalogue here has" : $"a “{Shortened.To(type, 30)}”")}, not a film or a show.");
        var ids = cells.Text("source").ToLowerInvariant() switch
        {
            "tmdb" => cells.Ids(("tmdb", "media_id")),
            "imdb" => cells.Ids(("imdb", "media_id")),
            "tvdb" => cells.Ids(("tvdb", "media_id")),
            _ => [],
        };
        var state = GenericRows.State(cells.Text("status"));
        var isPart = type is "season" or "episode";
        var item = cells.Item() with
        {
            Title = ids.Count == 0 ? cells.Required("title", "title") : cells.Optional("title"),
            Kind = type == "movie" ? TitleKind.Film : TitleKind.Show,
            ExternalIds = ids,
            Episode = isPart ? new ImportedEpisode(cells.Number("season_number"), type == "episode" ? cells.Number("episode_number") : null) : null,
            Rating = cells.SideRating(RatingScale.Decimals, "score"),
            State = type == "episode" ? WatchState.Unsaid : state,
            OnWatchlist = state == WatchState.Planned && !isPart,
            PrivateNote = cells.Text("notes") is { Length: > 0 } notes ? notes : null,
            Viewing = Viewed(cells, type, state),
            Progress = type == "tv" && cells.Number("progress") is > 0 and var seen ? new ViewingProgress(Episodes: seen) : null,
        };
        return item with { RatingAsWritten = item.Rating is { } tenths ? RatingScale.Decimals.Written(tenths / 10m) : null };
    }

    static Viewing? Viewed(RowCells cells, string type, WatchState state)
    {
        var end = cells.Moment("end_date");
        return type switch
        {
            "movie" when end is not null || state == WatchState.Completed => Viewing.From(end),
            "episode" => Viewing.From(end ?? cells.Moment("start_date")),
            _ => null,
        };
    }
}
