using Marquee.Importers.Reading;

namespace Marquee.Importers.MovieLens;

/// <summary>Rows of <c>userId,movieId,rating,timestamp</c> or <c>movie_id,imdb_id,tmdb_id,rating,average_rating,title</c>. Stars go from ½ to 5.</summary>
internal sealed class MovieLensRows(ExportFile file)
{
    const int TenthsPerStar = 20;

    static readonly string[] FilmColumns = ["movieId", "movie_id", "item", "iid", "sid"];

    readonly CsvTable _table = file.Table();

    public static bool AreIn(ExportFile file) =>
        file.HasColumns("rating") && FilmColumns.Any(column => file.HasColumns(column));

    public IEnumerable<ExportRow> Read(CancellationToken cancel)
    {
        var columns = new Columns(
            _table.Column(FilmColumns), _table.Column("imdb_id", "imdbId"), _table.Column("tmdb_id", "tmdbId"),
            _table.Column("rating"), _table.Column("timestamp"), _table.Column("title"));
        foreach (var row in _table.Rows(cancel))
            yield return Read(row, columns);
    }

    ExportRow Read(CsvRow row, Columns at)
    {
        var cells = new RowCells(row);
        var film = cells.Required(at.Film, "film id");
        var ids = new[]
        {
            ExternalId.Number(ExternalId.MovieLensProvider, film),
            ExternalId.Imdb(cells.Text(at.Imdb)),
            ExternalId.Number(ExternalId.TmdbProvider, cells.Text(at.Tmdb)),
        };
        if (ids[0] is null)
            cells.Refuse($"“{CsvRow.Keep(film)}” is not a MovieLens id.");
        var title = MovieLensTitle.Parse(cells.Optional(at.Title) ?? "");
        var item = new ImportedItem(file.Name, row.Line, row.RawText)
        {
            Title = title.Title.Length > 0 ? title.Title : null,
            Year = title.Year,
            ExternalIds = [.. ids.OfType<ExternalId>()],
            Rating = cells.Rating(at.Rating, TenthsPerStar),
            RatedAt = cells.UnixSeconds(at.Time),
        };
        if (item.Rating is null)
            cells.Refuse("The row has no rating.");
        return cells.Fault is { } reason ? new RefusedRow(file.Name, row.Line, row.RawText, reason) : item;
    }

    readonly record struct Columns(int Film, int Imdb, int Tmdb, int Rating, int Time, int Title);
}
