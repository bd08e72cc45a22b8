using Marquee.Ui.Components;

namespace Marquee.Features.Catalogue;

/// <summary>A title's details as its page lists them.</summary>
static class TitleFacts
{
    public static IReadOnlyList<Fact> Of(TitleDetails title) =>
    [
        .. Line("Directed by", Names(title.Directors)),
        .. Line("Created by", Names(title.Creators)),
        .. Line("Released", title.ReleaseDate is { } day ? TitleWords.Day(day) : title.Year?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        .. Line("Countries", string.Join(", ", title.Countries)),
        .. Line("Language", title.Language is { } code ? TitleWords.Language(code) : null),
        .. Line("Genres, inferred", string.Join(", ", title.InferredGenres.Select(genre => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{genre.Name} ({genre.Confidence * 100:0} % sure)")))),
        .. Line("Certificate", title.Certification),
        .. Line("About", string.Join(", ", title.Keywords)),
        .. Line("Also called", string.Join(", ", title.OtherNames.Where(name => name != title.Title).Take(3))),
        .. Link("IMDb", title, "imdb", id => $"https://www.imdb.com/title/{id}/"),
        .. Link("TMDB", title, "tmdb", id => $"https://www.themoviedb.org/{(title.Kind == TitleKind.Show ? "tv" : "movie")}/{id}"),
    ];

    /// <summary>Seasons in order, specials last, each with its episodes.</summary>
    public static IReadOnlyList<SeasonView> Seasons(TitleDetails title) =>
    [
        .. title.Seasons.OrderBy(s => s.Number == 0).ThenBy(s => s.Number).Select(season => new SeasonView(
            season.Name ?? (season.Number == 0 ? "Specials" : $"Season {season.Number}"),
            string.Join(" · ", new[] { TitleWords.Count(season.Episodes.Count, "episode", "episodes"), season.AirDate?.Year.ToString(System.Globalization.CultureInfo.InvariantCulture) }.OfType<string>()),
            [.. season.Episodes.Select(e => new EpisodeView(
                e.Number, e.Name, e.AirDate is { } day ? TitleWords.Day(day) : null, e.Runtime is { } minutes ? TitleWords.Runtime(minutes) : null))])),
    ];

    static string Names(IReadOnlyList<CreditedPerson> people) => string.Join(", ", people.Select(p => p.Name));

    static IEnumerable<Fact> Line(string name, string? value) => string.IsNullOrEmpty(value) ? [] : [new Fact(name, value)];

    static IEnumerable<Fact> Link(string name, TitleDetails title, string provider, Func<string, string> address) =>
        title.ExternalIds.TryGetValue(provider, out var id) ? [new Fact(name, id, address(id))] : [];
}
