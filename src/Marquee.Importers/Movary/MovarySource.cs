using Marquee.Importers.Reading;

namespace Marquee.Importers.Movary;

/// <summary>Movary's three tables: history, ratings and watchlist, all of films, with their ids. Ratings are points from 1 to 10.</summary>
internal sealed class MovarySource : ISource
{
    public string Key => "movary";

    public string Name => "Movary";

    public Recognised? Recognise(ExportContents contents)
    {
        var files = contents.Tables.Where(file => file.HasColumns("title", "year", "tmdbId", "imdbId")
            && (file.HasColumns("watchedAt") || file.HasColumns("userRating") || file.HasColumns("addedAt"))).ToList();
        return files.Count == 0 ? null
            : new Recognised([.. files.Select(file => file.Name)], [], cancel => files.SelectMany(file => TableRows.Read(file, cells => Read(cells, file), cancel)));
    }

    static ImportedItem Read(RowCells cells, ExportFile file)
    {
        var item = cells.Item() with
        {
            Title = cells.Required("film", "title"),
            Year = cells.Year("year"),
            Kind = TitleKind.Film,
            ExternalIds = cells.Ids(("tmdb", "tmdbId"), ("imdb", "imdbId")),
        };
        if (file.HasColumns("watchedAt"))
            return item with
            {
                Viewing = Viewing.From(cells.Moment("watchedAt")) with { Where = cells.Optional("location") },
                PrivateNote = cells.Text("comment") is { Length: > 0 } comment ? comment : null,
            };
        if (!file.HasColumns("userRating"))
            return item with { OnWatchlist = true, ListedAt = cells.Date("addedAt") };
        item = item with { Rating = cells.Rating(RatingScale.Points, "userRating") };
        if (item.Rating is null)
            cells.Refuse("The row has no rating.");
        return item;
    }
}
