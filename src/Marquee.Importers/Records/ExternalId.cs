using System.Globalization;

namespace Marquee.Importers;

/// <summary>A title's name at an outside provider, such as (<c>imdb</c>, <c>tt0114709</c>).</summary>
/// <param name="Provider">Lower case: <c>imdb</c>, <c>tmdb</c>, <c>tvdb</c>, <c>trakt</c>, <c>simkl</c>, <c>plex</c>, <c>movielens</c>.</param>
/// <param name="Value">The id in the provider's own spelling.</param>
public readonly record struct ExternalId(string Provider, string Value)
{
    public const string ImdbProvider = "imdb";
    public const string TmdbProvider = "tmdb";
    public const string TvdbProvider = "tvdb";
    public const string TraktProvider = "trakt";
    public const string SimklProvider = "simkl";
    public const string PlexProvider = "plex";
    public const string MovieLensProvider = "movielens";

    const int LongestValue = 100;

    /// <summary>An IMDb id as IMDb writes it today: <c>tt</c> and at least seven digits. Exports leave out the letters, the zeros, or both.</summary>
    /// <returns><see langword="null"/> when the text is not a title's id (people are <c>nm…</c>, companies <c>co…</c>).</returns>
    public static ExternalId? Imdb(string text)
    {
        var digits = text.StartsWith("tt", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text;
        return digits.Length <= 12 && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? new ExternalId(ImdbProvider, string.Create(CultureInfo.InvariantCulture, $"tt{number:0000000}"))
            : null;
    }

    /// <summary>An id that is a plain positive number, as TMDB's and MovieLens' are; <see langword="null"/> for anything else.</summary>
    public static ExternalId? Number(string provider, string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? new ExternalId(provider, number.ToString(CultureInfo.InvariantCulture))
            : null;

    /// <summary>An id of any provider that is known, checked as that provider writes it; <see langword="null"/> for anything else.</summary>
    public static ExternalId? Of(string provider, string text) => text.Trim() is not { Length: > 0 and <= LongestValue } value ? null : provider switch
    {
        ImdbProvider => Imdb(value),
        TmdbProvider or TvdbProvider or TraktProvider or SimklProvider or MovieLensProvider => Number(provider, value),
        PlexProvider => new ExternalId(PlexProvider, value),
        _ => null,
    };

    public override string ToString() => $"{Provider} {Value}";
}
