using Marquee.Providers.Calls;

namespace Marquee.Providers.Tmdb;

/// <summary>How TMDB is reached.</summary>
public sealed class TmdbOptions
{
    /// <summary>An API key (v3) or an access token (v4): both are told apart by their shape.</summary>
    public required string Key { get; init; }

    public Uri Address { get; init; } = new("https://api.themoviedb.org/3/");

    /// <summary>The language of titles and overviews.</summary>
    public string Language { get; init; } = "en-US";

    public OutsideOptions Calls { get; init; } = new();
}
