using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Marquee.Features.Catalogue.Writing;
using Marquee.Platform.Errors;

namespace Marquee.Features.Catalogue.MovieLens;

/// <summary>One film as MovieLens lists it.</summary>
/// <param name="Links">imdb and tmdb as links.csv writes them, empty where it has none.</param>
sealed record MovieLensMovie(long MovieId, string Title, IReadOnlyList<string> Genres, (string Imdb, string Tmdb) Links);

/// <summary>
/// A folder of any MovieLens edition: <c>movies.csv, ratings.csv, links.csv</c> (latest, 20M, 25M, 32M), <c>movies.dat, ratings.dat</c>
/// (1M, 10M) or <c>u.item, u.data</c> (100K). Ratings may be gzipped.
/// </summary>
sealed record MovieLensFolder(string Path, string MoviesFile, string RatingsFile, string? LinksFile)
{
    static readonly string[] MoviesFiles = ["movies.csv", "movies.dat", "u.item"];
    static readonly string[] RatingsFiles = ["ratings.csv", "ratings.dat", "u.data", "ratings.csv.gz", "ratings.dat.gz", "u.data.gz"];

    static readonly string[] GenresOf100K =
    [
        "unknown", "Action", "Adventure", "Animation", "Children's", "Comedy", "Crime", "Documentary", "Drama", "Fantasy",
        "Film-Noir", "Horror", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western",
    ];

    /// <summary>The folder's own name, which names its population.</summary>
    public string Name => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path));

    /// <summary>Whose numbers the films bear.</summary>
    public string Numbering => MoviesFile.EndsWith("u.item", StringComparison.Ordinal) ? ExternalId.MovieLens100K : ExternalId.MovieLens;

    /// <exception cref="Invalid">The folder is not there or holds no MovieLens files.</exception>
    public static MovieLensFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        if (!Directory.Exists(path))
            throw new Invalid("folder_missing", $"There is no folder {path}.");
        var movies = Find(path, MoviesFiles) ?? throw Missing(path, "films", MoviesFiles);
        var ratings = Find(path, RatingsFiles) ?? throw Missing(path, "ratings", RatingsFiles);
        return new MovieLensFolder(path, movies, ratings, Find(path, ["links.csv"]));
    }

    /// <summary>The films in file order, with their links.</summary>
    /// <exception cref="Invalid">A line is not in the form of its file.</exception>
    public IEnumerable<MovieLensMovie> Movies()
    {
        var links = LinksFile is null ? [] : ReadLinks(LinksFile);
        var (delimiter, hasHeader, encoding) = System.IO.Path.GetExtension(MoviesFile) switch
        {
            ".csv" => (",", true, Encoding.UTF8),
            // GroupLens wrote these before it wrote UTF-8; 10M is UTF-8 already, and its bytes tell.
            ".dat" => ("::", false, EncodingOf(MoviesFile)),
            _ => ("|", false, EncodingOf(MoviesFile)),
        };
        foreach (var fields in Rows(MoviesFile, delimiter, hasHeader, encoding, atLeast: 3))
            if (long.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                yield return new MovieLensMovie(id, fields[1], GenreNames.Of(GenresIn(fields)), links.GetValueOrDefault(id, ("", "")));
            else
                throw new Invalid("movie_unreadable", $"{MoviesFile}: '{fields[0]}' is not the number of a film.");
    }

    static IEnumerable<string> GenresIn(string[] fields) => fields.Length >= 24
        ? GenresOf100K.Where((_, i) => fields[5 + i] == "1")
        : fields[2].Split('|');

    static Dictionary<long, (string Imdb, string Tmdb)> ReadLinks(string file)
    {
        var links = new Dictionary<long, (string, string)>();
        foreach (var fields in Rows(file, ",", hasHeader: true, Encoding.UTF8, atLeast: 3))
            if (long.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                links[id] = (fields[1].Trim(), fields[2].Trim());
        return links;
    }

    static IEnumerable<string[]> Rows(string file, string delimiter, bool hasHeader, Encoding encoding, int atLeast)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter,
            Mode = delimiter == "," ? CsvMode.RFC4180 : CsvMode.NoEscape,
            CacheFields = true,
        };
        using var reader = new StreamReader(file, encoding);
        using var parser = new CsvParser(reader, configuration);
        if (hasHeader)
            parser.Read();
        while (parser.Read())
        {
            if (parser.Count < atLeast)
                throw new Invalid("line_unreadable", $"{file}, line {parser.RawRow}: there are {parser.Count} columns, at least {atLeast} are needed.");
            yield return parser.Record!;
        }
    }

    static Encoding EncodingOf(string file)
    {
        try
        {
            using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
            while (reader.ReadLine() is not null)
            {
            }

            return Encoding.UTF8;
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1;
        }
    }

    static string? Find(string folder, string[] names) => names.Select(name => System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    static Invalid Missing(string folder, string what, string[] names) =>
        new("not_movielens", $"{folder} holds no {what} of MovieLens: one of {string.Join(", ", names)} is needed.");
}
