using Marquee.Importers;
using static Marquee.Features.Exports.CsvCells;

namespace Marquee.Features.Exports;

/// <summary>A file for another service.</summary>
/// <param name="Left">How many records it cannot hold, for the other service knows no such thing or names titles by an id that these lack.</param>
sealed record ForeignFile(string Name, byte[] Bytes, int Left = 0);

/// <summary>The library in the forms that other services take in.</summary>
static class ForOthers
{
    // Letterboxd reads up to so many rows of a file.
    const int LetterboxdRows = 1_000;

    /// <summary>Viewings and ratings of films for Letterboxd's importer, in files of a thousand rows, and the watchlist for itself.</summary>
    public static IEnumerable<ForeignFile> Letterboxd(ExportRecords records)
    {
        var films = records.Items.Where(item => item.Kind == TitleKind.Film && item.Episode is null).ToList();
        var ratings = films.Where(item => item.Rating is not null).ToLookup(Named);
        var reviews = films.Where(item => item.Review is { At: not null }).GroupBy(Named).ToDictionary(group => group.Key, group => group.Last().Review!.Text);
        var tags = films.Where(item => item.Review is null).SelectMany(item => item.Tags.Select(tag => (Film: Named(item), tag))).ToLookup(t => t.Film, t => t.tag);
        var rows = new List<string>();
        var watched = new HashSet<string>();
        foreach (var play in films.Where(item => item.Viewing is not null))
        {
            var film = Named(play);
            var isFirst = watched.Add(film);
            rows.Add(Row(play, Day(play.Viewing!.At), isFirst ? Stars(ratings[film].LastOrDefault()?.Rating) : null, isFirst ? "false" : "true",
                isFirst ? string.Join(", ", tags[film]) : null, isFirst ? reviews.GetValueOrDefault(film) : null));
        }

        rows.AddRange(ratings.Where(film => !watched.Contains(film.Key)).Select(film => Row(film.Last(), null, Stars(film.Last().Rating), null, string.Join(", ", tags[film.Key]), reviews.GetValueOrDefault(film.Key))));
        var left = records.Items.Count(item => item.Kind == TitleKind.Show && (item.Viewing is not null || item.Rating is not null));
        foreach (var (part, place) in rows.DefaultIfEmpty("").Chunk(LetterboxdRows).Select((part, place) => (part, place)))
            yield return new ForeignFile(place == 0 ? "letterboxd.csv" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"letterboxd-{place + 1}.csv"),
                Bytes([Line("imdbID", "tmdbID", "Title", "Year", "WatchedDate", "Rating10", "Rewatch", "Tags", "Review"), .. part]), place == 0 ? left : 0);
        foreach (var (part, place) in films.Where(item => item.OnWatchlist).Chunk(LetterboxdRows).Select((part, place) => (part, place)))
            yield return new ForeignFile(place == 0 ? "letterboxd-watchlist.csv" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"letterboxd-watchlist-{place + 1}.csv"),
                Bytes([Line("imdbID", "tmdbID", "Title", "Year"), .. part.Select(item => Line(Imdb(item), Tmdb(item), item.Title, Number(item.Year)))]));
    }

    static string Row(ImportedItem film, string? day, string? rating, string? again, string? tags, string? review) =>
        Line(Imdb(film), Tmdb(film), film.Title, Number(film.Year), day, rating, again, tags, review);

    /// <summary>Ratings as IMDb's own list of them looks.</summary>
    public static ForeignFile Imdb(ExportRecords records)
    {
        var rated = records.Items.Where(item => item.Rating is not null && item.Episode is not { IsWholeSeason: true }).ToList();
        var known = rated.Where(item => Const(item) is not null).ToList();
        return new ForeignFile("imdb.csv", Bytes(
        [
            Line("Const", "Your Rating", "Date Rated", "Title", "Original Title", "URL", "Title Type", "IMDb Rating", "Runtime (mins)", "Year", "Genres", "Num Votes", "Release Date", "Directors"),
            .. known.Select(item => Line(
                Const(item), Stars(item.Rating), Day(item.RatedAt), item.Episode?.Title ?? item.Title, item.OriginalTitle ?? item.Title, $"https://www.imdb.com/title/{Const(item)}/",
                item.Episode is not null ? "TV Episode" : item.Kind == TitleKind.Show ? "TV Series" : "Movie", null, Number(item.RuntimeMinutes), Number(item.Year), null, null, null, null)),
        ]), rated.Count - known.Count);
    }

    /// <summary>Viewings, watchlist and ratings in the table that trakt.tv takes in.</summary>
    public static ForeignFile Trakt(ExportRecords records)
    {
        var told = records.Items.Where(item => (item.Viewing is not null || item.OnWatchlist || item.Rating is not null) && item.Episode is not { IsWholeSeason: true }).ToList();
        var known = told.Where(item => Const(item) is not null).ToList();
        return new ForeignFile("trakt.csv", Bytes(
        [
            Line("imdb_id", "type", "watched_at", "watchlisted_at", "rating", "rated_at"),
            .. known.Select(item => Line(
                Const(item), item.Episode is not null ? "episode" : item.Kind == TitleKind.Show ? "show" : "movie",
                item.Viewing is null ? null : Moment(item.Viewing.At) ?? "unknown", item.OnWatchlist ? Moment(item.ListedAt) : null, Stars(item.Rating), item.Rating is null ? null : Moment(item.RatedAt))),
        ]), told.Count - known.Count);
    }

    // Whole points of ten, as all of them have it; half a point goes up.
    static string? Stars(int? tenths) => tenths is { } value ? Number((value + 5) / 10) : null;

    static string? Const(ImportedItem item) => Id(item.Episode?.ExternalIds ?? item.ExternalIds, ExternalId.ImdbProvider);

    static string? Imdb(ImportedItem item) => Id(item.ExternalIds, ExternalId.ImdbProvider);

    static string? Tmdb(ImportedItem item) => Id(item.ExternalIds, ExternalId.TmdbProvider);

    static string Named(ImportedItem item) => $"{item.Title}|{item.Year}|{item.ExternalIds.FirstOrDefault()}";
}
