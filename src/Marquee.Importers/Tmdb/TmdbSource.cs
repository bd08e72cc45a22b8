using Marquee.Importers.Reading;

namespace Marquee.Importers.Tmdb;

/// <summary>
/// TMDB's own export: <c>TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,Date Rated</c>. A film and
/// a show may have one number, so the type is read with care. Ratings go from 1 to 10 in halves, kept exactly.
/// </summary>
internal sealed class TmdbSource : ISource
{
    public string Key => "tmdb";

    public string Name => "TMDB";

    public Recognised? Recognise(ExportContents contents)
    {
        var files = contents.Tables.Where(file => file.HasColumns("TMDb ID", "Type", "Name")).ToList();
        return files.Count == 0 ? null
            : new Recognised([.. files.Select(file => file.Name)], [], cancel => files.SelectMany(file => TableRows.Read(file, cells => Read(cells, Meaning(file, contents.ReadAs)), cancel)));
    }

    // Ratings, watchlist and favourites have one form; a rating that is missing and the name tell them apart.
    static FilmListKind Meaning(ExportFile file, FilmListKind readAs) =>
        readAs != FilmListKind.ByName ? readAs
        : file.Path[^1].Contains("watchlist", StringComparison.OrdinalIgnoreCase) ? FilmListKind.Watchlist
        : file.Path[^1].Contains("favo", StringComparison.OrdinalIgnoreCase) ? FilmListKind.Likes
        : FilmListKind.ByName;

    static ImportedItem Read(RowCells cells, FilmListKind meaning)
    {
        var type = cells.Text("Type").ToUpperInvariant();
        var isFilm = type is "MOVIE" or "FILM";
        var season = cells.Number("Season Number");
        var episode = cells.Number("Episode Number");
        // For a part of a show the numbers may be the part's own, so only the name and the season count.
        var isPart = !isFilm && (episode is not null || season is not null);
        var item = cells.Item() with
        {
            Title = cells.Required("title", "Name"),
            Year = isPart ? null : Years.Leading(cells.Text("Release Date")),
            Kind = isFilm ? TitleKind.Film : type is "TV" or "SHOW" or "TV SHOW" or "SERIES" || isPart ? TitleKind.Show : TitleKind.Unknown,
            ExternalIds = isPart && type.Contains("EPISODE", StringComparison.Ordinal) ? [] : cells.Ids(("tmdb", "TMDb ID"), ("imdb", "IMDb ID")),
            Episode = isPart ? new ImportedEpisode(season, episode) : null,
            Rating = meaning is FilmListKind.Watchlist ? null : cells.SideRating(RatingScale.Decimals, "Your Rating"),
            IsLiked = meaning == FilmListKind.Likes,
        };
        if (item.Rating is not null)
            item = item with { RatedAt = cells.Date("Date Rated"), RatingAsWritten = RatingScale.Decimals.Written(item.Rating.Value / 10m) };
        return item with { OnWatchlist = meaning == FilmListKind.Watchlist || (meaning == FilmListKind.ByName && item.Rating is null && cells.Remark is null) };
    }
}
