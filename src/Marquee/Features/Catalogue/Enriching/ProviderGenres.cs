using Marquee.Features.Catalogue.MovieLens;

namespace Marquee.Features.Catalogue.Enriching;

/// <summary>TMDB's genres by the catalogue's names: its genres of shows are two in one.</summary>
static class ProviderGenres
{
    public static IReadOnlyList<string> Of(IEnumerable<string> names) => GenreNames.Of(names.SelectMany(name => (string[])(name switch
    {
        "Action & Adventure" => ["Action", "Adventure"],
        "Sci-Fi & Fantasy" => ["Sci-Fi", "Fantasy"],
        "War & Politics" => ["War"],
        "Kids" or "Family" => ["Children"],
        "Music" => ["Musical"],
        "TV Movie" => [],
        _ => [name],
    })));
}
