using System.Globalization;
using System.Text.RegularExpressions;
using Marquee.Features.Catalogue.Writing;
using Marquee.Platform.Errors;

namespace Marquee.Features.Catalogue.Manual;

/// <summary>A title as somebody writes it; what is left out of an edit stays.</summary>
/// <param name="Kind">film or show; stays what it is.</param>
/// <param name="Year">0 takes it away, as it does the running time; the empty text does so for words.</param>
/// <param name="Runtime">Minutes; of a typical episode for a show.</param>
/// <param name="Genres">Of those that the catalogue has.</param>
/// <param name="Directors">By name; of a show, who created it.</param>
/// <param name="ExternalIds">By provider: imdb, tmdb or tvdb. A title that the catalogue learns of by one of these becomes one with it.</param>
/// <param name="Seasons">All of them, for a show; an episode that somebody has seen or rated cannot go.</param>
/// <param name="Shared">Whether everybody here finds it; for admins to say.</param>
sealed record ManualTitle(
    string? Kind = null, string? Title = null, int? Year = null, string? OriginalTitle = null, int? Runtime = null, string? Overview = null, IReadOnlyList<string>? Genres = null,
    IReadOnlyList<string>? Directors = null, IReadOnlyList<string>? Cast = null, IReadOnlyDictionary<string, string>? ExternalIds = null,
    IReadOnlyList<ManualSeason>? Seasons = null, bool? Shared = null);

/// <param name="Number">0 for specials.</param>
sealed record ManualSeason(int Number, string? Name, IReadOnlyList<ManualEpisode>? Episodes);

sealed record ManualEpisode(int Number, string? Name, DateOnly? AirDate = null, int? Runtime = null);

/// <summary>What a title must be like.</summary>
static partial class ManualTitleRules
{
    const int LongestTitle = 300, LongestOverview = 5_000, LongestName = 100, MostPeople = 100, MostEpisodes = 5_000;

    public static void Check(ManualTitle title, bool isNew)
    {
        if (isNew && title.Kind is not (TitleKind.Film or TitleKind.Show))
            throw new Invalid("bad_kind", "A title is a film or a show.", "kind");
        if ((isNew || title.Title is not null) && title.Title?.Trim().Length is not (>= 1 and <= LongestTitle))
            throw new Invalid("title_invalid", $"A title has 1 to {LongestTitle} characters.", "title");
        if (title.OriginalTitle?.Length > LongestTitle)
            throw new Invalid("original_title_invalid", $"A title has at most {LongestTitle} characters.", "original_title");
        // The first film is of 1888; what is announced is rarely further off than this.
        if (title.Year is not null and not ((>= 1870 and <= 2150) or 0))
            throw new Invalid("year_invalid", "Write a year such as 1995.", "year");
        if (title.Runtime is not null and not (>= 0 and <= 6_000))
            throw new Invalid("runtime_invalid", "Write the running time in minutes.", "runtime");
        if (title.Overview?.Length > LongestOverview)
            throw new Invalid("overview_invalid", $"At most {LongestOverview:N0} characters.", "overview");
        if (People(title.Directors).Count > MostPeople || People(title.Cast).Count > MostPeople || People(title.Directors).Concat(People(title.Cast)).Any(name => name.Length > LongestName))
            throw new Invalid("people_invalid", $"At most {MostPeople} people, each of at most {LongestName} characters.", "cast");
        foreach (var (provider, value) in title.ExternalIds ?? new Dictionary<string, string>())
            _ = Id(provider, value);
        CheckSeasons(title);
    }

    public static List<string> People(IReadOnlyList<string>? names) => [.. (names ?? []).Select(name => name.Trim()).Where(name => name.Length > 0).Distinct()];

    /// <summary>The id as the catalogue spells it; null when it is left empty.</summary>
    public static string? Id(string provider, string? value)
    {
        var text = value?.Trim() ?? "";
        if (provider is not (ExternalId.Imdb or ExternalId.Tmdb or ExternalId.Tvdb))
            throw new Invalid("external_id_invalid", "External ids are of imdb, tmdb or tvdb.", "external_ids");
        if (text == "")
            return null;
        if (provider == ExternalId.Imdb && ImdbId().Match(text) is { Success: true } imdb)
            return "tt" + imdb.Groups[1].Value.TrimStart('0').PadLeft(7, '0');
        return provider != ExternalId.Imdb && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw new Invalid("external_id_invalid", provider == ExternalId.Imdb ? "An IMDb id looks like tt0113277." : "This id is a number.", provider);
    }

    static void CheckSeasons(ManualTitle title)
    {
        var seasons = title.Seasons ?? [];
        if (title.Kind == TitleKind.Film && seasons.Count > 0)
            throw new Invalid("seasons_invalid", "A film has no seasons.", "seasons");
        var episodes = seasons.SelectMany(season => (season.Episodes ?? []).Select(episode => (season.Number, Episode: episode))).ToList();
        if (seasons.Any(season => season.Number is < 0 or > 9_999) || episodes.Any(e => e.Episode.Number is < 0 or > 99_999 || e.Episode.Name?.Length > LongestTitle) || episodes.Count > MostEpisodes)
            throw new Invalid("seasons_invalid", "Seasons and episodes have numbers, and there is an end to them.", "seasons");
        if (seasons.DistinctBy(s => s.Number).Count() != seasons.Count || episodes.DistinctBy(e => (e.Number, e.Episode.Number)).Count() != episodes.Count)
            throw new Invalid("seasons_invalid", "A season or an episode is there twice.", "seasons");
    }

    [GeneratedRegex(@"(?:^|/)(?:tt)?(\d{1,10})/?$", RegexOptions.CultureInvariant)]
    private static partial Regex ImdbId();
}
