namespace Marquee.Features.Catalogue.MovieLens;

/// <summary>One name for each genre, whichever source tells it.</summary>
static class GenreNames
{
    /// <summary>The catalogue's name for a genre, or null for what is none: "IMAX" is a format, "(no genres listed)" a remark.</summary>
    public static string? Of(string name) => name.Trim() switch
    {
        "" or "(no genres listed)" or "unknown" or "IMAX" => null,
        "Children's" => "Children",
        "Science Fiction" => "Sci-Fi",
        "Film Noir" => "Film-Noir",
        var other => other,
    };

    public static IReadOnlyList<string> Of(IEnumerable<string> names) => [.. names.Select(Of).OfType<string>().Distinct()];
}
