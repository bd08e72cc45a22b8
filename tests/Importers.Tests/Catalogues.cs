using System.Globalization;
using System.Text.RegularExpressions;
using Marquee.Importers.Matching;
using Marquee.Importers.MovieLens;

namespace Marquee.Importers.Tests;

/// <summary>Catalogues to match against: the sample that ships with the product, and small ones made on the spot.</summary>
static partial class Catalogues
{
    static readonly Lazy<IReadOnlyList<CatalogueTitle>> SampleTitles = new(ReadSample);

    public static IReadOnlyList<CatalogueTitle> Sample => SampleTitles.Value;

    public static TitleIndex Of(params (string Title, int? Year)[] titles) =>
        new(titles.Select((title, position) => new CatalogueTitle(position + 1, TitleKind.Film, title.Title, title.Year)));

    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Marquee.slnx")))
                folder = folder.Parent!;
            return folder.FullName;
        }
    }

    // Its own reading of the two files, apart from the reader under test.
    static List<CatalogueTitle> ReadSample()
    {
        var folder = Path.Combine(Root, "samples", "movielens-small");
        var links = File.ReadLines(Path.Combine(folder, "links.csv")).Skip(1)
            .Select(line => line.Split(','))
            .ToDictionary(cells => cells[0], cells => (Imdb: cells[1], Tmdb: cells[2]));
        return [.. File.ReadLines(Path.Combine(folder, "movies.csv")).Skip(1).Select(line => Film().Match(line)).Select(film =>
        {
            var id = film.Groups["id"].Value;
            var name = MovieLensTitle.Parse(film.Groups["title"].Value.Replace("\"\"", "\""));
            ExternalId?[] ids = [new ExternalId("movielens", id), ExternalId.Imdb(links[id].Imdb), ExternalId.Number("tmdb", links[id].Tmdb)];
            return new CatalogueTitle(long.Parse(id, CultureInfo.InvariantCulture), TitleKind.Film, name.Title, name.Year)
            {
                Alternatives = name.Alternatives,
                ExternalIds = [.. ids.OfType<ExternalId>()],
            };
        })];
    }

    [GeneratedRegex("""^(?<id>\d+),("(?<title>(?:[^"]|"")*)"|(?<title>[^,]*)),""")]
    private static partial Regex Film();
}
