using Marquee.Importers.Reading;

namespace Marquee.Importers.Trakt;

/// <summary>A row of the table that trakt.tv takes in: <c>imdb_id,type,watched_at,watchlisted_at,rating,rated_at</c>, titles by id alone.</summary>
internal static class TraktTable
{
    public static ImportedItem Read(RowCells cells)
    {
        var ids = cells.Ids(("imdb", "imdb_id"), ("tmdb", "tmdb_id"), ("tvdb", "tvdb_id"), ("trakt", "trakt_id"));
        if (ids.Count == 0)
            cells.Refuse("The row has no id of a title.");
        var type = cells.Text("type").ToUpperInvariant();
        var isPart = type is "EPISODE" or "SEASON";
        var watched = cells.Text("watched_at");
        var item = cells.Item() with
        {
            Kind = type is "MOVIE" ? TitleKind.Film : type is "SHOW" || isPart ? TitleKind.Show : TitleKind.Unknown,
            ExternalIds = isPart ? [] : ids,
            Episode = isPart ? new ImportedEpisode(cells.Number("season", "season_number"), cells.Number("episode", "episode_number")) { ExternalIds = ids } : null,
            Viewing = watched.Length > 0 ? Viewing.From(cells.Moment("watched_at")) : null,
            OnWatchlist = cells.Text("watchlisted_at").Length > 0,
            ListedAt = cells.Date("watchlisted_at"),
            Rating = cells.SideRating(RatingScale.Decimals, "rating"),
        };
        if (type is not ("MOVIE" or "SHOW" or "SEASON" or "EPISODE" or ""))
            cells.Skip($"This is a “{Shortened.To(type.ToLowerInvariant(), 40)}”, not a title.");
        return item with { RatedAt = item.Rating is null ? null : cells.Date("rated_at") };
    }
}
