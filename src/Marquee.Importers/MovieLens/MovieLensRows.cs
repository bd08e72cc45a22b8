using Marquee.Importers.Reading;

namespace Marquee.Importers.MovieLens;

/// <summary>Rows of <c>userId,movieId,rating,timestamp</c> or <c>movie_id,imdb_id,tmdb_id,rating,average_rating,title</c>. Stars go from ½ to 5.</summary>
internal sealed class MovieLensRows(ExportFile file)
{
    static readonly string[] FilmColumns = ["movieId", "movie_id", "item", "iid", "sid"];

    public static bool AreIn(ExportFile file) =>
        (file.HasColumns("rating") || file.HasColumns("tag")) && FilmColumns.Any(column => file.HasColumns(column));

    public IEnumerable<ExportRow> Read(CancellationToken cancel) => TableRows.Read(file, Read, cancel);

    static ImportedItem Read(RowCells cells)
    {
        var film = cells.Required("film id", FilmColumns);
        var ids = new[]
        {
            ExternalId.Number(ExternalId.MovieLensProvider, film),
            ExternalId.Imdb(cells.Text("imdb_id", "imdbId")),
            ExternalId.Number(ExternalId.TmdbProvider, cells.Text("tmdb_id", "tmdbId")),
        };
        if (ids[0] is null)
            cells.Refuse($"“{CsvRow.Keep(film)}” is not a MovieLens id.");
        var title = MovieLensTitle.Parse(cells.Optional("title") ?? "");
        var item = cells.Item() with
        {
            Title = title.Title.Length > 0 ? title.Title : null,
            Year = Years.Sensible(title.Year),
            ExternalIds = [.. ids.OfType<ExternalId>()],
        };
        if (cells.Text("tag") is { Length: > 0 } tag)
            return item with { Tags = [tag] };

        item = item with { Rating = cells.Rating(RatingScale.HalfStars, "rating"), RatedAt = cells.Epoch("timestamp")?.At };
        if (item.Rating is null)
            cells.Refuse("The row has no rating.");
        return item with { RatingAsWritten = item.Rating is { } tenths ? RatingScale.HalfStars.Written(tenths / 20m) : null };
    }
}
