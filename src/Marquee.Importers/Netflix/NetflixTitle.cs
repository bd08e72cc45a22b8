using System.Globalization;
using System.Text.RegularExpressions;

namespace Marquee.Importers.Netflix;

/// <summary>
/// Takes one line of Netflix' history apart: "Dark: Season 2: Endings and Beginnings" is an episode, "Dune: Part Two" is a film.
/// A season is known by its word in any language of the service; a part, a volume or a chapter makes a show only between two colons.
/// </summary>
internal static partial class NetflixTitle
{
    /// <summary>Film or episode, without the whole file to compare with.</summary>
    /// <param name="isShow">Whether the first two parts of the name are a show and its season for other reasons.</param>
    public static (string Title, TitleKind Kind, ImportedEpisode? Episode) Parse(string text, bool isShow = false)
    {
        var parts = Parts(text);
        if (parts[0].Length == 0)
            return (text, TitleKind.Unknown, null);
        for (var i = 1; i < parts.Length; i++)
            if (SeasonNumber(parts[i]) is { } season || IsOnly(parts[i], out season))
                return Split(parts, i, season);
        for (var i = 1; i < parts.Length - 1; i++)
            if (Weak().Match(parts[i]) is { Success: true } weak)
                return Split(parts, i, Figure(weak.Groups["n"].Value));
        if (parts.Length >= 3 && isShow)
        {
            var (title, kind, episode) = Split(parts, 1, null);
            return (title, kind, episode! with { SeasonName = parts[1] });
        }

        return (text, parts.Length < 3 ? TitleKind.Film : TitleKind.Unknown, null);
    }

    /// <summary>What stands before the last part, where there are three or more and no word says season; else <see langword="null"/>.</summary>
    public static string? Prefix(string text)
    {
        var parts = Parts(text);
        return parts.Length >= 3 && parts[0].Length > 0 && Parse(text).Kind == TitleKind.Unknown ? $"{parts[0]}: {parts[1]}" : null;
    }

    static (string, TitleKind, ImportedEpisode?) Split(string[] parts, int at, int? season)
    {
        var name = at + 1 < parts.Length ? string.Join(": ", parts[(at + 1)..]) : null;
        var number = name is not null && EpisodeNumber().Match(name) is { Success: true } match ? Figure(match.Groups["n"].Value) : null;
        return (string.Join(": ", parts[..at]), TitleKind.Show, new ImportedEpisode(season, number, name) { SeasonName = season is null ? parts[at] : null });
    }

    static string[] Parts(string text) => Colon().Split(text);

    static int? SeasonNumber(string part) => Season().Match(part) is { Success: true } match ? Figure(match.Groups["n"].Value) : null;

    // A show of one season has no number.
    static bool IsOnly(string part, out int season)
    {
        season = 1;
        return Limited().IsMatch(part);
    }

    static int? Figure(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : text.ToUpperInvariant() switch
    {
        "ONE" or "I" => 1,
        "TWO" or "II" => 2,
        "THREE" or "III" => 3,
        "FOUR" or "IV" => 4,
        "FIVE" or "V" => 5,
        _ => null,
    };

    [GeneratedRegex(@"\s?[:：]\s+|：")]
    private static partial Regex Colon();

    [GeneratedRegex(@"^(?:(?:the\s+)?(?:season|series|saison|staffel|temporada|stagione|kausi|tuotantokausi|säsong|sæson|sesong|seizoen|sezon|sezonul|sezona|série|séria|řada|serija|évad|сезон|κύκλος|musim|mùa|phần|ฤดูกาล|ซีซั่น|ซีซัน|シーズン|시즌|الموسم|עונה|सीज़न|temp\.?|t|s)\s*(?<n>\d{1,3})|(?<n>\d{1,3})\.?\s*(?:[ªºa]\s*)?(?:season|saison|staffel|temporada|stagione|kausi|tuotantokausi|säsong|sæson|sesong|seizoen|sezon|évad|řada|сезон|série|séria|sezona|시즌)|第\s*(?<n>\d{1,3})\s*[季期])$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Season();

    [GeneratedRegex(@"^(?:limited series|miniseries|mini-series|miniserie|mini-série|minissérie|miniserien|minisarja|série limitée|serie limitada|sarja|miniszéria|miniserial|мини-сериал|リミテッドシリーズ|リミテッド・シリーズ|迷你剧|미니시리즈)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Limited();

    [GeneratedRegex(@"^(?:part|volume|vol\.?|chapter|book|collection|teil|partie|parte|osa|del|deel|część|kapitel|buch|livre|libro|libro|volumen|volym|bind|kapitola|rész|часть|パート|파트)\s*(?<n>\d{1,3}|one|two|three|four|five|i{1,3}|iv|v)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Weak();

    [GeneratedRegex(@"^(?:episode|épisode|folge|episodio|episódio|jakso|avsnitt|afsnit|aflevering|odcinek|epizod|díl|rész|эпизод|серия|bölüm|episod|第)\s*(?<n>\d{1,4})\s*[話集话]?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EpisodeNumber();
}
